import { defineMessages } from "../../../i18n/index.ts";

export const messages = defineMessages("studio.inspector.controls", {
  "zh-CN": {
    item: "第 {{number}} 项", up: "上移", down: "下移", remove: "移除", add: "添加一项", key: "键", title: "标题", label: "名称", value: "值", path: "字段路径", format: "格式", width: "宽度", sortable: "可排序", filterable: "可筛选", colors: "颜色",
    color: "颜色", icon: "图标", danger: "危险操作", name: "名称", type: "类型", x: "横轴", y: "纵轴", unit: "单位", disabled: "禁用", fromData_other: "从数据添加 {{count}} 列", addQuery: "添加数据源", chooseQuery: "选择数据源", fixedData: "固定数据（JSON）", badJson: "不是有效的 JSON：{{reason}}",
  },
  en: {
    item: "Item {{number}}", up: "Move up", down: "Move down", remove: "Remove", add: "Add one", key: "Key", title: "Title", label: "Label", value: "Value", path: "Field path", format: "Format", width: "Width", sortable: "Sortable", filterable: "Filterable", colors: "Colours",
    color: "Colour", icon: "Icon", danger: "Dangerous", name: "Name", type: "Type", x: "X axis", y: "Y axis", unit: "Unit", disabled: "Disabled", fromData_one: "Add {{count}} column from the data", fromData_other: "Add {{count}} columns from the data", addQuery: "Add a query", chooseQuery: "Choose a query", fixedData: "Fixed data (JSON)", badJson: "Not valid JSON: {{reason}}",
  },
});
