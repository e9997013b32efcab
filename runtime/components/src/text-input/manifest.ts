import { changeEvent, fieldExposes, fieldProps } from "../field/field-props.ts";
import { both, iconProp, manifest, numberProp, switchProp, textProp } from "../manifest/prop.ts";

export const textInputManifest = manifest({
  type: "text-input",
  title: both("文本输入", "Text input"),
  description: both("单行或多行文本，可校验长度和格式。", "One or more lines of text, checked for length and form."),
  category: "input",
  icon: "FieldString",
  props: fieldProps(
    textProp("value", "data", both("默认值", "Default value")),
    textProp("placeholder", "content", both("占位文字", "Placeholder")),
    iconProp("icon", "appearance"),
    numberProp("rows", "appearance", both("行数", "Lines"), 1, { minimum: 1, maximum: 40 }),
    switchProp("password", "behaviour", both("隐藏内容", "Hide what is typed")),
    switchProp("clearable", "behaviour", both("可清空", "Clearable"), true),
    numberProp("minLength", "validation", both("最少字符数", "Least characters"), null, { minimum: 0 }),
    numberProp("maxLength", "validation", both("最多字符数", "Most characters"), null, { minimum: 1 }),
    textProp("pattern", "validation", both("正则表达式", "Pattern"), { help: both("整个文本须匹配，例如 [a-z0-9-]+", "The whole text must match, e.g. [a-z0-9-]+") }),
    textProp("patternMessage", "validation", both("格式错误提示", "Message when the pattern fails")),
  ),
  events: [changeEvent, { name: "enter", label: both("按下回车", "Enter pressed"), locals: ["value"] }],
  exposes: fieldExposes,
  defaultSize: { w: 6, h: 4 },
  minSize: { w: 2, h: 2 },
  autoHeight: true,
});
