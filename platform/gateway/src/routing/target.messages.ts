import { defineMessages } from "@tessera/contracts";

/** Why a path is unsafe. */
export const targetMessages = defineMessages({
  emptySegment: { en: "The path holds an empty segment (//); remove the doubled slash.", "zh-CN": "路径含空段（//），请去掉多余的斜杠。" },
  badEscape: { en: "The path holds a percent sign that does not start a UTF-8 character; encode the path as UTF-8.", "zh-CN": "路径中的百分号不是有效的 UTF-8 编码，请以 UTF-8 编码路径。" },
  control: { en: "The path holds a control character.", "zh-CN": "路径含控制字符。" },
  notAscii: { en: "The path holds characters outside ASCII; percent-encode them as UTF-8.", "zh-CN": "路径含非 ASCII 字符，请以 UTF-8 百分号编码。" },
  dots: { en: "The path holds a dot segment (. or ..), plain or encoded; send the path it leads to.", "zh-CN": "路径含点段（. 或 ..，包括编码形式），请发送它所指向的路径。" },
  noSlash: { en: "The path must start with '/'.", "zh-CN": "路径须以“/”开头。" },
});
