import { defineMessages } from "@tessera/contracts";

export const gatewayCallMessages = defineMessages({
  parameter: { en: "The parameter '{name}' {what}.", "zh-CN": "参数“{name}”{what}。" },
  required: { en: "is required", "zh-CN": "必填" },
  noSegment: { en: "must not be empty, '.' or '..'", "zh-CN": "不能为空、'.' 或 '..'" },
  noHeader: { en: "must hold no line break and only Latin-1 characters, as a header", "zh-CN": "作为请求头，不能含换行，且只能含 Latin-1 字符" },
  ambiguous: { en: "'{key}' names {count} parameters of '{operation}'; its parameters are: {known}.", "zh-CN": "“{key}”对应接口“{operation}”的 {count} 个参数；该接口的参数有：{known}。" },
  unknown: { en: "'{operation}' has no parameter '{key}'; its parameters are: {known}.", "zh-CN": "接口“{operation}”没有参数“{key}”；该接口的参数有：{known}。" },
  noParameters: { en: "none", "zh-CN": "无" },
  noBody: { en: "'{operation}' takes no body; leave it out.", "zh-CN": "接口“{operation}”不接受请求体，请去掉。" },
  needsBody: { en: "'{operation}' needs a body.", "zh-CN": "接口“{operation}”需要请求体。" },
  textBody: { en: "'{operation}' takes {types}; send the body as text.", "zh-CN": "接口“{operation}”接受 {types}，请以文本发送请求体。" },
  typesOr: { en: " or ", "zh-CN": " 或 " },
  timeout: { en: "There was no answer within {seconds} s; the system behind '{connector}' may be slow or down.", "zh-CN": "{seconds} 秒内没有应答；连接器“{connector}”背后的系统可能较慢或已停止。" },
  unreachable: { en: "The gateway cannot be reached; see Console → Gateways whether one runs.", "zh-CN": "无法连接网关，请在“控制台 → 网关”查看是否有网关在运行。" },
});
