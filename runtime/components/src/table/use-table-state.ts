import { useDeferredValue, useMemo, useState } from "react";
import type { RenderProps } from "../definition.ts";
import type { Column } from "./columns.ts";
import { type Filters, matching, type RowEntry, type Sort, sorted } from "./rows.ts";

interface TableState {
  search: string;
  filters: Filters;
  sort: Sort | null;
  page: number;
  picked: string | null;
  ticked: readonly string[];
}

const start: TableState = { search: "", filters: new Map(), sort: null, page: 1, picked: null, ticked: [] };

/** What a person set in the table, and the rows that follow from it. The selection goes by row keys, so it outlives a refresh of the data. */
export function useTableState(rows: readonly RowEntry[], columns: readonly Column[], pageSize: number, locale: RenderProps["locale"]) {
  const [state, setState] = useState(start);
  const search = useDeferredValue(state.search);
  const matched = useMemo(() => matching(rows, columns, search, state.filters, locale), [rows, columns, search, state.filters, locale]);
  const ordered = useMemo(() => sorted(matched, columns, state.sort, locale), [matched, columns, state.sort, locale]);
  const size = pageSize > 0 ? pageSize : Math.max(1, ordered.length);
  const page = Math.min(state.page, Math.max(1, Math.ceil(ordered.length / size)));
  const shown = useMemo(() => ordered.slice((page - 1) * size, page * size), [ordered, page, size]);
  const byKey = useMemo(() => new Map(rows.map(({ key, row }) => [key, row])), [rows]);
  const selectedRows = useMemo(() => state.ticked.flatMap((key) => byKey.get(key) ?? []), [state.ticked, byKey]);
  return {
    ...state,
    page,
    matched: ordered.length,
    shown,
    selectedRow: state.picked === null ? null : (byKey.get(state.picked) ?? null),
    selectedRows,
    set: (change: Partial<TableState>) => setState((last) => ({ ...last, ...change })),
    clear: () => setState((last) => ({ ...last, search: "", filters: new Map(), page: 1 })),
    rowsAt: (keys: readonly string[]) => keys.flatMap((key) => byKey.get(key) ?? []),
  };
}
