import { chartProps, chartShape } from "../chart/chart-props.ts";
import { both, manifest, switchProp } from "../manifest/prop.ts";

export const barChartManifest = manifest({
  type: "bar-chart",
  title: both("柱状图", "Bar chart"),
  description: both("比较各类别的数值。", "Compares values between categories."),
  icon: "BarChart",
  props: chartProps(switchProp("horizontal", "appearance", both("横向", "Horizontal"))),
  ...chartShape,
});
