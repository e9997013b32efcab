import { both } from "../manifest/prop.ts";
import { overlayManifest } from "../overlay/overlay-manifest.ts";

export const modalManifest = overlayManifest({
  type: "modal",
  title: both("对话框", "Modal"),
  description: both("浮在页面上方，由动作打开和关闭。", "Stands above the page; actions open and close it."),
  icon: "Block",
});
