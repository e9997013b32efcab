import type { ComponentManifest, PropSpec } from "@tessera/contracts";
import { both, switchProp, textProp } from "../manifest/prop.ts";

/** Properties that every input has, around its own ones. */
export function fieldProps(...own: PropSpec[]): PropSpec[] {
  return [
    textProp("field", "data", both("字段名", "Field"), {
      bindable: false,
      help: both("在表单的 values 中的名称，默认为组件名。", "Name in the values of its form; the component's name when empty."),
    }),
    textProp("label", "content", both("标签", "Label")),
    textProp("help", "content", both("帮助文字", "Help text")),
    ...own,
    switchProp("required", "validation", both("必填", "Required")),
    switchProp("disabled", "behaviour", both("禁用", "Disabled")),
  ];
}

/** What every input tells bindings. */
export const fieldExposes: ComponentManifest["exposes"] = [
  { name: "value", description: both("当前值", "The current value") },
  { name: "valid", description: both("当前值是否通过校验", "Whether the value passes its checks") },
];

/** The event every input has. */
export const changeEvent: ComponentManifest["events"][number] = { name: "change", label: both("值改变", "Value changed"), locals: ["value"] };
