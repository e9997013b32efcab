import type { Message } from "@tessera/contracts";

/** What the isolate's engine (V8) and our own realm say most, and what it means in Chinese; `$1` is what stands at its place. */
const meanings: readonly (readonly [pattern: RegExp, zh: string])[] = [
  [/^Unexpected token '(.+)'$/, "此处不应有 '$1'"],
  [/^Unexpected identifier '(.+)'$/, "此处不应有标识符 '$1'"],
  [/^Unexpected (?:number|string|template string)$/, "此处不应有数字或字符串"],
  [/^Unexpected (?:strict mode )?reserved word$/, "此处不应有保留字"],
  [/^Unexpected end of input$/, "代码不完整"],
  [/^Invalid or unexpected token$/, "此处的内容不符合语法"],
  [/^missing \) after argument list$/, "参数列表之后缺少 )"],
  [/^Missing initializer in (?:const|destructuring) declaration$/, "声明缺少初始值"],
  [/^Missing catch or finally after try$/, "try 之后缺少 catch 或 finally"],
  [/^Identifier '(.+)' has already been declared$/, "'$1' 重复声明"],
  [/^Invalid left-hand side in assignment$/, "不能向此处赋值"],
  [/^Unterminated template literal$/, "模板字符串没有结束"],
  [/^Invalid regular expression: (.+)$/s, "正则表达式有误：$1"],
  [/^await is only valid in async functions.*$/, "await 只能用在 async 函数中"],
  [/^the program is empty$/, "程序为空"],
  [/^Converting circular structure to JSON[^]*$/, "结构中有循环引用"],
  [/^Do not know how to serialize a BigInt$/, "不能含 BigInt"],
  [/^a function is not JSON$/, "函数不是 JSON"],
  [/^a symbol is not JSON$/, "symbol 不是 JSON"],
  [/^it nests deeper than (\d+) levels$/, "嵌套超过 $1 层"],
  [/^The argument of (\w+) is larger than (\d+) bytes as JSON\.$/, "$1 的参数写成 JSON 后超过 $2 字节。"],
  [/^The argument of (\w+) is not JSON\.$/, "$1 的参数不是 JSON。"],
  [/^The capability (\w+) failed\.$/, "能力 $1 执行失败。"],
  [/^A run may call capabilities (\d+) times\.$/, "一次运行最多调用能力 $1 次。"],
  [/^a value that is no Error \(in a promise that nothing awaits\)$/, "一个不是 Error 的值（位于没有被等待的 promise 中）"],
  [/^(.*) \(in a promise that nothing awaits\)$/s, "$1（位于没有被等待的 promise 中）"],
];

/** What a child reported, in both languages; words that are not in the table, such as those of the program's own errors, stay as they are. */
export function knownReason(en: string): Message {
  const found = meanings.find(([pattern]) => pattern.test(en));
  return { en, "zh-CN": found ? en.replace(...found) : en };
}
