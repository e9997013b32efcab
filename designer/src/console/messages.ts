import { defineMessages } from "../i18n/index.ts";

export const messages = defineMessages("console", {
  "zh-CN": { place: "控制台", members: "成员与角色", tokens: "我的令牌", spaces: "空间", people: "人员", gateways: "网关", plugins: "插件", audit: "审计", health: "健康状况" },
  en: { place: "Console", members: "Members", tokens: "My tokens", spaces: "Spaces", people: "People", gateways: "Gateways", plugins: "Plugins", audit: "Audit", health: "Health" },
});
