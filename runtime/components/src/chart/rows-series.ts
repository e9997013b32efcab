import type { Locale } from "@tessera/contracts";
import { toMoment } from "../format/time.ts";
import { readPath } from "../values/path.ts";
import { isRecord, recordsOf, toNumber, toText } from "../values/read.ts";
import type { ChartSeries, XKind } from "./series.ts";

/** Where the parts of a point stand in a row; "" lets the data decide. */
export interface RowPaths {
  x: string;
  /** Property by which long data splits into series. */
  series: string;
  /** Wide data: one column per series. */
  columns: readonly { path: string; title: string }[];
}

const timeNames = ["time", "timestamp", "ts", "date", "t"];
const xNames = [...timeNames, "x", "category", "name", "label", "key"];
const yNames = ["value", "y", "count", "v"];
/** Most columns of numbers that wide data is taken to have. */
const maxWide = 20;
/** A number from here on, in seconds since 1970, is a time (2001-09-09). */
const leastTime = 1e9;

function firstOwn(row: Record<string, unknown>, names: readonly string[]): string | undefined {
  return names.find((name) => Object.hasOwn(row, name));
}

/** The columns property of a chart; items without a path are left out. */
export function readColumns(value: unknown, locale: Locale): RowPaths["columns"] {
  return recordsOf(value).flatMap((item) => {
    const path = toText(item["path"], locale) || toText(item["key"], locale);
    return path === "" ? [] : [{ path, title: toText(item["title"], locale) || path }];
  });
}

/** Series of plain rows, and what their x is. Rows that are no objects are drawn in their order when they are numbers. */
export function rowsSeries(data: readonly unknown[], paths: RowPaths, wantedKind: XKind | "auto", locale: Locale): { x: XKind; series: ChartSeries[] } {
  const rows = data.map((item, index): Record<string, unknown> => (isRecord(item) ? item : { x: index, value: item }));
  const sample = rows[0] ?? {};
  const xPath = paths.x || firstOwn(sample, xNames) || Object.keys(sample).find((key) => typeof sample[key] === "string") || "";
  const columns = paths.columns.length > 0 ? paths.columns : suggestedColumns(sample, xPath);
  const kind = wantedKind === "auto" ? kindOf(rows.map((row, index) => (xPath === "" ? index : readPath(row, xPath)))) : wantedKind;
  const split = paths.series || "series";
  const series = new Map<string, ChartSeries>();
  rows.forEach((row, index) => {
    const x = readX(xPath === "" ? index : readPath(row, xPath), kind, locale);
    if (x === null) return;
    const group = toText(readPath(row, split), locale);
    for (const { path, title } of columns) {
      const name = group === "" ? title : columns.length === 1 ? group : `${group} ${title}`;
      const target = series.get(name) ?? { name, points: [] };
      series.set(name, target);
      target.points.push([x, toNumber(readPath(row, path))]);
    }
  });
  const drawn = [...series.values()];
  if (kind !== "category") for (const { points } of drawn) points.sort((a, b) => Number(a[0]) - Number(b[0]));
  return { x: kind, series: drawn };
}

function suggestedColumns(sample: Record<string, unknown>, xPath: string): RowPaths["columns"] {
  const single = firstOwn(sample, yNames);
  if (single !== undefined && single !== xPath) return [{ path: single, title: single }];
  return Object.keys(sample)
    .filter((key) => key !== xPath && toNumber(sample[key]) !== null)
    .slice(0, maxWide)
    .map((key) => ({ path: key, title: key }));
}

function kindOf(values: readonly unknown[]): XKind {
  const present = values.filter((value) => value !== null && value !== undefined);
  if (present.length === 0) return "category";
  if (present.every((value) => typeof value === "number")) return present.every((value) => value >= leastTime) ? "time" : "value";
  return present.every((value) => typeof value === "string" && toMoment(value) !== null) ? "time" : "category";
}

function readX(value: unknown, kind: XKind, locale: Locale): number | string | null {
  if (kind === "category") return toText(value, locale);
  if (kind === "value") return toNumber(value);
  return toMoment(typeof value === "string" ? (toNumber(value) ?? value) : value)?.valueOf() ?? null;
}
