import { describe, expect, it } from "vitest";
import { LastUsed } from "./last-used.ts";

describe("LastUsed", () => {
  it("loads what it does not have and forgets what was not used for longest", async () => {
    const loaded: string[] = [];
    const kept = new LastUsed<string>(2);
    const get = (key: string) => kept.get(key, async () => {
      loaded.push(key);
      return key === "nothing" ? null : key.toUpperCase();
    });
    expect([await get("a"), await get("b"), await get("a"), await get("c"), await get("a"), await get("b")]).toEqual(["A", "B", "A", "C", "A", "B"]);
    expect(loaded).toEqual(["a", "b", "c", "b"]);
    expect([await get("nothing"), await get("nothing")]).toEqual([null, null]);
    expect(loaded.slice(4)).toEqual(["nothing", "nothing"]);
  });
});
