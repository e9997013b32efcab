import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.app-list", {
  "zh-CN": {
    apps: "应用", detail: "搭建页面、接入数据源，一键发布给最终用户。", name: "名称", published: "已发布版本", updated: "更新时间", updatedBy: "更新人", template: "来源模板", state: "状态",
    isPublished: "已发布", notPublished: "未发布", changed: "有未发布的修改", open: "打开", export: "导出", delete: "删除", more: "{{name}} 的更多操作",
    newApp: "新建应用", create: "创建", title: "标题", titleExample: "例如：告警中心", slug: "名称（地址）", description: "一句话说明", icon: "图标",
    import: "导入应用", importHelp: "选择导出的文件（*.tessera.json），或包含 app.json 的文件夹。导入前会逐个检查文件。", chooseFolder: "选择文件夹", chooseFiles: "选择文件",
    noApp: "没有找到 app.json。请选择包含 app.json 的文件夹，或导出的 .tessera.json 文件。", found: "“{{title}}”：{{pages}} 个页面，{{queries}} 个数据源", problems_other: "{{count}} 个问题，修正后再导入",
    importNameHelp: "如果已有同名应用，它的草稿会被替换（已发布的版本不变）。",
    deleteTitle: "删除“{{title}}”？", deleteLoss: "草稿和历史会一并删除，无法恢复。", deleteLossPublished: "最终用户正在使用 {{version}}，他们将立即无法打开；所有版本一并删除，无法恢复。", deleted: "已删除“{{title}}”",
    empty: "还没有应用", emptyDetail: "从空白页面开始搭建，或从应用中心安装一个现成的模板。", launcher: "从模板安装",
  },
  en: {
    apps: "Apps", detail: "Build pages, connect data, publish to end users in one click.", name: "Name", published: "Published", updated: "Updated", updatedBy: "Updated by", template: "Template", state: "State",
    isPublished: "Published", notPublished: "Not published", changed: "Unpublished changes", open: "Open", export: "Export", delete: "Delete", more: "More for {{name}}",
    newApp: "New app", create: "Create", title: "Title", titleExample: "e.g. Alert center", slug: "Name in addresses", description: "One line about it", icon: "Icon",
    import: "Import app", importHelp: "Choose an exported file (*.tessera.json) or the folder that holds app.json. Every file is checked first.", chooseFolder: "Choose a folder", chooseFiles: "Choose files",
    noApp: "There is no app.json here. Choose the folder that holds it, or an exported .tessera.json file.", found: "“{{title}}”: {{pages}} pages, {{queries}} queries", problems_one: "{{count}} problem to mend before the import", problems_other: "{{count}} problems to mend before the import",
    importNameHelp: "An app of this name gets its draft replaced; its published version stays.",
    deleteTitle: "Delete “{{title}}”?", deleteLoss: "The draft and its history go with it. This cannot be undone.", deleteLossPublished: "End users work with {{version}} and lose it at once; all versions go with it. This cannot be undone.", deleted: "“{{title}}” is deleted",
    empty: "No apps yet", emptyDetail: "Start with an empty page, or install a ready-made template from the launcher.", launcher: "Install a template",
  },
});
