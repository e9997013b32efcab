import { defineMessages } from "../i18n/index.ts";

export const messages = defineMessages("schema", {
  "zh-CN": { required: "必填", add: "添加一项", remove: "移除", key: "键", value: "值", badJson: "不是有效的 JSON：{{reason}}", needed: "请填写此项", noProperties: "没有更多结构说明", expand: "展开 {{name}}", range: "范围", length: "长度", count: "个数", pattern: "格式", default: "默认" },
  en: { required: "required", add: "Add one", remove: "Remove", key: "Key", value: "Value", badJson: "Not valid JSON: {{reason}}", needed: "This is needed", noProperties: "Nothing more is said of its structure", expand: "Expand {{name}}", range: "range", length: "length", count: "items", pattern: "pattern", default: "default" },
});
