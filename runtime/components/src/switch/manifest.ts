import { changeEvent, fieldExposes, fieldProps } from "../field/field-props.ts";
import { both, manifest, switchProp } from "../manifest/prop.ts";

export const switchManifest = manifest({
  type: "switch",
  title: both("开关", "Switch"),
  description: both("打开或关闭一项设置。", "Turns one setting on or off."),
  category: "input",
  icon: "Poweroff",
  props: fieldProps(switchProp("value", "data", both("默认打开", "On by default"))),
  events: [changeEvent],
  exposes: fieldExposes,
  defaultSize: { w: 4, h: 4 },
  minSize: { w: 2, h: 2 },
  autoHeight: true,
});
