import { defineMessages } from "@tessera/contracts";

/** Why an example cannot be read. */
export const exampleMessages = defineMessages({
  tooLong: { en: "The example has more than {limit} characters; give fewer calls at once.", "zh-CN": "示例超过 {limit} 个字符，请减少一次提供的调用。" },
  notCurl: { en: "The text holds no curl command. Paste one, e.g. curl https://api.example.com/hosts", "zh-CN": "文本中没有 curl 命令。请粘贴一条，例如 curl https://api.example.com/hosts" },
  noAddress: { en: "The curl command names no address.", "zh-CN": "curl 命令没有写明地址。" },
  address: { en: "'{address}' is no http or https address.", "zh-CN": "“{address}”不是 http 或 https 地址。" },
  notHar: { en: "The file is no HAR file: it has no list 'log.entries'. Export one from the network tab of a browser.", "zh-CN": "该文件不是 HAR 文件：没有 'log.entries' 列表。请在浏览器的网络面板中导出。" },
  noCalls: { en: "The example holds no API call.", "zh-CN": "示例中没有 API 调用。" },
  otherHost: { en: "calls another host than {origin}", "zh-CN": "调用的主机不是 {origin}" },
  method: { en: "the gateway does not serve the method {method}", "zh-CN": "网关不支持方法 {method}" },
  path: { en: "the path is longer than an operation may have", "zh-CN": "路径过长" },
});
