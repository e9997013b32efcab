import { useState } from "react";

/** What a list was narrowed to and sorted by, under a name of the person's own. */
export interface SavedView {
  name: string;
  /** As in the address: `q=…&f.<filter>=…&sort=…`. */
  query: string;
}

/** Keeps a view under its name, in the order of names; another of that name is replaced. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The views in a stored text; what is no view is left out. */
export function viewsFrom(text: string | null): SavedView[] {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? "[]");
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  return Array.isArray(stored) ? stored.filter((one: unknown): one is SavedView => typeof one === "object" && one !== null && "name" in one && typeof one.name === "string" && "query" in one && typeof one.query === "string") : [];
}

/** The views of a list that the person saved in this browser. */
export function useSavedViews(list: string): [readonly SavedView[], (views: readonly SavedView[]) => void] {
  const place = `tessera.views.${list}`;
  const [views, setViews] = useState<readonly SavedView[]>(() => viewsFrom(localStorage.getItem(place)));
  return [
    views,
    (next) => {
      localStorage.setItem(place, JSON.stringify(next));
      setViews(next);
    },
  ];
}
