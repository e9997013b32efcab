import type { Message } from "./message.ts";

/** Beginnings of V8's messages of `JSON.parse` (MessageTemplate `kJsonParse…`), and what they mean in Chinese. */
const meanings: readonly (readonly [start: string, zh: string])[] = [
  ["Unexpected end of JSON input", "内容不完整"],
  ["Unexpected non-whitespace character", "JSON 之后还有多余的字符"],
  ["Unexpected number", "此处不应有数字"],
  ["Unexpected string", "此处不应有字符串"],
  ["Expected property name or '}'", "此处应为属性名或 '}'"],
  ["Expected double-quoted property name", "属性名须用双引号"],
  ["Expected ':' after property name", "属性名之后应为 ':'"],
  ["Expected ',' or '}' after property value", "属性值之后应为 ',' 或 '}'"],
  ["Expected ',' or ']' after array element", "数组元素之后应为 ',' 或 ']'"],
  ["Bad control character in string literal", "字符串中有未转义的控制字符"],
  ["Bad Unicode escape", "Unicode 转义有误"],
  ["Bad escaped character", "转义字符有误"],
  ["Unterminated string", "字符串没有结束"],
  ["Unterminated fractional number", "小数点之后缺少数字"],
  ["Exponent part is missing a number", "指数缺少数字"],
  ["No number after minus sign", "负号之后缺少数字"],
];

/**
 * Why `JSON.parse` refused a text, without place and full stop, from the message of its `SyntaxError`. What the message
 * quotes of the text is left out: it may hold a secret.
 */
export function jsonErrorReason(message: string): Message {
  const en = (message.split(/ in JSON at | at position |, (?=\.\.\.|")/)[0] ?? message).trim().slice(0, 120);
  const token = /^Unexpected token '?(.{1,2}?)'?$/u.exec(en)?.[1];
  if (token !== undefined) return { en, "zh-CN": `此处不应有 '${token}'` };
  return { en, "zh-CN": meanings.find(([start]) => en.startsWith(start))?.[1] ?? en };
}
