import { newId } from "@tessera/page";

const place = "tessera.tab";
const prefix = "tessera.tab/";

/**
 * Claims an id for this tab. A reload keeps the id; a duplicated tab, which starts with a copy of the session storage, gets
 * one of its own. Call it once per page load (`tabOfThisPage`).
 */
export async function claimTab(session: Storage, locks: LockManager | undefined): Promise<string> {
  const known = session.getItem(place);
  const open = await openTabs(locks);
  const tab = known === null || open.has(known) ? newId("tab") : known;
  session.setItem(place, tab);
  // Held until the tab is closed or left.
  void locks?.request(`${prefix}${tab}`, () => new Promise<never>(() => undefined));
  return tab;
}

/**
 * Ids of the tabs that are open, as Web Locks know them. Where there are none (no HTTPS), nobody counts as open: taking up
 * the edits of an open tab a second time changes nothing.
 */
export async function openTabs(locks: LockManager | undefined): Promise<ReadonlySet<string>> {
  const held = (await locks?.query())?.held ?? [];
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}

let claimed: Promise<string> | null = null;

/** The id of this tab, claimed when it is first asked for. */
export function tabOfThisPage(): Promise<string> {
  claimed ??= claimTab(sessionStorage, navigator.locks as LockManager | undefined);
  return claimed;
}
