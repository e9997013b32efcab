import { defineMessages } from "@tessera/contracts";

/** Why the body of a call or answer cannot be changed as its operation says. */
export const transformMessages = defineMessages({
  notJson: { en: "This operation takes JSON only, but the request body is {type}; send application/json.", "zh-CN": "此接口只接受 JSON，而请求体是 {type}；请发送 application/json。" },
  encoded: { en: "This operation takes plain JSON, but the request body is encoded as {coding}; send it without Content-Encoding.", "zh-CN": "此接口只接受未编码的 JSON，而请求体的编码是 {coding}；请去掉 Content-Encoding 后发送。" },
  wrongJson: { en: "The request body is not valid JSON in UTF-8: {reason}.", "zh-CN": "请求体不是有效的 UTF-8 JSON：{reason}。" },
  wrongJsonAt: { en: "The request body is not valid JSON at line {line}, column {column}: {reason}.", "zh-CN": "请求体第 {line} 行第 {column} 列不是有效的 JSON：{reason}。" },
  notUtf8: { en: "bytes that are no UTF-8", "zh-CN": "含有非 UTF-8 字节" },
  tooDeep: { en: "it nests too deep", "zh-CN": "嵌套过深" },
  answerTooLarge: { en: "The backend's answer is larger than {limitBytes} bytes, the most that this gateway reads to change it; ask for less at a time.", "zh-CN": "后端的应答超过 {limitBytes} 字节，即此网关为修改应答而读取的上限，请减少每次请求的数据。" },
  answerEncoded: { en: "The backend encoded its answer as {coding} although it was asked not to, so that it cannot be changed as this operation says; turn compression off at the backend.", "zh-CN": "后端不顾要求以 {coding} 编码了应答，无法按此接口的设置修改；请在后端关闭压缩。" },
  answerWrong: { en: "The backend's answer is said to be JSON but is not, so that it cannot be changed as this operation says: {reason}.", "zh-CN": "后端的应答声明为 JSON 但并不是，无法按此接口的设置修改：{reason}。" },
});
