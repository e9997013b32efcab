import { defineMessages } from "@tessera/contracts";

export const accessMessages = defineMessages({
  tokenUnknown: { en: "The API token is unknown, expired or revoked; make a new one.", "zh-CN": "API 令牌不存在、已过期或已撤销，请新建一个。" },
  signIn: { en: "Sign in first, or send an API token as 'Authorization: Bearer tsr_…'.", "zh-CN": "请先登录，或以 'Authorization: Bearer tsr_…' 携带 API 令牌。" },
  noSpace: { en: "You act in no space; ask an owner of one to add you.", "zh-CN": "当前不在任何空间内，请联系空间所有者将你加入。" },
  permission: { en: "This needs the permission '{permission}', which your role{role} does not have.", "zh-CN": "此操作需要权限“{permission}”，你的角色{role}没有该权限。" },
  role: { en: " '{role}'", "zh-CN": "“{role}”" },
  csrf: {
    en: "The header X-CSRF-Token is missing or not this session's; read it from GET /api/v1/auth/session.",
    "zh-CN": "请求头 X-CSRF-Token 缺失，或不属于当前会话；可从 GET /api/v1/auth/session 读取。",
  },
});

export const requestMessages = defineMessages({
  notFound: { en: "There is nothing at this address; /api/docs lists what there is.", "zh-CN": "此地址没有内容；可用的接口见 /api/docs。" },
  noPlayerFile: { en: "There is no such file of the player.", "zh-CN": "播放器中没有此文件。" },
  unreadable: { en: "The request cannot be read: {reason}.", "zh-CN": "无法读取请求：{reason}。" },
  mediaType: { en: "The body is '{type}'; send it as 'Content-Type: application/json' in UTF-8.", "zh-CN": "请求体的类型为“{type}”；请使用 UTF-8 编码的 'Content-Type: application/json'。" },
  noType: { en: "of no stated type", "zh-CN": "未声明" },
  tooLarge: { en: "The body is larger than the {limitKiB} KiB allowed here.", "zh-CN": "请求体超过此处允许的 {limitKiB} KiB。" },
  notJson: { en: "The body is not valid JSON{place}: {reason}.", "zh-CN": "请求体不是有效的 JSON{place}：{reason}。" },
  place: { en: " at line {line}, column {column}", "zh-CN": "（第 {line} 行第 {column} 列）" },
  encoding: { en: "The body cannot be read: {reason}. Send UTF-8, plain or with gzip, deflate or br.", "zh-CN": "无法读取请求体：{reason}。请使用 UTF-8，可不压缩，或用 gzip、deflate、br 压缩。" },
  bodyUnreadable: { en: "The body cannot be read: {reason}.", "zh-CN": "无法读取请求体：{reason}。" },
  tooDeep: { en: "The value is nested deeper than {levels} levels; flatten it.", "zh-CN": "值的嵌套超过 {levels} 层，请减少层级。" },
  prototypeKey: { en: "The key '__proto__' is not allowed; rename the field.", "zh-CN": "不允许使用键名“__proto__”，请为该字段改名。" },
  operatorKey: { en: "The key '{key}' starts with '$', which is not allowed here; rename the field.", "zh-CN": "键名“{key}”以 '$' 开头，此处不允许，请为该字段改名。" },
});

/** A part of a request that does not fit the contract; `what` continues the sentence. */
export const inputMessages = defineMessages({
  params: { en: "The path parameter {path} {what}.", "zh-CN": "路径参数 {path} {what}。" },
  query: { en: "The query parameter {path} {what}.", "zh-CN": "查询参数 {path} {what}。" },
  body: { en: "The field {path} {what}.", "zh-CN": "字段 {path} {what}。" },
  allParams: { en: "The path parameter {what}.", "zh-CN": "路径参数{what}。" },
  allQuery: { en: "The query parameter {what}.", "zh-CN": "查询参数{what}。" },
  allBody: { en: "The body {what}.", "zh-CN": "请求体{what}。" },
  example: { en: "{what}, e.g. {example}", "zh-CN": "{what}，例如 {example}" },
  invalid: { en: "is not valid", "zh-CN": "无效" },
});

/** Titles of problem documents by status. */
export const titleMessages = defineMessages({
  400: { en: "Bad request", "zh-CN": "请求有误" },
  401: { en: "Not signed in", "zh-CN": "未登录" },
  403: { en: "Not allowed", "zh-CN": "没有权限" },
  404: { en: "Not found", "zh-CN": "未找到" },
  409: { en: "Conflict", "zh-CN": "存在冲突" },
  410: { en: "Gone", "zh-CN": "已失效" },
  413: { en: "Too large", "zh-CN": "内容过大" },
  422: { en: "Cannot be done", "zh-CN": "无法处理" },
  429: { en: "Too many requests", "zh-CN": "请求过于频繁" },
  500: { en: "Internal error", "zh-CN": "内部错误" },
  502: { en: "Bad answer from a dependency", "zh-CN": "依赖的系统应答异常" },
  503: { en: "Unavailable", "zh-CN": "暂不可用" },
  504: { en: "Timeout", "zh-CN": "超时" },
});

export const defectMessages = defineMessages({
  tell: { en: "Something went wrong on our side. Tell an administrator the trace id {traceId}.", "zh-CN": "平台内部出错，请将追踪号 {traceId} 告知管理员。" },
});
