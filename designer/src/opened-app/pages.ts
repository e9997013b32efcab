import type { PlayableApp } from "@tessera/contracts";

export type PlayablePage = PlayableApp["pages"][string];

/** The app's pages in their order. Order keys are compared as text (fractional indexing). */
export function orderedPages(app: Pick<PlayableApp, "pages">): PlayablePage[] {
  return Object.values(app.pages).toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
}

/** The page under a path; without one the home page, else the first. */
export function pageAt(app: Pick<PlayableApp, "pages" | "app">, path: string): PlayablePage | undefined {
  const pages = orderedPages(app);
  if (path !== "") return pages.find((page) => page.path === path);
  return pages.find(({ id }) => id === app.app.home) ?? pages.find(({ navigation }) => navigation) ?? pages[0];
}

/** Address of a page below the app's own, with its parameters. */
export function pageAddress(base: string, page: Pick<PlayablePage, "path">, params: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(params).toString();
  return `${base}/${page.path}${query === "" ? "" : `?${query}`}`;
}
