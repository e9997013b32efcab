import { defineMessages } from "@tessera/contracts";

/** Why a text is no document. */
export const textMessages = defineMessages({
  notJson: { en: "The document is not valid JSON: {reason}.", "zh-CN": "文档不是有效的 JSON：{reason}。" },
  notJsonAt: { en: "The document is not valid JSON: {reason} at line {line}, column {column}.", "zh-CN": "文档不是有效的 JSON：第 {line} 行第 {column} 列，{reason}。" },
  notYaml: { en: "The document is not valid YAML: {reason} at line {line}, column {column}.", "zh-CN": "文档不是有效的 YAML：第 {line} 行第 {column} 列，{reason}。" },
  tooDeep: { en: "it is nested too deeply", "zh-CN": "嵌套过深" },
  aliasUnknown: { en: "the alias '*{alias}' has no anchor before it", "zh-CN": "别名 '*{alias}' 之前没有对应的锚点" },
  mergeInvalid: { en: "'<<' takes a map or a list of maps", "zh-CN": "'<<' 的值须为映射或映射的列表" },
  mergeTooLarge: { en: "merges of more than {limit} keys are not read", "zh-CN": "合并的键超过 {limit} 个，不予读取" },
  encoding: { en: "The document is not valid {encoding} text. Save it as UTF-8 and import it again.", "zh-CN": "文档不是有效的 {encoding} 文本，请以 UTF-8 保存后重新导入。" },
  tooLarge: { en: "The document {what}. Split it and import the parts.", "zh-CN": "文档{what}，请拆分后分别导入。" },
  tooManyValues: { en: "holds more than {limit} values", "zh-CN": "中的值超过 {limit} 个" },
  tooManyLevels: { en: "nests deeper than {limit} levels at {pointer}…", "zh-CN": "的嵌套超过 {limit} 层，位于 {pointer}…" },
  keyRefused: { en: "The key '{key}' is not imported.", "zh-CN": "键名“{key}”不会导入。" },
  notNumber: { en: "{value} is no JSON number; null is used.", "zh-CN": "{value} 不是 JSON 数字，改用 null。" },
});
