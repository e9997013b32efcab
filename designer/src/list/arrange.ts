import type { ListState } from "./list-state.ts";

/** A choice of one value that narrows a list. */
export interface ListFilter<Item> {
  key: string;
  label: string;
  options: readonly { value: string; label: string }[];
  matches: (item: Item, value: string) => boolean;
}

/** What a column sorts by and how it reads as text (search, CSV). */
export interface ArrangedColumn<Item> {
  key: string;
  /** Sortable when given. Dates as ISO text. */
  sortBy?: ((item: Item) => string | number | null) | undefined;
  text?: ((item: Item) => string) | undefined;
}

/** Items that fit search and filters, in the asked order. Search: every word occurs in the item's texts. */
export function arrange<Item>(items: readonly Item[], state: ListState, columns: readonly ArrangedColumn<Item>[], filters: readonly ListFilter<Item>[]): Item[] {
  const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = columns.flatMap(({ text }) => (text ? [text] : []));
  const fitting = items.filter((item) => {
    const content = words.length === 0 ? "" : texts.map((text) => text(item)).join("\n").toLowerCase();
    return words.every((word) => content.includes(word)) && filters.every(({ key, matches }) => !state.filters[key] || matches(item, state.filters[key]));
  });
  const sortBy = state.sort && columns.find(({ key }) => key === state.sort?.column)?.sortBy;
  if (!sortBy) return fitting;
  const direction = state.sort?.descending ? -1 : 1;
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  return fitting.toSorted((a, b) => {
    const [left, right] = [sortBy(a), sortBy(b)];
    // What has no value stands last, whatever the direction.
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    return direction * (typeof left === "number" && typeof right === "number" ? left - right : collator.compare(String(left), String(right)));
  });
}

/** The list as CSV (RFC 4180) with its shown columns; formulas are defused for spreadsheets. */
export function toCsv<Item>(items: readonly Item[], columns: readonly (ArrangedColumn<Item> & { title: string })[]): string {
  const written = columns.flatMap((column) => (column.text ? [{ title: column.title, text: column.text }] : []));
  const cell = (value: string) => {
    const safe = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [written.map(({ title }) => cell(title)), ...items.map((item) => written.map(({ text }) => cell(text(item))))].map((row) => row.join(",")).join("\r\n");
}
