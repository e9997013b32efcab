import { chartProps, chartShape } from "../chart/chart-props.ts";
import { both, manifest, switchProp } from "../manifest/prop.ts";

export const lineChartManifest = manifest({
  type: "line-chart",
  title: both("折线图", "Line chart"),
  description: both("数值随时间或类别的变化，可直接使用 Prometheus 的结果。", "How values change over time or categories; takes the results of Prometheus as they are."),
  icon: "LineChart",
  props: chartProps(switchProp("area", "appearance", both("填充面积", "Filled area"))),
  ...chartShape,
});
