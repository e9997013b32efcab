import { defineMessages } from "@tessera/contracts";

/** What is wrong with a value by keyword of JSON Schema; continues a sentence that begins with the place. The English is Ajv's. */
export const keywordMessages = defineMessages({
  required: { en: "is missing", "zh-CN": "缺失" },
  type: { en: "must be {expected}", "zh-CN": "须为 {expected}" },
  enum: { en: "must be equal to one of the allowed values: {values}", "zh-CN": "须为以下之一：{values}" },
  const: { en: "must be equal to {value}", "zh-CN": "须为 {value}" },
  minimum: { en: "must be >= {limit}", "zh-CN": "不能小于 {limit}" },
  maximum: { en: "must be <= {limit}", "zh-CN": "不能大于 {limit}" },
  exclusiveMinimum: { en: "must be > {limit}", "zh-CN": "须大于 {limit}" },
  exclusiveMaximum: { en: "must be < {limit}", "zh-CN": "须小于 {limit}" },
  multipleOf: { en: "must be multiple of {multipleOf}", "zh-CN": "须为 {multipleOf} 的倍数" },
  minLength: { en: "must NOT have fewer than {limit} characters", "zh-CN": "至少 {limit} 个字符" },
  maxLength: { en: "must NOT have more than {limit} characters", "zh-CN": "最多 {limit} 个字符" },
  minItems: { en: "must NOT have fewer than {limit} items", "zh-CN": "至少 {limit} 项" },
  maxItems: { en: "must NOT have more than {limit} items", "zh-CN": "最多 {limit} 项" },
  minProperties: { en: "must NOT have fewer than {limit} properties", "zh-CN": "至少 {limit} 个字段" },
  maxProperties: { en: "must NOT have more than {limit} properties", "zh-CN": "最多 {limit} 个字段" },
  uniqueItems: { en: "must NOT have duplicate items (items ## {j} and {i} are identical)", "zh-CN": "不能有重复项（第 {j} 项与第 {i} 项相同）" },
  additionalProperties: { en: "must NOT have the additional property '{additionalProperty}'", "zh-CN": "不能有字段“{additionalProperty}”" },
  pattern: { en: "must match the pattern {pattern}", "zh-CN": "须匹配 {pattern}" },
  format: { en: "must match the format \"{format}\"", "zh-CN": "须符合格式“{format}”" },
});

export const schemaMessages = defineMessages({
  invalid: { en: "is not valid", "zh-CN": "无效" },
  anyForm: { en: "must match one of the allowed forms", "zh-CN": "须符合允许的形式之一" },
  key: { en: "has the key '{key}', which {what}", "zh-CN": "的键名“{key}”{what}" },
});
