import type { Locale } from "@tessera/contracts";
import { messagesIn } from "../messages/messages.ts";
import { oneOf, toText } from "../values/read.ts";
import { isInstant, prometheusResult, prometheusSeries } from "./prometheus.ts";
import { readColumns, rowsSeries } from "./rows-series.ts";
import { type ChartData, type ChartSeries, maxSeries, type XKind } from "./series.ts";

/** The chart's data in one shape, whatever came: rows, wide rows, numbers, a Prometheus matrix or vector. Bars of a vector stand one per metric. */
export function readChartData(props: Record<string, unknown>, kind: "line" | "bar", locale: Locale): ChartData {
  const data = props["data"];
  const wanted = oneOf(props["xType"], ["auto", "time", "value", "category"], "auto");
  const results = prometheusResult(data);
  if (results !== null) {
    const labels = toText(props["seriesLabels"], locale).split(",").map((label) => label.trim()).filter((label) => label !== "");
    const series = prometheusSeries(results, labels);
    if (kind === "bar" && isInstant(results)) return cut("category", [{ name: toText(props["title"], locale), points: series.map(({ name, points }) => [name, points[0]?.[1] ?? null]) }], locale);
    return cut("time", series, locale);
  }
  const read = rowsSeries(Array.isArray(data) ? data : [], { x: toText(props["xField"], locale), series: toText(props["seriesField"], locale), columns: readColumns(props["series"], locale) }, wanted, locale);
  return kind === "bar" && read.x === "value" ? cut("category", asCategories(read.series), locale) : cut(read.x, read.series, locale);
}

function asCategories(series: readonly ChartSeries[]): ChartSeries[] {
  return series.map(({ name, points }) => ({ name, points: points.map(([x, y]) => [String(x), y]) }));
}

function cut(x: XKind, series: readonly ChartSeries[], locale: Locale): ChartData {
  const t = messagesIn(locale);
  const names = new Set<string>();
  const named = series.slice(0, maxSeries).map((one, index) => {
    let name = one.name || t("chart.series", { number: index + 1 });
    if (names.has(name)) name = `${name} (${index + 1})`;
    names.add(name);
    return { ...one, name };
  });
  return { x, series: named, total: series.length };
}
