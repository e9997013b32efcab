import { both, manifest, switchProp, textProp } from "../manifest/prop.ts";

export const formManifest = manifest({
  type: "form",
  title: both("表单", "Form"),
  description: both("收集其中输入组件的值，校验后提交。", "Collects the values of the inputs in it, checks them and submits."),
  category: "input",
  icon: "Form",
  props: [
    textProp("title", "content", both("标题", "Title")),
    textProp("submitLabel", "content", both("提交按钮文字", "Label of the submit button")),
    switchProp("showSubmit", "appearance", both("显示提交按钮", "Show the submit button"), true),
    switchProp("busy", "behaviour", both("提交中", "Submitting"), false, {
      help: both("例如绑定到保存数据源的 loading。", "Bind it, e.g. to the loading state of the query that saves."),
    }),
  ],
  events: [
    { name: "submit", label: both("提交", "Submitted"), locals: ["values"] },
    { name: "reset", label: both("重置", "Reset"), locals: [] },
  ],
  slots: [{ name: "default", label: both("字段", "Fields") }],
  exposes: [
    { name: "values", description: both("各字段的值", "Values by field") },
    { name: "valid", description: both("全部字段是否通过校验", "Whether all fields pass their checks") },
  ],
  defaultSize: { w: 12, h: 20 },
  minSize: { w: 4, h: 6 },
  autoHeight: true,
});
