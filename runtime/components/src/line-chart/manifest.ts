import { chartEvents, chartExposes, chartProps } from "../chart/chart-props.ts";
import { both, manifest, switchProp } from "../manifest/prop.ts";

export const lineChartManifest = manifest({
  type: "line-chart",
  title: both("折线图", "Line chart"),
  description: both("数值随时间或类别的变化，可直接使用 Prometheus 的结果。", "How values change over time or categories; takes the results of Prometheus as they are."),
  category: "chart",
  icon: "LineChart",
  props: chartProps(switchProp("area", "appearance", both("填充面积", "Filled area"))),
  events: chartEvents,
  exposes: chartExposes,
  defaultSize: { w: 12, h: 20 },
  minSize: { w: 4, h: 10 },
});
