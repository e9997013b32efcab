import { changeEvent, fieldExposes, fieldProps } from "../field/field-props.ts";
import { both, jsonProp, manifest, switchProp, textProp } from "../manifest/prop.ts";

export const datePickerManifest = manifest({
  type: "date-picker",
  title: both("日期选择", "Date picker"),
  description: both("日期、时间或时间范围，值为 ISO 8601 文本。", "A date, a time or a range of time; its value is ISO 8601 text."),
  category: "input",
  icon: "Calendar",
  props: fieldProps(
    jsonProp("value", "data", both("默认值", "Default value"), null, {}, { control: "date", help: both("ISO 8601 文本，范围为两项的列表。", "ISO 8601 text; for a range a list of two.") }),
    textProp("placeholder", "content", both("占位文字", "Placeholder")),
    switchProp("range", "behaviour", both("选择范围", "Range")),
    switchProp("time", "behaviour", both("包含时间", "With time"), true),
    switchProp("clearable", "behaviour", both("可清空", "Clearable"), true),
  ),
  events: [changeEvent],
  exposes: [
    ...fieldExposes,
    { name: "from", description: both("范围的开始", "Start of the range") },
    { name: "to", description: both("范围的结束", "End of the range") },
  ],
  defaultSize: { w: 6, h: 4 },
  minSize: { w: 3, h: 2 },
  autoHeight: true,
});
