import type { ReactElement } from "react";
import { ChartView } from "../chart/ChartView.tsx";
import type { RenderProps } from "../definition.ts";

export function LineChart(render: RenderProps): ReactElement {
  return <ChartView render={render} kind="line" />;
}
