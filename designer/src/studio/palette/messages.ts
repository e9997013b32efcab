import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.palette", {
  "zh-CN": { search: "搜索组件", none: "没有符合的组件", layout: "布局", display: "展示", data: "数据", chart: "图表", input: "输入", action: "操作", hint: "拖到画布，或点击、按回车插入到所选位置。", add: "添加{{title}}" },
  en: { search: "Search components", none: "No component matches", layout: "Layout", display: "Display", data: "Data", chart: "Charts", input: "Inputs", action: "Actions", hint: "Drag onto the canvas; a click or Enter inserts at the selection.", add: "Add {{title}}" },
});
