import type { Locale } from "@tessera/contracts";
import { toMoment } from "../format/time.ts";
import { readPath } from "../values/path.ts";
import { isRecord, toNumber, toText } from "../values/read.ts";
import type { Column } from "./columns.ts";

/** A row with a key of its own; a row that is no object stands as `{ value }`. */
export interface RowEntry {
  key: string;
  row: Record<string, unknown>;
}

export interface Sort {
  column: string;
  order: "ascend" | "descend";
}

/** Texts that a cell must be one of, or a text that it must contain. */
export type Filter = { values: readonly string[] } | { contains: string };
/** Filters by column key. */
export type Filters = ReadonlyMap<string, Filter>;

/** Rows with keys read at `keyPath`; a missing or repeated one gets its place added. */
export function rowsOf(data: readonly unknown[], keyPath: string, locale: Locale): RowEntry[] {
  const seen = new Set<string>();
  return data.map((item, index) => {
    const row = isRecord(item) ? item : { value: item };
    const named = toText(readPath(row, keyPath), locale);
    const key = named === "" || seen.has(named) ? `${named}#${index}` : named;
    seen.add(key);
    return { key, row };
  });
}

/** The text of a cell as search, filters and sorting see it. */
export function cellText(entry: RowEntry, column: Column, locale: Locale): string {
  const value = readPath(entry.row, column.path);
  const text = Array.isArray(value) ? value.map((item) => toText(item, locale)).join(" ") : toText(value, locale);
  return labelOf(column, text, locale);
}

/** The text shown for a value: its label in the column, else itself. */
export function labelOf({ labels }: Column, text: string, locale: Locale): string {
  return (Object.hasOwn(labels, text) && toText(labels[text], locale)) || text;
}

/** The rows that the search and every filter let through. */
export function matching(rows: readonly RowEntry[], columns: readonly Column[], search: string, filters: Filters, locale: Locale): RowEntry[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter((word) => word !== "");
  const filtered = columns.filter((column) => filters.has(column.key));
  if (words.length === 0 && filtered.length === 0) return [...rows];
  return rows.filter((entry) => {
    for (const column of filtered) if (!passes(cellText(entry, column, locale), filters.get(column.key))) return false;
    if (words.length === 0) return true;
    const text = columns.map((column) => cellText(entry, column, locale)).join("\n").toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function passes(text: string, filter: Filter | undefined): boolean {
  if (filter === undefined) return true;
  return "values" in filter ? filter.values.includes(text) : text.toLocaleLowerCase().includes(filter.contains.toLocaleLowerCase());
}

/** The rows in order; empty cells come last both ways. Rows that tie keep their order. */
export function sorted(rows: readonly RowEntry[], columns: readonly Column[], sort: Sort | null, locale: Locale): readonly RowEntry[] {
  const column = columns.find(({ key }) => key === sort?.column);
  if (column === undefined || sort === null) return rows;
  const collator = new Intl.Collator(locale, { numeric: true });
  const sign = sort.order === "ascend" ? 1 : -1;
  const keyed = rows.map((entry) => ({ entry, key: sortKey(entry, column, locale) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1;
    if (typeof a.key === "number" && typeof b.key === "number") return sign * (a.key - b.key);
    return sign * collator.compare(String(a.key), String(b.key));
  });
  return keyed.map(({ entry }) => entry);
}

function sortKey(entry: RowEntry, column: Column, locale: Locale): number | string | null {
  const value = readPath(entry.row, column.path);
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return Number(value);
  if (column.format === "time" || column.format === "relative-time") return toMoment(value)?.valueOf() ?? null;
  return toNumber(value) ?? cellText(entry, column, locale);
}

/** The different texts of a column in order, or null when there are more than `most`. */
export function distinctTexts(rows: readonly RowEntry[], column: Column, locale: Locale, most = 50): string[] | null {
  const texts = new Set<string>();
  for (const entry of rows) {
    texts.add(cellText(entry, column, locale));
    if (texts.size > most) return null;
  }
  return [...texts].toSorted(new Intl.Collator(locale, { numeric: true }).compare);
}
