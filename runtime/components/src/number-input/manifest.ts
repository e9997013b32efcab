import { changeEvent, fieldExposes, fieldProps } from "../field/field-props.ts";
import { both, manifest, numberProp, textProp } from "../manifest/prop.ts";

export const numberInputManifest = manifest({
  type: "number-input",
  title: both("数字输入", "Number input"),
  description: both("数字，可限制范围、步长和精度。", "A number with range, step and precision."),
  category: "input",
  icon: "FieldNumber",
  props: fieldProps(
    numberProp("value", "data", both("默认值", "Default value"), null),
    textProp("placeholder", "content", both("占位文字", "Placeholder")),
    textProp("unit", "content", both("单位", "Unit")),
    numberProp("step", "behaviour", both("步长", "Step"), 1),
    numberProp("precision", "behaviour", both("小数位数", "Decimal places"), null, { minimum: 0, maximum: 10 }),
    numberProp("min", "validation", both("最小值", "Minimum"), null),
    numberProp("max", "validation", both("最大值", "Maximum"), null),
  ),
  events: [changeEvent],
  exposes: fieldExposes,
  defaultSize: { w: 6, h: 4 },
  minSize: { w: 2, h: 2 },
  autoHeight: true,
});
