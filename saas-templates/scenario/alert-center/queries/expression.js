export default function (data, inputs, user) {
  return data.data.result;
}
