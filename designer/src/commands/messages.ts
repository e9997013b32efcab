import { defineMessages } from "../i18n/index.ts";

export const messages = defineMessages("commands", {
  "zh-CN": { search: "搜索或跳转…", open: "打开命令面板", nothing: "没有匹配“{{query}}”的结果", hint: "↑↓ 选择 · Enter 执行 · Esc 关闭", apps: "应用", connectors: "连接器", results: "结果" },
  en: { search: "Search or jump to…", open: "Open the command palette", nothing: "Nothing fits “{{query}}”", hint: "↑↓ choose · Enter run · Esc close", apps: "Apps", connectors: "Connectors", results: "Results" },
});
