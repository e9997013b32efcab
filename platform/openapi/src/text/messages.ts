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
  wrongKind: { en: "The file is {kind}, no API document. Give an OpenAPI document in JSON or YAML.", "zh-CN": "该文件是{kind}，不是 API 文档。请提供 JSON 或 YAML 格式的 OpenAPI 文档。" },
  tooManyBytes: { en: "The document has {size} bytes; at most {limit} are read. Split it and import the parts.", "zh-CN": "文档有 {size} 字节，最多读取 {limit} 字节。请拆分后分别导入。" },
  encodingGuessed: { en: "The document is not UTF-8; it is read as {encoding}.", "zh-CN": "文档不是 UTF-8 编码，按 {encoding} 读取。" },
  yamlRepaired: { en: "This is no YAML: {reason}. It is read as the text that it seems to be.", "zh-CN": "此处不是有效的 YAML：{reason}。按其原意读取。" },
  jsonRepaired: { en: "This is no JSON: {reason}. Comments, commas before a closing bracket and raw line breaks in texts are overlooked.", "zh-CN": "此处不是有效的 JSON：{reason}。已忽略注释、右括号前的逗号和文本中未转义的换行。" },
  tooLarge: { en: "The document {what}. Split it and import the parts.", "zh-CN": "文档{what}，请拆分后分别导入。" },
  tooManyValues: { en: "holds more than {limit} values", "zh-CN": "中的值超过 {limit} 个" },
  tooManyLevels: { en: "nests deeper than {limit} levels at {pointer}…", "zh-CN": "的嵌套超过 {limit} 层，位于 {pointer}…" },
  tooManyLevelsAt: { en: "nests deeper than {limit} levels at line {line}, column {column}", "zh-CN": "的嵌套超过 {limit} 层，位于第 {line} 行第 {column} 列" },
  keyRefused: { en: "The key '{key}' is not imported.", "zh-CN": "键名“{key}”不会导入。" },
  notNumber: { en: "{value} is no JSON number; null is used.", "zh-CN": "{value} 不是 JSON 数字，改用 null。" },
});

/** Kinds of files that people give by mistake; stands in `textMessages.wrongKind`. */
export const kindMessages = defineMessages({
  zip: { en: "a ZIP archive", "zh-CN": " ZIP 压缩包" },
  gzip: { en: "a gzip archive", "zh-CN": " gzip 压缩文件" },
  archive: { en: "an archive", "zh-CN": "压缩包" },
  pdf: { en: "a PDF document", "zh-CN": " PDF 文件" },
  image: { en: "a picture or media file", "zh-CN": "图片或媒体文件" },
  html: { en: "a web page", "zh-CN": "网页" },
  xml: { en: "an XML document", "zh-CN": " XML 文档" },
  binary: { en: "a binary file", "zh-CN": "二进制文件" },
});
