import { defineMessages } from "@tessera/contracts";

/** Why the gateway process does not start. */
export const startMessages = defineMessages({
  storeMissing: { en: "MONGODB_URI is missing: the gateway runs beside a store, e.g. MONGODB_URI={example}", "zh-CN": "缺少 MONGODB_URI：网关须与存储一起运行，例如 MONGODB_URI={example}" },
  portTaken: {
    en: "TESSERA_GATEWAY_PORT {port} is in use by another process; choose a free one, e.g. TESSERA_GATEWAY_PORT={free}",
    "zh-CN": "TESSERA_GATEWAY_PORT {port} 已被其他进程占用，请换一个空闲端口，例如 TESSERA_GATEWAY_PORT={free}",
  },
  cannotListen: {
    en: "TESSERA_HOST {host} with TESSERA_GATEWAY_PORT {port} cannot be listened on ({reason}), e.g. TESSERA_HOST=0.0.0.0 TESSERA_GATEWAY_PORT=3080",
    "zh-CN": "无法监听 TESSERA_HOST {host} 与 TESSERA_GATEWAY_PORT {port}（{reason}），例如 TESSERA_HOST=0.0.0.0 TESSERA_GATEWAY_PORT=3080",
  },
});
