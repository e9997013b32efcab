import { UserError, isTesseraError } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { defaultLimits } from "../limits.ts";
import type { Failure } from "../wire/messages.ts";
import { runError } from "./run-error.ts";

const refusal = new UserError({ code: "grant.missing", message: { en: "There is no grant.", "zh-CN": "没有授权。" } });
const textOf = (failure: Failure, cause: unknown = undefined) => {
  const error = runError(failure, { limits: defaultLimits, logs: [], cpuMs: 1, wallMs: 2, rejections: new Map([[3, { name: "fetchHosts", cause }]]) });
  if (!isTesseraError(error)) throw new Error("a run must end with an error of ours");
  return error.text;
};

describe("why a run failed, in both languages", () => {
  it.each<[Failure, string, string]>([
    [{ kind: "timeout", limit: "cpuMs" }, "The program was stopped after 500 ms of CPU time. Look for an endless loop, or do less in one run.", "程序占用 CPU 500 毫秒后被停止。请检查是否有死循环，或减少一次运行的工作量。"],
    [{ kind: "syntax", message: "Unexpected token ')'", line: 2, column: 7 }, "The program is not valid JavaScript: Unexpected token ')' (line 2, column 7).", "程序不是有效的 JavaScript：此处不应有 ')'（第 2 行第 7 列）。"],
    [{ kind: "syntax", message: "the program is empty", line: 0 }, "The program is not valid JavaScript: the program is empty.", "程序不是有效的 JavaScript：程序为空。"],
    [{ kind: "not-serializable", message: "it nests deeper than 500 levels" }, "The result cannot be written as JSON: it nests deeper than 500 levels. Return plain objects, arrays, text, numbers.", "结果无法写成 JSON：嵌套超过 500 层。请返回普通的对象、数组、文本和数字。"],
    [{ kind: "threw", name: "TypeError", message: "x is not a function", line: 4 }, "The program threw TypeError: x is not a function (line 4)", "程序抛出了 TypeError：x is not a function（第 4 行）"],
    [{ kind: "threw", name: "Error", message: "no (in a promise that nothing awaits)" }, "The program threw Error: no (in a promise that nothing awaits)", "程序抛出了 Error：no（位于没有被等待的 promise 中）"],
  ])("%o", (failure, en, zh) => expect(textOf(failure)).toEqual({ en, "zh-CN": zh }));

  it("is what a capability refused, in the reader's language, unless the program said something else of it", () => {
    expect(textOf({ kind: "threw", name: "Error", message: "There is no grant.", call: 3 }, refusal)["zh-CN"]).toBe("程序抛出了 Error（来自能力 fetchHosts）：没有授权。");
    expect(textOf({ kind: "threw", name: "Error", message: "mine", call: 3 }, refusal)["zh-CN"]).toBe("程序抛出了 Error（来自能力 fetchHosts）：mine");
  });
});
