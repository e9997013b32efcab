import type { Locale } from "@tessera/contracts";
import { toMoment } from "../format/time.ts";
import { safeLink } from "../link/safe-url.ts";
import { readPath } from "../values/path.ts";
import { isRecord, oneOf, recordsOf, toFlag, toNumber, toText } from "../values/read.ts";
import { type ColumnFormat, columnFormats } from "./column-formats.ts";

/** A column as the table draws it. */
export interface Column {
  key: string;
  title: string;
  path: string;
  format: ColumnFormat;
  unit: string;
  width: number | undefined;
  sortable: boolean;
  filterable: boolean;
  colors: Record<string, unknown>;
  labels: Record<string, unknown>;
}

/** Most columns taken from data that come without columns. */
const maxDerived = 12;
/** Rows looked at to tell which columns the data has and what is in them. */
const sampled = 50;

/** The columns of the property, or those the data suggests when it has none. */
export function columnsOf(given: unknown, rows: readonly unknown[], locale: Locale): Column[] {
  const columns = new Map<string, Column>();
  for (const item of recordsOf(given)) {
    const path = toText(item["path"], locale);
    const key = toText(item["key"], locale) || path;
    if (key === "" || columns.has(key)) continue;
    columns.set(key, {
      key,
      title: toText(item["title"], locale) || key,
      path: path || key,
      format: oneOf(item["format"], columnFormats, "text"),
      unit: toText(item["unit"], locale),
      width: positive(item["width"]),
      sortable: item["sortable"] === undefined ? true : toFlag(item["sortable"]),
      filterable: toFlag(item["filterable"]),
      colors: isRecord(item["colors"]) ? item["colors"] : {},
      labels: isRecord(item["labels"]) ? item["labels"] : {},
    });
  }
  return columns.size > 0 ? [...columns.values()] : derivedColumns(rows);
}

function positive(value: unknown): number | undefined {
  const number = toNumber(value);
  return number !== null && number > 0 ? Math.min(number, 4000) : undefined;
}

function derivedColumns(rows: readonly unknown[]): Column[] {
  const keys = new Set<string>();
  for (const row of rows.slice(0, sampled)) {
    for (const key of isRecord(row) ? Object.keys(row) : []) if (keys.size < maxDerived) keys.add(key);
  }
  return [...keys].map((key) => ({
    key, title: key, path: key, unit: "", width: undefined, sortable: true, filterable: false, colors: {}, labels: {},
    format: suggestedFormat(rows.slice(0, sampled).map((row) => readPath(row, key))),
  }));
}

function suggestedFormat(values: readonly unknown[]): ColumnFormat {
  const present = values.filter((value) => value !== null && value !== undefined && value !== "");
  if (present.length === 0) return "text";
  if (present.every((value) => typeof value === "boolean")) return "boolean";
  if (present.every((value) => typeof value === "number")) return "number";
  if (present.every((value) => typeof value === "object")) return "json";
  if (present.every((value) => typeof value === "string" && value.length > 10 && toMoment(value) !== null)) return "time";
  if (present.every((value) => typeof value === "string" && /^https?:/.test(value) && safeLink(value) !== null)) return "link";
  return "text";
}
