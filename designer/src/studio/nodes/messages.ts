import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.nodes", {
  "zh-CN": {
    delete: "删除", deleteUsed: "仍有内容在使用这些组件", deleteUsedDetail: "使用者：{{users}}。删除后，这些绑定或动作会失效；可以撤销。", cancel: "取消",
    copied_other: "已复制 {{count}} 个组件", paste: "粘贴", duplicate: "创建副本", align: "对齐", move: "移动", broughtQueries_other: "同时带来了 {{count}} 个数据源，请检查它们的连接器",
  },
  en: {
    delete: "Delete", deleteUsed: "Something still uses these components", deleteUsedDetail: "Used by: {{users}}. Those bindings or actions stop working; undo brings them back.", cancel: "Cancel",
    copied_one: "{{count}} component copied", copied_other: "{{count}} components copied", paste: "Paste", duplicate: "Duplicate", align: "Align", move: "Move",
    broughtQueries_one: "{{count}} query came along; check its connector", broughtQueries_other: "{{count}} queries came along; check their connectors",
  },
});
