import type { Message } from "@tessera/contracts";
import type { ErrorCode } from "yaml";

/** The library's error codes in Chinese; its own messages are English only. */
const meanings: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "别名不能带锚点或标签",
  BAD_ALIAS: "别名有误",
  BAD_COLLECTION_TYPE: "集合类型与标签不符",
  BAD_DIRECTIVE: "指令有误",
  BAD_DQ_ESCAPE: "双引号字符串中的转义有误",
  BAD_INDENT: "缩进有误",
  BAD_PROP_ORDER: "锚点和标签须位于其后的符号之后",
  BAD_SCALAR_START: "值不能以该字符开头，请加引号",
  BLOCK_AS_IMPLICIT_KEY: "同一行中不能嵌套映射，请换行缩进，或为含冒号的值加引号",
  BLOCK_IN_FLOW: "花括号或方括号内不能使用块格式",
  DUPLICATE_KEY: "键名重复",
  IMPOSSIBLE: "内容无法解析",
  KEY_OVER_1024_CHARS: "键名与其冒号的距离超过 1024 个字符",
  MISSING_CHAR: "缺少字符，如引号、括号、逗号或空格",
  MULTILINE_IMPLICIT_KEY: "键名须写在一行内",
  MULTIPLE_ANCHORS: "一个节点只能有一个锚点",
  MULTIPLE_DOCS: "文件中有多个文档，只能有一个",
  MULTIPLE_TAGS: "一个节点只能有一个标签",
  NON_STRING_KEY: "键名须为文本",
  RESOURCE_EXHAUSTION: "内容过于复杂",
  TAB_AS_INDENT: "不能用制表符缩进",
  TAG_RESOLVE_FAILED: "标签无法识别",
  UNEXPECTED_TOKEN: "出现意外的符号",
};

/** Why the library refused a text, without place and full stop. */
export function yamlErrorReason({ code, message }: { code: ErrorCode; message: string }): Message {
  return { en: message.replace(/\.$/, ""), "zh-CN": meanings[code] };
}
