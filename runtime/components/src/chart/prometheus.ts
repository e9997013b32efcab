import { isRecord, toNumber, toText } from "../values/read.ts";
import type { ChartSeries } from "./series.ts";

/** A Prometheus sample: Unix time in seconds and the value as text (https://prometheus.io/docs/prometheus/latest/querying/api/). */
type Sample = [seconds: unknown, value: unknown];

function isSample(value: unknown): value is Sample {
  return Array.isArray(value) && value.length === 2 && toNumber(value[0]) !== null;
}

function isResult(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && isRecord(value["metric"]) && (Array.isArray(value["values"]) || isSample(value["value"]));
}

/** The list of series in a Prometheus answer, its `data`, or its `result`; null when the value is none of them. */
export function prometheusResult(value: unknown): Record<string, unknown>[] | null {
  if (isRecord(value)) return prometheusResult(value["result"] ?? (isRecord(value["data"]) ? value["data"]["result"] : undefined));
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every(isResult) ? value : null;
}

/** Whether every series has one sample only (an instant vector). */
export function isInstant(results: readonly Record<string, unknown>[]): boolean {
  return results.every((result) => !Array.isArray(result["values"]));
}

/** One series per metric; values that are no number (`NaN`, `+Inf`) become gaps. */
export function prometheusSeries(results: readonly Record<string, unknown>[], labels: readonly string[]): ChartSeries[] {
  const names = seriesNames(results.map((result) => (isRecord(result["metric"]) ? result["metric"] : {})), labels);
  return results.map((result, index) => {
    const samples = Array.isArray(result["values"]) ? result["values"] : [result["value"]];
    const points = samples.filter(isSample).map(([seconds, value]): [number, number | null] => [(toNumber(seconds) ?? 0) * 1000, toNumber(value)]);
    return { name: names[index] ?? "", points };
  });
}

/** Names made of the wanted labels; without any, of the labels in which the series differ, else of the metric's name. */
export function seriesNames(metrics: readonly Record<string, unknown>[], wanted: readonly string[]): string[] {
  const keys = [...new Set(metrics.flatMap((metric) => Object.keys(metric)))];
  const text = (metric: Record<string, unknown>, key: string) => (Object.hasOwn(metric, key) ? toText(metric[key], "en") : "");
  const differing = keys.filter((key) => new Set(metrics.map((metric) => text(metric, key))).size > 1);
  const used = wanted.length > 0 ? wanted : differing;
  return metrics.map((metric) => used.map((key) => text(metric, key)).filter((part) => part !== "").join(" ") || text(metric, "__name__"));
}
