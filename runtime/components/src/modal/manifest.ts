import { both, choiceProp, manifest, switchProp, textProp } from "../manifest/prop.ts";

export const modalManifest = manifest({
  type: "modal",
  title: both("对话框", "Modal"),
  description: both("浮在页面上方，由动作打开和关闭。", "Stands above the page; actions open and close it."),
  category: "layout",
  icon: "Block",
  props: [
    textProp("title", "content", both("标题", "Title")),
    choiceProp("size", "appearance", both("宽度", "Width"), [
      ["medium", both("中", "Medium")],
      ["small", both("小", "Small")],
      ["large", both("大", "Large")],
    ]),
    switchProp("footer", "appearance", both("显示页脚", "Show the footer")),
    switchProp("maskClosable", "behaviour", both("点击外部关闭", "A click outside closes it"), true),
  ],
  events: [{ name: "close", label: both("关闭", "Closed"), locals: [] }],
  slots: [
    { name: "default", label: both("内容", "Content") },
    { name: "footer", label: both("页脚", "Footer") },
  ],
  exposes: [{ name: "open", description: both("是否打开", "Whether it is open") }],
  defaultSize: { w: 12, h: 20 },
  autoHeight: true,
  overlay: true,
});
