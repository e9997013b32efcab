import { useCallback, useEffect, useMemo, useRef } from "react";
import { useSearchParams } from "react-router";

/** What a person asked of a list; all of it stands in the URL. */
export interface ListState {
  search: string;
  /** Chosen value of each filter by its key. */
  filters: Readonly<Record<string, string>>;
  sort: { column: string; descending: boolean } | undefined;
}

/** `?q=…&f.<filter>=…&sort=-<column>` */
export function listStateFrom(params: URLSearchParams): ListState {
  const filters: Record<string, string> = {};
  for (const [name, value] of params) if (name.startsWith("f.") && value !== "") filters[name.slice(2)] = value;
  const sort = params.get("sort");
  return { search: params.get("q") ?? "", filters, sort: sort ? { column: sort.replace(/^-/, ""), descending: sort.startsWith("-") } : undefined };
}

/** Writes a list's state over parameters, keeping those of others. */
export function withListState(params: URLSearchParams, state: ListState): URLSearchParams {
  const next = new URLSearchParams([...params].filter(([name]) => name !== "q" && name !== "sort" && !name.startsWith("f.")));
  if (state.search !== "") next.set("q", state.search);
  for (const [key, value] of Object.entries(state.filters)) if (value !== "") next.set(`f.${key}`, value);
  if (state.sort) next.set("sort", `${state.sort.descending ? "-" : ""}${state.sort.column}`);
  return next;
}

/** The list state of this address, and its change (replaces the history entry), which stays the same function. */
export function useListState(): [ListState, (change: Partial<ListState>) => void] {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => listStateFrom(params), [params]);
  const latest = useRef(setParams);
  useEffect(() => {
    latest.current = setParams;
  });
  const change = useCallback((part: Partial<ListState>) => latest.current((current) => withListState(current, { ...listStateFrom(current), ...part }), { replace: true }), []);
  return [state, change];
}
