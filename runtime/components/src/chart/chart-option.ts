import type { Locale } from "@tessera/contracts";
import type { EChartsCoreOption } from "echarts/core";
import { measure, type Unit } from "../format/number.ts";
import { exactTime, toMoment } from "../format/time.ts";
import type { ChartLook } from "./chart-look.ts";
import type { ChartData, ChartSeries } from "./series.ts";
import type { Threshold } from "./thresholds.ts";

/** What a chart shows besides its data. */
export interface ChartChoice {
  kind: "line" | "bar";
  unit: Unit;
  xTitle: string;
  yTitle: string;
  legend: "bottom" | "top" | "right" | "none";
  stacked: boolean;
  area: boolean;
  horizontal: boolean;
  thresholds: readonly Threshold[];
  locale: Locale;
  reducedMotion: boolean;
}

const lineTypes = ["solid", "dashed", "dotted", [8, 3, 2, 3]] as const;
const symbols = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle", "emptyDiamond"];
/** Points up to which each one of a line has its symbol. */
const markedPoints = 60;
/** Points from which a line is thinned to what the pixels can show (largest triangle, three buckets). */
const sampledFrom = 2000;

/** Everything ECharts needs to draw the data. Series differ in colour, and also in line and symbol, or in pattern. */
export function chartOption(data: ChartData, choice: ChartChoice, look: ChartLook): EChartsCoreOption {
  const write = (value: unknown) => (typeof value === "number" ? measure(value, choice.unit, choice.locale) : "–");
  const legend = choice.legend !== "none" && data.series.length > 1 ? choice.legend : "none";
  const categories = data.x === "category" ? [...new Set(data.series.flatMap(({ points }) => points.map(([x]) => String(x))))] : [];
  // Between whole numbers of things there are no ticks: nobody has one and a half alerts.
  const counts = choice.unit === "none" && data.series.every(({ points }) => points.every(([, y]) => y === null || Number.isInteger(y)));
  const valueAxis = {
    type: "value", ...(counts ? { minInterval: 1 } : {}), name: choice.yTitle, nameTextStyle: { color: look.quiet, align: choice.horizontal ? "right" : "left" },
    axisLabel: { color: look.quiet, formatter: write, hideOverlap: true }, splitLine: { lineStyle: { color: look.line } }, axisLine: { show: false }, scale: choice.kind === "line" && !choice.stacked && !choice.area,
  };
  const baseAxis = {
    type: data.x, name: choice.xTitle, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: look.quiet }, axisLine: { lineStyle: { color: look.line } }, axisTick: { show: false },
    axisLabel: { color: look.quiet, hideOverlap: true, ...(data.x === "category" ? { width: 120, overflow: "truncate" } : {}) },
    ...(data.x === "category" ? { data: categories, ...(choice.horizontal ? { inverse: true } : {}) } : { splitLine: { show: false } }),
    ...(choice.kind === "line" && data.x === "category" ? { boundaryGap: false } : {}),
  };
  return {
    animation: !choice.reducedMotion,
    animationDuration: 150,
    animationDurationUpdate: 150,
    backgroundColor: "transparent",
    color: look.palette,
    textStyle: { fontFamily: look.font, fontSize: look.fontSize, color: look.text },
    aria: { enabled: true, label: { enabled: false }, decal: { show: choice.kind === "bar" && data.series.length > 1 } },
    grid: { outerBoundsMode: "same", outerBoundsContain: "axisLabel", left: 8, right: legend === "right" ? 168 : 20, top: (choice.yTitle === "" || choice.horizontal ? 12 : 32) + (legend === "top" ? 28 : 0), bottom: (choice.xTitle === "" ? 8 : 28) + (legend === "bottom" ? 28 : 0) },
    tooltip: {
      trigger: "axis", confine: true, valueFormatter: write, backgroundColor: look.surface, borderColor: look.line, textStyle: { color: look.text, fontSize: look.fontSize, fontFamily: look.font },
      axisPointer: { type: choice.kind === "bar" ? "shadow" : "line", label: { formatter: ({ value }: { value: unknown }) => pointerText(value, data) } },
      order: data.series.length > 6 ? "valueDesc" : "seriesAsc",
    },
    legend: {
      show: legend !== "none", type: "scroll", textStyle: { color: look.text, fontSize: look.fontSize, ...(legend === "right" ? { width: 112, overflow: "truncate" } : {}) },
      pageIconColor: look.quiet, pageIconInactiveColor: look.line, pageTextStyle: { color: look.quiet }, itemWidth: 24, itemHeight: 10, tooltip: { show: legend === "right" },
      ...(legend === "right" ? { orient: "vertical", right: 0, top: 12, bottom: 12 } : legend === "top" ? { top: 0, left: 8, right: 8 } : { bottom: 0, left: 8, right: 8 }),
    },
    xAxis: choice.horizontal ? valueAxis : baseAxis,
    yAxis: choice.horizontal ? baseAxis : valueAxis,
    series: data.series.map((series, index) => seriesOption(series, index, data, choice, look)),
  };
}

function seriesOption(series: ChartSeries, index: number, data: ChartData, choice: ChartChoice, look: ChartLook): Record<string, unknown> {
  const points = choice.horizontal ? series.points.map(([x, y]) => [y, x]) : series.points;
  const shared = { name: series.name, data: points, ...(choice.stacked ? { stack: "all" } : {}), ...(index === 0 ? { markLine: markLine(choice, look) } : {}), emphasis: { focus: "series" } };
  if (choice.kind === "bar") return { ...shared, type: "bar", barMaxWidth: 32, large: series.points.length > sampledFrom };
  return {
    ...shared,
    type: "line",
    symbol: symbols[index % symbols.length],
    symbolSize: 6,
    showSymbol: series.points.length <= markedPoints,
    lineStyle: { width: 2, type: data.series.length > 1 ? lineTypes[index % lineTypes.length] : "solid" },
    ...(choice.area || choice.stacked ? { areaStyle: { opacity: 0.15 } } : {}),
    ...(series.points.length > sampledFrom ? { sampling: "lttb" } : {}),
  };
}

function markLine(choice: ChartChoice, look: ChartLook): Record<string, unknown> | undefined {
  if (choice.thresholds.length === 0) return undefined;
  return {
    silent: true,
    symbol: "none",
    animation: false,
    data: choice.thresholds.map(({ value, label, status }) => ({
      [choice.horizontal ? "xAxis" : "yAxis"]: value,
      lineStyle: { color: look.statusColors[status], type: "dashed", width: 1 },
      label: {
        position: "insideEndTop", color: look.statusColors[status], fontSize: look.fontSize, backgroundColor: look.ground, padding: [1, 3],
        // ECharts reads {…} in a text as a template; a function's result is taken as it is.
        formatter: () => [label, measure(value, choice.unit, choice.locale)].filter((part) => part !== "").join(" "),
      },
    })),
  };
}

function pointerText(value: unknown, data: ChartData): string {
  const moment = data.x === "time" ? toMoment(value) : null;
  return moment === null ? String(value) : exactTime(moment);
}
