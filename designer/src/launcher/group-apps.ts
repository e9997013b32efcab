import type { ResponseOf, routes } from "@tessera/contracts";

export type LaunchableApp = ResponseOf<typeof routes.published.list>["items"][number];

export interface AppGroup {
  key: "favourites" | "recent" | "all" | "others";
  apps: LaunchableApp[];
}

const mostRecent = 4;
const worthGrouping = 5;

/**
 * Favourites first, then the last opened, then the others by title; each app stands once. Few apps need no "recent"; a search shows one flat group of
 * what fits. Empty groups are left out.
 */
export function groupApps(apps: readonly LaunchableApp[], search: string, localize: (text: LaunchableApp["title"]) => string): AppGroup[] {
  const byTitle = apps.toSorted((a, b) => localize(a.title).localeCompare(localize(b.title)));
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0) {
    const texts = (app: LaunchableApp) => `${app.name} ${Object.values(app.title).join(" ")} ${Object.values(app.description).join(" ")}`.toLowerCase();
    const found = byTitle.filter((app) => words.every((word) => texts(app).includes(word)));
    return found.length > 0 ? [{ key: "all", apps: found }] : [];
  }
  const favourites = byTitle.filter(({ favourite }) => favourite);
  const opened = apps.length < worthGrouping ? [] : apps.filter(({ lastOpenedAt, favourite }) => lastOpenedAt !== null && !favourite);
  const recent = opened.toSorted((a, b) => Date.parse(b.lastOpenedAt ?? "") - Date.parse(a.lastOpenedAt ?? "")).slice(0, mostRecent);
  const shown = new Set([...favourites, ...recent]);
  const groups: AppGroup[] = [
    { key: "favourites", apps: favourites },
    { key: "recent", apps: recent },
    { key: shown.size > 0 ? "others" : "all", apps: byTitle.filter((app) => !shown.has(app)) },
  ];
  return groups.filter((group) => group.apps.length > 0);
}
