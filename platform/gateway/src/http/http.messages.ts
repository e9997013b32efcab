import { defineMessages } from "@tessera/contracts";

/** Why a request is not served, before its operation is known. */
export const requestMessages = defineMessages({
  notReady: { en: "The gateway has not read what it serves yet; try again in a moment.", "zh-CN": "网关尚未读取要提供的内容，请稍后重试。" },
  noSpace: {
    en: "There is no space \"{space}\" with published connectors here; addresses read /<space>/<connector>/<stage>/<operation path>.",
    "zh-CN": "此处没有空间“{space}”已发布的连接器；地址格式为 /<空间>/<连接器>/<环境>/<接口路径>。",
  },
  noConnector: { en: "The space \"{space}\" has no published connector \"{connector}\".", "zh-CN": "空间“{space}”没有已发布的连接器“{connector}”。" },
  noStage: { en: "The connector \"{connector}\" is not published on a stage \"{stage}\"; it is on: {stages}.", "zh-CN": "连接器“{connector}”没有发布到环境“{stage}”；已发布的环境：{stages}。" },
  noOperation: {
    en: "The connector \"{connector}\" has no operation {method} {path} in version {version} on stage \"{stage}\".",
    "zh-CN": "连接器“{connector}”在环境“{stage}”上的版本 {version} 没有接口 {method} {path}。",
  },
  noMethod: { en: "This path has no {method}, only {allow}.", "zh-CN": "此路径没有 {method}，只有 {allow}。" },
  noUpgrade: { en: "WebSocket connections are not served by this gateway; use HTTP requests.", "zh-CN": "此网关不提供 WebSocket 连接，请使用 HTTP 请求。" },
  malformed: { en: "The request is not valid HTTP/1.1; the connection is closed.", "zh-CN": "请求不是有效的 HTTP/1.1，连接已关闭。" },
  headersTooLarge: { en: "The request line and header fields are larger than this gateway takes.", "zh-CN": "请求行和请求头超过此网关的上限。" },
  tooSlow: { en: "The request did not arrive in time; the connection is closed.", "zh-CN": "请求未在规定时间内到达，连接已关闭。" },
  defect: { en: "The gateway failed at this request; give the trace id {traceId} to an administrator.", "zh-CN": "网关处理此请求时出错，请将追踪号 {traceId} 告知管理员。" },
});

/** Titles of problem documents. */
export const titleMessages = defineMessages({
  notReady: { en: "Not ready", "zh-CN": "尚未就绪" },
  spaceNotFound: { en: "Space not found", "zh-CN": "没有此空间" },
  connectorNotFound: { en: "Connector not found", "zh-CN": "没有此连接器" },
  stageNotFound: { en: "Stage not found", "zh-CN": "没有此环境" },
  operationNotFound: { en: "Operation not found", "zh-CN": "没有此接口" },
  methodNotAllowed: { en: "Method not allowed", "zh-CN": "不支持此方法" },
  requestMalformed: { en: "Malformed request", "zh-CN": "请求格式有误" },
  headersTooLarge: { en: "Request headers too large", "zh-CN": "请求头过大" },
  requestTimeout: { en: "Request not received in time", "zh-CN": "未及时收到请求" },
  bodyTooLarge: { en: "Request body too large", "zh-CN": "请求体过大" },
  pathUnsafe: { en: "Unsafe path", "zh-CN": "路径不安全" },
  upgradeUnsupported: { en: "Upgrade not supported", "zh-CN": "不支持协议升级" },
  tokenMissing: { en: "Token missing", "zh-CN": "缺少令牌" },
  tokenInvalid: { en: "Token invalid", "zh-CN": "令牌无效" },
  tokenExpired: { en: "Token expired", "zh-CN": "令牌已过期" },
  tokenRevoked: { en: "Token revoked", "zh-CN": "令牌已撤销" },
  grantMissing: { en: "Grant missing", "zh-CN": "没有授权" },
  grantExpired: { en: "Grant expired", "zh-CN": "授权已过期" },
  limitExceeded: { en: "Too many requests", "zh-CN": "请求过于频繁" },
  backendRefused: { en: "Backend address refused", "zh-CN": "后端地址不允许访问" },
  backendUnresolved: { en: "Backend name not resolved", "zh-CN": "后端域名无法解析" },
  backendUnreachable: { en: "Backend not reachable", "zh-CN": "无法连接后端" },
  backendTls: { en: "No secure connection to the backend", "zh-CN": "无法与后端建立安全连接" },
  backendAborted: { en: "Backend broke off", "zh-CN": "后端中断了连接" },
  backendBadAnswer: { en: "Bad answer of the backend", "zh-CN": "后端应答异常" },
  backendTimeout: { en: "Backend timed out", "zh-CN": "后端超时" },
  backendTokenUnavailable: { en: "No access token for the backend", "zh-CN": "无法取得后端访问令牌" },
  backendTokenRefused: { en: "Access token for the backend refused", "zh-CN": "后端访问令牌被拒绝签发" },
  callerAborted: { en: "Caller went away", "zh-CN": "调用方已离开" },
  defect: { en: "Defect of the gateway", "zh-CN": "网关内部错误" },
  refused: { en: "Request refused", "zh-CN": "请求被拒绝" },
  dependency: { en: "Dependency failed", "zh-CN": "依赖的系统出错" },
});
