import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("portal.connector", {
  "zh-CN": { connectors: "连接器", overview: "概览", operations: "接口", stages: "环境与发布", call: "调试", runs: "执行记录", grants: "授权", settings: "设置", tabs: "连接器的各部分" },
  en: { connectors: "Connectors", overview: "Overview", operations: "Operations", stages: "Stages & releases", call: "Try", runs: "Runs", grants: "Grants", settings: "Settings", tabs: "Parts of the connector" },
});
