import type { Diff } from "@tessera/contracts";
import { expect, it } from "vitest";
import { claimTab, openTabs } from "./tab-claim.ts";
import { openShelf } from "./unsent-shelf.ts";

/** Storage as a browser has it, with room for so many characters. */
function createStorage(room = 5_000_000): Storage {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem(key, value) {
      const used = [...map].reduce((sum, [name, text]) => sum + (name === key ? 0 : name.length + text.length), 0);
      if (used + key.length + value.length > room) throw new DOMException("full", "QuotaExceededError");
      map.set(key, value);
    },
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
  };
}

const diffOf = (text: string): Diff => ({ added: { "query/q": { name: text } }, updated: {}, removed: {} });
const shelf = (storage: Storage, given: Partial<Parameters<typeof openShelf>[0]> = {}) => openShelf({ space: "ops", user: "ann", app: "alerts", tab: "t1", openTabs: new Set(["t1"]), storage, now: () => 1_000, ...given });

it("gives a reloaded tab its own edits back at once, and offers those of closed tabs", () => {
  const storage = createStorage();
  shelf(storage).own.write(diffOf("mine"));
  expect(shelf(storage).own.read()).toEqual(diffOf("mine"));
  expect(shelf(storage).left).toEqual([]);
  const later = shelf(storage, { tab: "t2", openTabs: new Set(["t2"]) });
  expect(later.own.read()).toBeNull();
  expect(later.left).toEqual([{ tab: "t1", at: 1_000, diff: diffOf("mine") }]);
  later.forget("t1");
  expect(shelf(storage, { tab: "t3", openTabs: new Set(["t3"]) }).left).toEqual([]);
});

it("leaves the edits of open tabs, other people, spaces and apps alone", () => {
  const storage = createStorage();
  shelf(storage).own.write(diffOf("mine"));
  expect(shelf(storage, { tab: "t2", openTabs: new Set(["t1", "t2"]) }).left).toEqual([]);
  for (const other of [{ user: "bo" }, { space: "dev" }, { app: "jobs" }, { app: "alerts/t1" }]) expect(shelf(storage, { tab: "t2", openTabs: new Set(["t2"]), ...other }).left).toEqual([]);
});

it("forgets what was sent, and what lay there for two months", () => {
  const storage = createStorage();
  shelf(storage).own.write(diffOf("mine"));
  shelf(storage, { tab: "t2", openTabs: new Set(["t2"]), now: () => 1_000 + 61 * 24 * 3_600_000 });
  expect(storage.length).toBe(0);
  const { own } = shelf(storage);
  own.write(diffOf("mine"));
  own.write(null);
  expect(storage.length).toBe(0);
});

it("makes room by giving up the oldest that was left, and says so when there is still none", () => {
  const storage = createStorage(1_000);
  shelf(storage, { tab: "old", now: () => 1 }).own.write(diffOf("x".repeat(400)));
  const { own } = shelf(storage, { tab: "t2", openTabs: new Set(["t2"]) });
  expect(own.write(diffOf("y".repeat(700)))).toBe(true);
  expect(storage.length).toBe(1);
  expect(own.write(diffOf("z".repeat(2_000)))).toBe(false);
  expect(own.read()).toBeNull();
});

it("reads past entries that are broken", () => {
  const storage = createStorage();
  storage.setItem("tessera.unsent/ops/ann/alerts/t9", "{not json");
  storage.setItem("tessera.unsent/ops/ann/alerts/t8", JSON.stringify({ at: 999, diff: { added: { "evil/x": {} } } }));
  expect(shelf(storage).left).toEqual([]);
});

it("keeps the id of a tab over a reload and gives a duplicated tab another one", async () => {
  const held: { name: string }[] = [];
  const locks = { query: async () => ({ held }), request: async (name: string) => void held.push({ name }) } as unknown as LockManager;
  const session = createStorage();
  const first = await claimTab(session, locks);
  expect(await openTabs(locks)).toEqual(new Set([first]));
  held.length = 0;
  expect(await claimTab(session, locks)).toBe(first);
  expect(await claimTab(session, locks)).not.toBe(first);
  expect(await openTabs(undefined)).toEqual(new Set());
});
