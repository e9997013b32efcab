import { both, choiceProp, manifest, switchProp, textProp } from "../manifest/prop.ts";

export const containerManifest = manifest({
  type: "container",
  title: both("容器", "Container"),
  description: both("把组件放在一起，可加标题、边框和折叠。", "Keeps components together, with a title, a border and folding."),
  category: "layout",
  icon: "Container",
  props: [
    textProp("title", "content", both("标题", "Title")),
    choiceProp("look", "appearance", both("样式", "Look"), [
      ["card", both("卡片", "Card")],
      ["plain", both("无边框", "Plain")],
    ]),
    choiceProp("padding", "appearance", both("内边距", "Padding"), [
      ["default", both("标准", "Default")],
      ["small", both("小", "Small")],
      ["none", both("无", "None")],
    ]),
    switchProp("collapsible", "behaviour", both("可折叠", "Can be folded")),
    switchProp("collapsed", "behaviour", both("初始折叠", "Folded at first")),
  ],
  slots: [{ name: "default", label: both("内容", "Content") }],
  exposes: [{ name: "collapsed", description: both("是否已折叠", "Whether it is folded") }],
  defaultSize: { w: 12, h: 12 },
  minSize: { w: 2, h: 3 },
  autoHeight: true,
});
