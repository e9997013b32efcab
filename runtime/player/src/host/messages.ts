import { type Locale, defineMessages } from "@tessera/contracts";

const en = {
  hanging: "This page does not answer. A script in it may be caught in an endless loop.",
  stopped: "This page was stopped.",
  stop: "Stop the page",
  wait: "Keep waiting",
  reload: "Load again",
};

/** Texts that the shell shows about a frame. */
export type HostMessages = typeof en;

const zh: HostMessages = {
  hanging: "页面没有响应，其中的脚本可能陷入了死循环。",
  stopped: "页面已停止。",
  stop: "停止页面",
  wait: "继续等待",
  reload: "重新加载",
};

/** The shell's texts about a frame in a language. */
export function hostMessages(locale: Locale): HostMessages {
  return locale === "zh-CN" ? zh : en;
}

/** What a frame did that was refused, and failures of queries that say nothing themselves. */
export const problemMessages = defineMessages({
  messagesDropped: { en: "The page sends too many messages; the rest of this second is dropped.", "zh-CN": "页面发送的消息过多，本秒内其余的消息已丢弃。" },
  kindDropped: { en: "The page sends too many `{kind}` messages; the rest of this second is dropped.", "zh-CN": "页面发送的 `{kind}` 消息过多，本秒内其余的消息已丢弃。" },
  flood: {
    en: "The page did nothing but send messages and was stopped. Load it again, or ask its author to look for an endless loop.",
    "zh-CN": "页面不停地发送消息，已被停止。请重新加载，或请其作者检查是否有死循环。",
  },
  badMessage: { en: "The page sent a `{kind}` message that is not valid: it {reason}.", "zh-CN": "页面发送的 `{kind}` 消息无效：{reason}。" },
  badField: { en: "The page sent a `{kind}` message that is not valid: `{field}` {reason}.", "zh-CN": "页面发送的 `{kind}` 消息无效：`{field}` {reason}。" },
  queryUnknown: { en: "The page asked for the query `{query}`, which its app does not have.", "zh-CN": "页面请求了数据源 `{query}`，但应用中没有它。" },
  noSuchQuery: { en: "There is no query `{query}` in this app.", "zh-CN": "此应用中没有数据源 `{query}`。" },
  queryFailed: { en: "The query failed.", "zh-CN": "数据源执行失败。" },
  version: { en: "The player speaks version {theirs} of the protocol, this page version {ours}. Reload the page.", "zh-CN": "播放器使用的协议版本是 {theirs}，而此页面是 {ours}。请刷新页面。" },
  paramsTooLong: { en: "The page leads to `{page}` with parameters of {length} characters; an address holds at most {limit}.", "zh-CN": "页面跳转到 `{page}` 时带有 {length} 个字符的参数，地址最多容纳 {limit} 个。" },
  pageUnknown: { en: "The page leads to `{page}`, which its app does not have.", "zh-CN": "页面要跳转到 `{page}`，但应用中没有它。" },
  urlScheme: { en: "The page wants to open `{url}`; only http, https and mailto addresses may be opened.", "zh-CN": "页面要打开 `{url}`，但只能打开 http、https 和 mailto 地址。" },
  urlNotPressed: {
    en: "The page wants to open `{url}` although nobody pressed anything. Open it from the action of a button or link.",
    "zh-CN": "页面要打开 `{url}`，但没有人按下任何按钮。请通过按钮或链接的动作打开。",
  },
});
