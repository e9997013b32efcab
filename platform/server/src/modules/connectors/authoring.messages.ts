import { defineMessages } from "@tessera/contracts";

/** Why an example does not fit. */
export const exampleProblemMessages = defineMessages({
  whole: { en: "The example {what}.", "zh-CN": "示例{what}。" },
  part: { en: "{place} of the example {what}.", "zh-CN": "示例的 {place} {what}。" },
  slow: { en: "Checking the examples took longer than is allowed; simplify the patterns of the schemas.", "zh-CN": "检查示例耗时过长，请简化结构定义中的正则表达式。" },
  schema: { en: "The schema cannot be used: {reason}", "zh-CN": "该结构定义不可用：{reason}" },
});

/** What is said of an operation and the schemas that it shares. */
export const schemaMessages = defineMessages({
  unknown: { en: "There is no shared schema '{name}'.", "zh-CN": "没有名为“{name}”的共享结构。" },
  subject: { en: "The schema '{name}' of '{connector}'", "zh-CN": "连接器“{connector}”的结构“{name}”" },
  notFound: { en: "The connector '{connector}' has no schema '{name}'.", "zh-CN": "连接器“{connector}”没有结构“{name}”。" },
  name: { en: "must hold only letters, digits, '.', '_' and '-'", "zh-CN": "只能含字母、数字、'.'、'_' 和 '-'" },
});
