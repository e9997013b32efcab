import { defineMessages } from "@tessera/contracts";

/** Texts about programs that are refused before they run. */
export const programMessages = defineMessages({
  limit: { en: "The sandbox limit {name} is {value}; give a whole number from {low} to {high}.", "zh-CN": "沙箱限制 {name} 为 {value}，请填写 {low} 到 {high} 之间的整数。" },
  option: { en: "The sandbox option {name} is {value}; give a whole number of at least {low}.", "zh-CN": "沙箱选项 {name} 为 {value}，请填写不小于 {low} 的整数。" },
  space: { en: "A program needs the name of its space, 1 to 256 characters.", "zh-CN": "程序须带有其空间的名称，1 到 256 个字符。" },
  sourceText: { en: "The source of a program must be text.", "zh-CN": "程序的源代码须为文本。" },
  sourceTooLong: { en: "The source has {length} characters; at most {limit} are allowed. Split the program.", "zh-CN": "源代码有 {length} 个字符，最多允许 {limit} 个。请拆分程序。" },
  entry: { en: "The entry of a program is \"expression\" or \"function\".", "zh-CN": "程序的入口须为 \"expression\" 或 \"function\"。" },
  scopeSize: { en: "A scope has at most 64 names, each once.", "zh-CN": "作用域最多有 64 个名称，且不能重复。" },
  scopeName: { en: "\"{name}\" cannot be the name of a variable in a scope.", "zh-CN": "“{name}”不能用作作用域中的变量名。" },
  capabilityCount: { en: "A program may have at most 64 capabilities.", "zh-CN": "程序最多有 64 项能力。" },
  capabilityName: { en: "\"{name}\" cannot be the name of a capability; use letters, digits and _.", "zh-CN": "“{name}”不能用作能力的名称，请使用字母、数字和 _。" },
  input: { en: "input of the program", "zh-CN": "程序的输入" },
  answer: { en: "answer of {name}", "zh-CN": "{name} 的应答" },
  notJson: { en: "The {what} cannot be written as JSON: {reason}.", "zh-CN": "{what}无法写成 JSON：{reason}。" },
  tooLarge: { en: "The {what} has {bytes} bytes as JSON; at most {limit} are allowed. Pass less.", "zh-CN": "{what}写成 JSON 后有 {bytes} 字节，最多允许 {limit} 字节。请减少数据。" },
});

/** Texts about runs that ended without a result. */
export const runMessages = defineMessages({
  cpu: { en: "The program was stopped after {timeMs} ms of CPU time. Look for an endless loop, or do less in one run.", "zh-CN": "程序占用 CPU {timeMs} 毫秒后被停止。请检查是否有死循环，或减少一次运行的工作量。" },
  wall: { en: "The program was stopped after {timeMs} ms. Look for an endless loop, or do less in one run.", "zh-CN": "程序运行 {timeMs} 毫秒后被停止。请检查是否有死循环，或减少一次运行的工作量。" },
  neverSettles: {
    en: "The program returned a promise that can never settle: nothing that it waits for is under way. Resolve it, or await a capability.",
    "zh-CN": "程序返回的 promise 永远不会完成：它等待的事情都没有在进行。请完成它，或等待某项能力。",
  },
  memory: { en: "The program needs more than its {limit} MiB of memory. Work on fewer or smaller records.", "zh-CN": "程序所需内存超过 {limit} MiB。请处理更少或更小的记录。" },
  output: { en: "The result is larger than {limit} bytes as JSON. Return only what is used.", "zh-CN": "结果写成 JSON 后超过 {limit} 字节，请只返回用到的内容。" },
  syntax: { en: "The program is not valid JavaScript: {reason}.", "zh-CN": "程序不是有效的 JavaScript：{reason}。" },
  syntaxAt: { en: "The program is not valid JavaScript: {reason} (line {line}, column {column}).", "zh-CN": "程序不是有效的 JavaScript：{reason}（第 {line} 行第 {column} 列）。" },
  notJson: { en: "The result cannot be written as JSON: {reason}. Return plain objects, arrays, text, numbers.", "zh-CN": "结果无法写成 JSON：{reason}。请返回普通的对象、数组、文本和数字。" },
  threw: { en: "The program threw {what}", "zh-CN": "程序抛出了 {what}" },
  threwAt: { en: "The program threw {what} (line {line})", "zh-CN": "程序抛出了 {what}（第 {line} 行）" },
  thrown: { en: "{name}: {said}", "zh-CN": "{name}：{said}" },
  thrownFrom: { en: "{name} from the capability {capability}: {said}", "zh-CN": "{name}（来自能力 {capability}）：{said}" },
  cancelled: { en: "The run was cancelled.", "zh-CN": "运行已取消。" },
  crashed: { en: "The sandbox process of this run ended before the run did. Another one has taken over; run it again.", "zh-CN": "此次运行所在的沙箱进程提前结束，已有新进程接替，请重新运行。" },
  closed: { en: "The sandbox is shutting down; run it again on another server.", "zh-CN": "沙箱正在关闭，请在其他服务器上重新运行。" },
  unavailable: { en: "No sandbox process can be started: {reason}. Check that the package is built and readable.", "zh-CN": "无法启动沙箱进程：{reason}。请检查软件包已构建且可读。" },
  waiting: { en: "The space {space} has more programs to run than its share of the sandbox allows: {count} are waiting already. Run fewer at once, or add capacity.", "zh-CN": "空间 {space} 待运行的程序超过其沙箱份额：已有 {count} 个在等待。请减少同时运行的数量，或增加容量。" },
  noTurn: { en: "The space {space} has more programs to run than its share of the sandbox allows: no turn within {timeMs} ms. Run fewer at once, or add capacity.", "zh-CN": "空间 {space} 待运行的程序超过其沙箱份额：{timeMs} 毫秒内没有轮到。请减少同时运行的数量，或增加容量。" },
  refused: {
    en: "The program may not call {name}: it was not given to this run, its argument is too large, or the run made more than {limit} calls.",
    "zh-CN": "程序不能调用 {name}：此次运行没有这项能力，或参数过大，或调用超过 {limit} 次。",
  },
  unknownReason: { en: "unknown reason", "zh-CN": "原因不明" },
});
