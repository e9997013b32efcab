import { defineMessages } from "@tessera/contracts";

/** Why a call of a backend failed. */
export const proxyMessages = defineMessages({
  refused: {
    en: "The backend of this stage has an address that Tessera does not call; an administrator can allow it with TESSERA_EGRESS_ALLOW.",
    "zh-CN": "此环境的后端地址不允许访问，管理员可通过 TESSERA_EGRESS_ALLOW 放行。",
  },
  unresolved: { en: "The name of this stage's backend cannot be resolved; check the stage's address.", "zh-CN": "此环境的后端域名无法解析，请检查环境的地址。" },
  tls: { en: "No secure connection to this stage's backend; check its certificate and protocol.", "zh-CN": "无法与此环境的后端建立安全连接，请检查其证书与协议。" },
  timeout: { en: "The backend of this stage did not answer in time; try again, or raise the time-out of the operation or stage.", "zh-CN": "此环境的后端未及时应答；请重试，或调大接口或环境的超时时间。" },
  stalled: {
    en: "The backend of this stage made no progress for {timeoutMs} ms; try again, or raise the time-out of the operation or stage.",
    "zh-CN": "此环境的后端 {timeoutMs} ms 内没有进展；请重试，或调大接口或环境的超时时间。",
  },
  badAnswer: { en: "The backend of this stage answered something that is not HTTP; check the port of the stage's address.", "zh-CN": "此环境的后端返回的不是 HTTP，请检查环境地址的端口。" },
  callerGone: { en: "The caller went away before the answer.", "zh-CN": "调用方在应答前已离开。" },
  brokeOff: { en: "The backend of this stage closed the connection before it answered; try again, or look into its log.", "zh-CN": "此环境的后端在应答前关闭了连接；请重试，或查看后端日志。" },
  unreachable: { en: "The backend of this stage cannot be reached; check that it runs and the stage's address.", "zh-CN": "无法连接此环境的后端，请检查它是否运行以及环境的地址。" },
  cannotPass: { en: "The request cannot be passed on: {reason}.", "zh-CN": "请求无法转发：{reason}。" },
  signedBodyTooLarge: {
    en: "The request body is larger than {limitBytes} bytes, the limit of stages whose credential signs the body; send it in smaller parts.",
    "zh-CN": "请求体超过 {limitBytes} 字节，即凭据需对请求体签名的环境的上限，请分成更小的部分发送。",
  },
  tokenUnavailable: {
    en: "No access token for this stage's backend: its token endpoint cannot be reached or answers something else; check the token address of the stage's credential.",
    "zh-CN": "无法取得此环境后端的访问令牌：令牌地址无法访问或应答不正确，请检查环境凭据的令牌地址。",
  },
  tokenRefused: {
    en: "The token endpoint of this stage's backend gives no access token ({error}); check client id, secret and scope of the stage's credential.",
    "zh-CN": "此环境后端的令牌地址拒绝签发访问令牌（{error}），请检查环境凭据的客户端 ID、密钥和 scope。",
  },
  changedBodyTooLarge: {
    en: "The request body is larger than {limitBytes} bytes, the limit of operations that change it on its way; send it in smaller parts.",
    "zh-CN": "请求体超过 {limitBytes} 字节，即需要转换请求体的接口的上限，请分成更小的部分发送。",
  },
  bodyTooLarge: { en: "The request body is larger than {limitBytes} bytes, the limit of this gateway.", "zh-CN": "请求体超过 {limitBytes} 字节，即此网关的上限。" },
});
