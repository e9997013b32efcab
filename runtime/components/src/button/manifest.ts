import { both, choiceProp, iconProp, manifest, switchProp, textProp } from "../manifest/prop.ts";

export const buttonManifest = manifest({
  type: "button",
  title: both("按钮", "Button"),
  description: both("点击后执行动作，可先要求确认。", "Starts actions when pressed; may ask for confirmation first."),
  category: "action",
  icon: "Send",
  props: [
    textProp("label", "content", both("文字", "Label")),
    iconProp("icon", "content"),
    textProp("confirm", "behaviour", both("确认提示", "Question before it acts"), { help: both("不为空时，点击后先询问。", "When not empty, it asks this first.") }),
    choiceProp("type", "appearance", both("类型", "Type"), [
      ["default", both("默认", "Default")],
      ["primary", both("主要", "Primary")],
      ["dashed", both("虚线", "Dashed")],
      ["text", both("文本", "Text")],
      ["link", both("链接", "Link")],
    ]),
    switchProp("danger", "appearance", both("危险操作", "Dangerous")),
    switchProp("block", "appearance", both("撑满宽度", "Full width")),
    switchProp("disabled", "behaviour", both("禁用", "Disabled")),
    switchProp("loading", "behaviour", both("加载中", "Busy")),
  ],
  events: [{ name: "click", label: both("点击", "Pressed"), locals: [] }],
  defaultSize: { w: 3, h: 3 },
  minSize: { w: 1, h: 2 },
  autoHeight: true,
});
