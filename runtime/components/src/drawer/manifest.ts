import { both, choiceProp, manifest, switchProp, textProp } from "../manifest/prop.ts";

export const drawerManifest = manifest({
  type: "drawer",
  title: both("抽屉", "Drawer"),
  description: both("从页面边缘滑出，由动作打开和关闭。", "Slides in from an edge of the page; actions open and close it."),
  category: "layout",
  icon: "Layout",
  props: [
    textProp("title", "content", both("标题", "Title")),
    choiceProp("size", "appearance", both("宽度", "Width"), [
      ["medium", both("中", "Medium")],
      ["small", both("小", "Small")],
      ["large", both("大", "Large")],
    ]),
    choiceProp("placement", "appearance", both("位置", "Edge"), [
      ["right", both("右", "Right")],
      ["left", both("左", "Left")],
      ["top", both("上", "Top")],
      ["bottom", both("下", "Bottom")],
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
