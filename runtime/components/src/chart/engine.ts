import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use as addParts } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

addParts([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, MarkLineComponent, AriaComponent, SVGRenderer, CanvasRenderer]);

/** An empty chart in `element`. SVG stays sharp and readable by tools; canvas draws many points faster. */
export function createChart(element: HTMLElement, renderer: "svg" | "canvas", locale: "zh-CN" | "en"): EChartsType {
  return init(element, null, { renderer, locale: locale === "en" ? "EN" : "ZH" });
}
