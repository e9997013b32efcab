import { type Locale, type Message, defineMessages, isTesseraError, verbatim } from "@tessera/contracts";

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

/** What goes wrong while a page runs; the frame shows it and tells the shell. */
export const faultMessages = defineMessages({
  inputFailed: { en: "The input {input} failed. {reason}", "zh-CN": "输入 {input} 出错。{reason}" },
  inputUnreadable: { en: "The input {input} cannot be read. {reason}", "zh-CN": "输入 {input} 无法解析。{reason}" },
  inputPending: { en: "An input of the query has no value yet.", "zh-CN": "数据源的某个输入还没有值。" },
  inputsNotSent: { en: "The inputs cannot be sent: {reason}", "zh-CN": "输入无法发送：{reason}" },
  queryUnknown: { en: "There is no query `{query}` on this page.", "zh-CN": "此页面没有数据源 `{query}`。" },
  actionUnknown: { en: "There is no action `{action}` in this version.", "zh-CN": "当前版本没有动作 `{action}`。" },
  actionFailed: { en: "The action `{action}` failed. {reason}", "zh-CN": "动作 `{action}` 出错。{reason}" },
  urlTooLong: { en: "An address of {length} characters was not opened; at most {limit} are allowed: {start}…", "zh-CN": "未打开 {length} 个字符的地址，最多允许 {limit} 个字符：{start}…" },
});

/** What a caught value says; what the page's own code threw is nobody's to translate. */
export function messageOf(error: unknown): Message {
  if (isTesseraError(error)) return error.text;
  return verbatim(error instanceof Error ? error.message : String(error));
}
