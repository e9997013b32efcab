import type { z } from "zod";
import { type Message, type MessageParameter, defineMessages, joinMessages, verbatim } from "./message.ts";
import { ruleMessage } from "./rules.ts";

const issueMessages = defineMessages({
  missing: { en: "is missing; it must be {kind}", "zh-CN": "缺失，须为{kind}" },
  missingChoice: { en: "is missing; it must be one of: {values}", "zh-CN": "缺失，须为以下之一：{values}" },
  missingAny: { en: "is missing", "zh-CN": "缺失" },
  type: { en: "must be: {expected}, received {received}", "zh-CN": "须为{expected}，实际是{received}" },
  value: { en: "must be {value}", "zh-CN": "须为 {value}" },
  choice: { en: "must be one of: {values}", "zh-CN": "须为以下之一：{values}" },
  empty: { en: "must not be empty", "zh-CN": "不能为空" },
  least: { en: "must be at least {limit}", "zh-CN": "不能小于 {limit}" },
  more: { en: "must be greater than {limit}", "zh-CN": "须大于 {limit}" },
  most: { en: "must be at most {limit}", "zh-CN": "不能大于 {limit}" },
  less: { en: "must be less than {limit}", "zh-CN": "须小于 {limit}" },
  shortest: { en: "must be at least {limit} characters", "zh-CN": "至少 {limit} 个字符" },
  longest: { en: "must be at most {limit} characters", "zh-CN": "最多 {limit} 个字符" },
  fewest: { en: "must have at least {limit} entries", "zh-CN": "至少 {limit} 项" },
  mostEntries: { en: "must have at most {limit} entries", "zh-CN": "最多 {limit} 项" },
  multiple: { en: "must be a multiple of {divisor}", "zh-CN": "须为 {divisor} 的倍数" },
  format: { en: "must have the form '{format}'", "zh-CN": "须符合格式 '{format}'" },
  unknownKeys: { en: "must not hold {keys}", "zh-CN": "不能含 {keys}" },
  union: { en: "is not valid: it has none of the allowed forms", "zh-CN": "无效：不符合任何一种允许的形式" },
  key: { en: "is no key that may stand here: it {reason}", "zh-CN": "不能用作键名：{reason}" },
  custom: { en: "is not valid: {reason}", "zh-CN": "无效：{reason}" },
  invalid: { en: "is not valid", "zh-CN": "无效" },
});

/** What a value can be: the English name, the same with its article, and the Chinese name. */
const kinds: Readonly<Record<string, readonly [en: string, article: string, zh: string]>> = {
  string: ["string", "a string", "文本"],
  number: ["number", "a number", "数字"],
  int: ["int", "an integer", "整数"],
  boolean: ["boolean", "a boolean", "布尔值"],
  array: ["array", "an array", "列表"],
  object: ["object", "an object", "对象"],
  record: ["record", "an object", "对象"],
  date: ["date", "a date", "日期"],
  null: ["null", "null", "空值"],
  nan: ["NaN", "a number", "非数字"],
};
const shownValues = 30;

/**
 * What is wrong with a value, in both languages, as the rest of a sentence that begins with its field and has no full
 * stop. Give issues of a parse with `reportInput: true`: only they tell a missing value from a wrong one.
 */
export function issueMessage(issue: z.core.$ZodIssue): Message {
  return ruleMessage(issue.message) ?? (isMissing(issue) ? missing(issue) : wrong(issue));
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return "input" in issue && issue.input === undefined;
}

function missing(issue: z.core.$ZodIssue): Message {
  if (issue.code === "invalid_value") return issueMessages.missingChoice({ values: listed(issue.values) });
  if (issue.code !== "invalid_type") return issueMessages.missingAny();
  const [, article, zh] = kinds[issue.expected] ?? [issue.expected, `a ${issue.expected}`, ` ${issue.expected}`];
  return issueMessages.missing({ kind: { en: article, "zh-CN": zh } });
}

function wrong(issue: z.core.$ZodIssue): Message {
  switch (issue.code) {
    case "invalid_type":
      return issueMessages.type({ expected: kindOf(issue.expected), received: kindOf(typeName(issue.input)) });
    case "invalid_value":
      return issue.values.length === 1 ? issueMessages.value({ value: listed(issue.values) }) : issueMessages.choice({ values: listed(issue.values) });
    case "too_small":
      return tooSmall(issue.origin, issue.minimum, issue.inclusive ?? true);
    case "too_big":
      return tooBig(issue.origin, issue.maximum, issue.inclusive ?? true);
    case "invalid_format":
      return issueMessages.format({ format: issue.format === "regex" ? (issue.pattern ?? issue.format) : issue.format });
    case "not_multiple_of":
      return issueMessages.multiple({ divisor: Number(issue.divisor) });
    case "unrecognized_keys":
      return issueMessages.unknownKeys({ keys: listed(issue.keys) });
    case "invalid_union":
      return "options" in issue && issue.options !== undefined ? issueMessages.choice({ values: listed(issue.options) }) : issueMessages.union();
    case "invalid_key":
    case "invalid_element":
      return issueMessages.key({ reason: reasonOf(issue.issues) });
    case "custom":
      return issue.message === "Invalid input" ? issueMessages.invalid() : issueMessages.custom({ reason: issue.message });
  }
}

function tooSmall(origin: string, minimum: number | bigint, inclusive: boolean): Message {
  const limit = String(minimum);
  if (isNumber(origin)) return inclusive ? issueMessages.least({ limit }) : issueMessages.more({ limit });
  if (limit === "1") return issueMessages.empty();
  return origin === "string" ? issueMessages.shortest({ limit }) : issueMessages.fewest({ limit });
}

function tooBig(origin: string, maximum: number | bigint, inclusive: boolean): Message {
  const limit = String(maximum);
  if (isNumber(origin)) return inclusive ? issueMessages.most({ limit }) : issueMessages.less({ limit });
  return origin === "string" ? issueMessages.longest({ limit }) : issueMessages.mostEntries({ limit });
}

function isNumber(origin: string): boolean {
  return origin === "number" || origin === "int" || origin === "bigint" || origin === "date";
}

function reasonOf(issues: readonly z.core.$ZodIssue[]): MessageParameter {
  return joinMessages(issues.slice(0, 3).map((inner) => issueMessage(inner)), { en: ", ", "zh-CN": "，" });
}

function kindOf(type: string): Message {
  const [en, , zh] = kinds[type] ?? [type, type, ` ${type} `];
  return { en, "zh-CN": zh };
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isNaN(value) ? "nan" : typeof value;
}

function listed(values: readonly unknown[]): Message {
  const shown = values.slice(0, shownValues).map((value) => String(value).slice(0, 60));
  if (values.length > shownValues) shown.push("…");
  return joinMessages(shown.map(verbatim), { en: ", ", "zh-CN": "、" });
}
