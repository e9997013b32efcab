import { defineMessages } from "@tessera/contracts";

/** Why a document as a whole cannot be read, and findings about all of it. */
export const documentMessages = defineMessages({
  noObject: { en: "The document holds no object. An OpenAPI document starts with 'openapi: 3.1.0' or 'swagger: \"2.0\"'.", "zh-CN": "文档的内容不是对象。OpenAPI 文档以 'openapi: 3.1.0' 或 'swagger: \"2.0\"' 开头。" },
  tooLong: {
    en: "The document has {length} characters; at most {limit} are read. Split it, or give a large YAML document as JSON.",
    "zh-CN": "文档有 {length} 个字符，最多读取 {limit} 个。请拆分文档，或把较大的 YAML 文档转为 JSON。",
  },
  replacementCharacters: { en: "The text holds U+FFFD characters: it was probably not UTF-8 when it was saved.", "zh-CN": "文本中有 U+FFFD 字符，保存时的编码可能不是 UTF-8。" },
  duplicateKey: { en: "The key occurs more than once in its object; the last one is used.", "zh-CN": "同一对象中该键名出现多次，取最后一个。" },
  duplicateKeyInLine: { en: "The key in line {line} occurs more than once in its map; the last one is used.", "zh-CN": "第 {line} 行的键名在同一对象中出现多次，取最后一个。" },
  newerVersion: { en: "OpenAPI {version} is read as 3.1; what is new in it is not imported.", "zh-CN": "OpenAPI {version} 按 3.1 读取，其新增内容不会导入。" },
  versionGuessed: { en: "The document states no version; by its fields it is read as {version}.", "zh-CN": "文档没有写明版本，根据字段按 {version} 读取。" },
  versionUnsupported: { en: "Version {version} is not supported; {accepted}", "zh-CN": "不支持版本 {version}；{accepted}" },
  asyncapi: { en: "This is an AsyncAPI document; {accepted}", "zh-CN": "这是 AsyncAPI 文档；{accepted}" },
  swagger1: { en: "Swagger 1.x is not supported; {accepted}", "zh-CN": "不支持 Swagger 1.x；{accepted}" },
  noVersion: { en: "The document names no version in 'openapi' or 'swagger'; {accepted}", "zh-CN": "文档没有在 'openapi' 或 'swagger' 中写明版本；{accepted}" },
  accepted: { en: "OpenAPI 3.1, 3.0 and Swagger 2.0 are.", "zh-CN": "支持 OpenAPI 3.1、3.0 和 Swagger 2.0。" },
  more: { en: "{count} more findings of {code} are not listed one by one.", "zh-CN": "另有 {count} 个 {code} 问题未逐一列出。" },
});

/** Findings about which operations are imported and under which name. */
export const importMessages = defineMessages({
  notObject: { en: "the operation is not an object", "zh-CN": "接口不是对象" },
  methodUnserved: { en: "the gateway does not serve the method {method}", "zh-CN": "网关不支持方法 {method}" },
  fragment: { en: "The path '{stated}' is imported as '{path}': what follows '#' is never sent.", "zh-CN": "路径“{stated}”按“{path}”导入：'#' 之后的内容不会发送。" },
  query: { en: "The path '{stated}' is imported as '{path}'; what follows '?' is imported as query parameters.", "zh-CN": "路径“{stated}”按“{path}”导入，'?' 之后的内容按查询参数导入。" },
  alias: { en: "The path '{stated}' matches the same calls as another; callers use '{path}', and '{called}' is called.", "zh-CN": "路径“{stated}”与另一路径匹配同样的调用；调用方使用“{path}”，实际调用“{called}”。" },
  parameterNames: { en: "The path differs from '{other}' only in the names of its parameters.", "zh-CN": "该路径与“{other}”仅参数名称不同。" },
  notImported: { en: "{method} {path} is not imported: {reasons}.", "zh-CN": "未导入 {method} {path}：{reasons}。" },
  idMissing: { en: "The operation has no operationId; it is named '{id}'.", "zh-CN": "接口没有 operationId，命名为“{id}”。" },
  idUnusable: { en: "'{stated}' cannot be the name of an operation; '{id}' is used.", "zh-CN": "“{stated}”不能用作接口名称，改用“{id}”。" },
  idTaken: { en: "'{stated}' names another operation too; '{id}' is used.", "zh-CN": "“{stated}”已是另一个接口的名称，改用“{id}”。" },
});
