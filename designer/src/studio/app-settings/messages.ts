import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.app-settings", {
  "zh-CN": {
    settings: "应用设置", general: "基本信息", connectors: "连接器", files: "文件", title: "标题", description: "一句话说明", icon: "图标", home: "首页", close: "完成",
    connectorsHelp: "数据源通过别名使用连接器。改变别名指向的连接器或环境，所有使用它的数据源随之切换。", noConnectors: "还没有使用连接器。添加数据源时会自动建立别名。", alias: "别名", pointsTo: "指向", usedBy_other: "{{count}} 个数据源", unused: "未使用", remove: "移除别名 {{alias}}",
    gone: "{{connector}} / {{stage}} 已不存在或未发布", missing: "新的连接器没有这些接口，使用它们的数据源将失败：{{operations}}", export: "导出草稿", exportHelp: "把草稿保存为一个文件，可在其他空间或平台导入。", import: "导入", importHelp: "用导出的文件替换草稿，线上版本不变。", delete: "删除应用", deleteHelp: "草稿、历史和所有版本一并删除，无法恢复。",
  },
  en: {
    settings: "App settings", general: "General", connectors: "Connectors", files: "Files", title: "Title", description: "One line about it", icon: "Icon", home: "Home page", close: "Done",
    connectorsHelp: "Queries name connectors by an alias. Point an alias to another connector or stage, and all queries that use it follow.", noConnectors: "No connector is used yet. Adding a query makes its alias.", alias: "Alias", pointsTo: "Points to", usedBy_one: "{{count}} query", usedBy_other: "{{count}} queries", unused: "not used", remove: "Remove the alias {{alias}}",
    gone: "{{connector}} / {{stage}} no longer exists or serves nothing", missing: "The connector has no such operations; the queries that call them will fail: {{operations}}", export: "Export the draft", exportHelp: "Saves the draft as one file, to be imported in another space or platform.", import: "Import", importHelp: "Replaces the draft by an exported file; what is live stays.", delete: "Delete the app", deleteHelp: "The draft, the history and all versions go with it. This cannot be undone.",
  },
});
