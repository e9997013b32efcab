import { defineMessages } from "@tessera/contracts";

/** Texts about bindings and functions. */
export const bindingMessages = defineMessages({
  unreadable: {
    en: "The binding cannot be read at character {position}: {reason}. Write it as {form}, e.g. {example}.",
    "zh-CN": "绑定的第 {position} 个字符处无法解析：{reason}。请写成 {form}，例如 {example}。",
  },
  unreadableLine: {
    en: "The binding cannot be read at character {position} (line {line}): {reason}. Write it as {form}, e.g. {example}.",
    "zh-CN": "绑定的第 {position} 个字符（第 {line} 行）处无法解析：{reason}。请写成 {form}，例如 {example}。",
  },
  functionUnreadable: { en: "The function cannot be read: {reason}.", "zh-CN": "函数无法解析：{reason}。" },
  functionUnreadableAt: { en: "The function cannot be read at line {line}, column {column}: {reason}.", "zh-CN": "函数的第 {line} 行第 {column} 列无法解析：{reason}。" },
  tooMany: { en: "a text may hold {limit} expressions; use one expression that makes the whole text", "zh-CN": "一段文本最多含 {limit} 个表达式，请改用一个表达式生成整段文本" },
  expectedEnd: { en: "expected `{close}` after the expression", "zh-CN": "表达式之后应为 `{close}`" },
  neverEnds: { en: "`{open}` without an expression and `{close}`", "zh-CN": "`{open}` 之后缺少表达式和 `{close}`" },
  empty: { en: "there is no expression between `{open}` and `{close}`", "zh-CN": "`{open}` 与 `{close}` 之间没有表达式" },
  tooDeep: { en: "the code is nested too deeply", "zh-CN": "代码嵌套过深" },
  threw: { en: "The binding threw {value}", "zh-CN": "绑定抛出了 {value}" },
  cycle: { en: "These bindings wait for each other: {path}. Take one of them out of the circle.", "zh-CN": "以下绑定互相等待：{path}。请将其中一个移出循环。" },
});
