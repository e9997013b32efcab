import { defineMessages } from "../i18n/index.ts";

export const messages = defineMessages("portal", {
  "zh-CN": { place: "连接器", connectors: "已注册", catalog: "现成连接器" },
  en: { place: "Connectors", connectors: "Registered", catalog: "Ready-made" },
});
