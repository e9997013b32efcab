export default function (data) {
  return data.data.result;
}
