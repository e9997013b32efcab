import { defineMessages } from "@tessera/contracts";

/** Why no WebSocket is opened. */
export const websocketMessages = defineMessages({
  version: { en: "The WebSocket handshake must have Sec-WebSocket-Version 13.", "zh-CN": "WebSocket 握手须带 Sec-WebSocket-Version: 13。" },
  key: { en: "The WebSocket handshake must have a Sec-WebSocket-Key of 16 bytes in base64.", "zh-CN": "WebSocket 握手须带 16 字节 base64 的 Sec-WebSocket-Key。" },
  body: { en: "A WebSocket handshake has no body; send it without one.", "zh-CN": "WebSocket 握手不能带请求体，请去掉。" },
  wrongAnswer: { en: "The backend switched protocols without accepting the WebSocket; check that the operation's backend path is that of a WebSocket.", "zh-CN": "后端切换了协议但没有接受 WebSocket，请检查接口的后端路径是否为 WebSocket 地址。" },
});
