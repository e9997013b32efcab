import { defineMessages } from "@tessera/contracts";

/** Findings about schemas. */
export const schemaMessages = defineMessages({
  notObject: { en: "A schema must be an object; any value is accepted instead.", "zh-CN": "Schema 须为对象，改为接受任意值。" },
  besideRef: { en: "'{key}' beside '$ref' has no effect in this version of the format and is left out.", "zh-CN": "在此格式版本中，与 '$ref' 并列的 '{key}' 不起作用，已略去。" },
  renamed: { en: "The schema '{name}' is named '{used}': only letters, digits, '.', '_' and '-' may stand in a name.", "zh-CN": "Schema“{name}”改名为“{used}”：名称只能含字母、数字、'.'、'_' 和 '-'。" },
  endless: { en: "The schema '{name}' is nothing but a reference to itself; any value is accepted.", "zh-CN": "Schema“{name}”只是对自身的引用，改为接受任意值。" },
  typeReplaced: { en: "'{name}' is no JSON Schema type; '{type}' is used.", "zh-CN": "“{name}”不是 JSON Schema 类型，改用 '{type}'。" },
  typeDropped: { en: "'{name}' is no JSON Schema type; it is left out.", "zh-CN": "“{name}”不是 JSON Schema 类型，已略去。" },
  numberText: { en: "'{key}' is a text; the number {number} is used.", "zh-CN": "'{key}' 是文本，改用数字 {number}。" },
  pattern: {
    en: "The pattern is no regular expression of JSON Schema (ECMA 262); it is kept for the docs as 'x-pattern' and not checked.",
    "zh-CN": "pattern 不是 JSON Schema（ECMA 262）的正则表达式，以 'x-pattern' 保留在文档中，不参与校验。",
  },
  dropped: { en: "'{key}' {what}; it is left out.", "zh-CN": "'{key}' {what}，已略去。" },
});

/** What a keyword must be; stands in `schemaMessages.dropped`. */
export const keywordMessages = defineMessages({
  schemaList: { en: "must be a list of at least one schema", "zh-CN": "须为至少含一个 Schema 的列表" },
  schemaMap: { en: "must be an object of schemas", "zh-CN": "须为由 Schema 组成的对象" },
  notPattern: { en: "is no regular expression", "zh-CN": "不是正则表达式" },
  dynamicRef: { en: "is not supported; use '$ref'", "zh-CN": "不受支持，请使用 '$ref'" },
  discriminator: { en: "must name a property in 'propertyName'", "zh-CN": "须在 'propertyName' 中写明属性" },
  valueList: { en: "must be a list of at least one value", "zh-CN": "须为至少含一个值的列表" },
  text: { en: "must be a text", "zh-CN": "须为文本" },
  boolean: { en: "must be true or false", "zh-CN": "须为 true 或 false" },
  notType: { en: "is no JSON Schema type", "zh-CN": "不是 JSON Schema 类型" },
  number: { en: "holds no number that fits", "zh-CN": "不是可用的数字" },
  propertyNames: { en: "must list property names", "zh-CN": "须为属性名称的列表" },
});
