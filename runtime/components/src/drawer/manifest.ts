import { both, choiceProp } from "../manifest/prop.ts";
import { overlayManifest } from "../overlay/overlay-manifest.ts";

export const drawerManifest = overlayManifest({
  type: "drawer",
  title: both("抽屉", "Drawer"),
  description: both("从页面边缘滑出，由动作打开和关闭。", "Slides in from an edge of the page; actions open and close it."),
  icon: "Layout",
  appearance: [
    choiceProp("placement", "appearance", both("位置", "Edge"), [
      ["right", both("右", "Right")],
      ["left", both("左", "Left")],
      ["top", both("上", "Top")],
      ["bottom", both("下", "Bottom")],
    ]),
  ],
});
