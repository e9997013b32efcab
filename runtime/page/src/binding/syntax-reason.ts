import type { Message } from "@tessera/contracts";

/** Messages of the parser (acorn) that people meet most, and what they mean in Chinese; `$1` is what stands in quotes or at the end. */
const meanings: readonly (readonly [pattern: RegExp, zh: string])[] = [
  [/^Unexpected token$/, "此处的内容不符合语法"],
  [/^Unexpected character '(.+)'$/, "不应有字符 '$1'"],
  [/^Unterminated string constant$/, "字符串没有结束"],
  [/^Unterminated template$/, "模板字符串没有结束"],
  [/^Unterminated regular expression$/, "正则表达式没有结束"],
  [/^Unterminated comment$/, "注释没有结束"],
  [/^Invalid number$/, "数字有误"],
  [/^Identifier directly after number$/, "数字之后不能直接跟标识符"],
  [/^Invalid regular expression flag$/, "正则表达式的标志有误"],
  [/^Invalid regular expression: (.+)$/, "正则表达式有误：$1"],
  [/^Assigning to rvalue$/, "不能向此处赋值"],
  [/^Identifier '(.+)' has already been declared$/, "'$1' 重复声明"],
  [/^The keyword '(.+)' is reserved$/, "'$1' 是保留字"],
  [/^Unexpected keyword '(.+)'$/, "不应有关键字 '$1'"],
  [/^Cannot use keyword 'await' outside an async function$/, "await 只能用在 async 函数中"],
];

/** Why the parser refused a text, without the place that it puts at the end; what it rarely says stays English. */
export function syntaxReason(error: SyntaxError): Message {
  const en = error.message.replace(/ \(\d+:\d+\)$/, "");
  const found = meanings.find(([pattern]) => pattern.test(en));
  return { en, "zh-CN": found ? en.replace(...found) : en };
}
