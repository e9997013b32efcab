import { defineMessages } from "@tessera/contracts";

/** Why a caller is not believed. */
export const callerMessages = defineMessages({
  unknown: { en: "The token is not known; make one in the console and send it as Authorization: Bearer <token>.", "zh-CN": "令牌不存在；请在控制台新建令牌，并以 Authorization: Bearer <令牌> 发送。" },
  revoked: { en: "The token \"{name}\" was revoked; make a new one.", "zh-CN": "令牌“{name}”已撤销，请新建一个。" },
  expired: { en: "The token \"{name}\" expired on {at}; make a new one.", "zh-CN": "令牌“{name}”已于 {at} 过期，请新建一个。" },
  credentialExpired: { en: "The credential of this call expired; the control plane makes a new one for each call.", "zh-CN": "本次调用的凭据已过期；控制面会为每次调用签发新的凭据。" },
  credentialIncomplete: { en: "The credential lacks claims that the gateway needs.", "zh-CN": "凭据缺少网关需要的声明。" },
  neither: { en: "The token is neither an API token nor a credential of this installation's control plane.", "zh-CN": "该令牌既不是 API 令牌，也不是本平台控制面签发的凭据。" },
  missing: { en: "This operation needs a token; send it as Authorization: Bearer <token>.", "zh-CN": "此接口需要令牌，请以 Authorization: Bearer <令牌> 发送。" },
  header: { en: "The Authorization header must read: Bearer <token>.", "zh-CN": "Authorization 请求头须写作：Bearer <令牌>。" },
});
