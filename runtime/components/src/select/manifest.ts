import { changeEvent, fieldExposes, fieldProps } from "../field/field-props.ts";
import { anyTextSchema, both, jsonProp, listProp, manifest, switchProp, textProp } from "../manifest/prop.ts";

export const selectManifest = manifest({
  type: "select",
  title: both("下拉选择", "Select"),
  description: both("从固定选项或数据源中选择一项或多项。", "Picks one or more of fixed options or of a query's rows."),
  category: "input",
  icon: "CheckSquare",
  props: fieldProps(
    listProp("options", "data", both("选项", "Options"), "options", [], { properties: { value: { type: ["string", "number", "boolean"] }, label: anyTextSchema } }, {
      help: both("列表项可以是文本、数字，或含 value 与 label 的对象。", "Items are texts, numbers, or objects with value and label."),
    }),
    textProp("valuePath", "data", both("值路径", "Path of the value"), { help: both("选项来自数据源时，值所在的路径，例如 id", "Where the value is when rows of a query are the options, e.g. id") }),
    textProp("labelPath", "data", both("文字路径", "Path of the text")),
    jsonProp("value", "data", both("默认值", "Default value"), null),
    textProp("placeholder", "content", both("占位文字", "Placeholder")),
    switchProp("multiple", "behaviour", both("可多选", "Several values")),
    switchProp("searchable", "behaviour", both("可搜索", "Searchable"), true),
    switchProp("clearable", "behaviour", both("可清空", "Clearable"), true),
  ),
  events: [changeEvent],
  exposes: [...fieldExposes, { name: "label", description: both("选中项的文字", "Text of what is picked") }],
  defaultSize: { w: 6, h: 4 },
  minSize: { w: 2, h: 2 },
  autoHeight: true,
});
