import type { ReactElement } from "react";
import { ChartView } from "../chart/ChartView.tsx";
import type { RenderProps } from "../definition.ts";

export function BarChart(render: RenderProps): ReactElement {
  return <ChartView render={render} kind="bar" />;
}
