import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.pages", {
  "zh-CN": {
    pages: "页面", add: "新建页面", title: "标题", path: "地址", pathHelp: "页面地址的最后一段。", pathBad: "只能用小写字母、数字和“-”，例如 overview", pathTaken: "另一个页面已使用这个地址", home: "首页", setHome: "设为首页", duplicate: "创建副本", up: "上移", down: "下移",
    remove: "删除页面", removeTitle: "删除页面“{{title}}”？", removeDetail_other: "其中的 {{count}} 个组件会一并删除；可以撤销。", removeUsed: "这些组件的动作会跳转到它：{{users}}。删除后跳转失效；可以撤销。", cancel: "取消", more: "{{title}} 的更多操作",
    settings: "页面设置", inNavigation: "显示在导航中", state: "页面变量", stateHelp: "绑定中以 state.名称 读取，动作可以修改。", addVariable: "添加变量", removeVariable: "删除变量 {{name}}", variableName: "变量名",
  },
  en: {
    pages: "Pages", add: "New page", title: "Title", path: "Address", pathHelp: "Last part of the page's address.", pathBad: "Only lower-case letters, digits and “-”, e.g. overview", pathTaken: "Another page has this address", home: "Home", setHome: "Make it the home", duplicate: "Duplicate", up: "Move up", down: "Move down",
    remove: "Delete page", removeTitle: "Delete the page “{{title}}”?", removeDetail_one: "Its {{count}} component goes with it; undo brings it back.", removeDetail_other: "Its {{count}} components go with it; undo brings them back.", removeUsed: "Actions of these components lead to it: {{users}}. They stop working; undo brings the page back.", cancel: "Cancel", more: "More for {{title}}",
    settings: "Page settings", inNavigation: "Shown in the navigation", state: "Page variables", stateHelp: "Bindings read them as state.<name>; actions change them.", addVariable: "Add a variable", removeVariable: "Delete the variable {{name}}", variableName: "Name of the variable",
  },
});
