import type { Locale } from "@tessera/contracts";

const en = {
  emptyPage: "Drag a component here",
  emptySlot: "Drop components here",
  emptyView: "This page is empty.",
  unknown: (type: string) => `There is no component “${type}” in this version. Install it, or replace it.`,
  crashed: (name: string) => `“${name}” could not be drawn.`,
  retry: "Try again",
  overlay: (title: string, name: string) => `${title}: ${name}`,
  overlays: "Dialogs and drawers",
  move: "Move",
  page: "Page",
};

/** Built-in texts of the frame. */
export type FrameMessages = typeof en;

const zh: FrameMessages = {
  emptyPage: "将组件拖到这里",
  emptySlot: "将组件放到这里",
  emptyView: "此页面为空。",
  unknown: (type) => `当前版本没有组件“${type}”。请安装该组件或替换它。`,
  crashed: (name) => `“${name}”无法显示。`,
  retry: "重试",
  overlay: (title, name) => `${title}：${name}`,
  overlays: "对话框和抽屉",
  move: "移动",
  page: "页面",
};

/** The frame's texts in a language. */
export function frameMessages(locale: Locale): FrameMessages {
  return locale === "zh-CN" ? zh : en;
}
