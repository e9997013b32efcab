import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOrderKey, makeRoom, orderBetween, ordersBetween } from "./order.ts";
import { bySiblingOrder } from "./tree.ts";

interface Item {
  id: string;
  order: string;
}

/** Inserts an item as a command does: its own key, and those of the others where there was no room. */
function insertAt(list: readonly Item[], at: number, id: string): Item[] {
  const { order, others } = makeRoom(list.map((item) => item.order), at);
  return [...list.map((item, index) => (others ? { ...item, order: others[index] ?? item.order } : item)), { id, order }].sort(bySiblingOrder);
}

describe("order keys", () => {
  it("put each of any sequence of insertions where it was asked for", () => {
    fc.assert(fc.property(fc.array(fc.nat(1_000), { maxLength: 80 }), (places) => {
      let list: Item[] = [];
      const expected: string[] = [];
      for (const [number, place] of places.entries()) {
        const at = place % (list.length + 1);
        list = insertAt(list, at, `n${number}`);
        expected.splice(at, 0, `n${number}`);
      }
      expect(list.map(({ id }) => id)).toEqual(expected);
      expect(list.every(({ order }) => isOrderKey(order))).toBe(true);
    }));
  });

  it("stay short, however often something is put into the same gap", () => {
    for (const gapOf of [() => 1, (round: number) => 1 + (round % 2), (_round: number, length: number) => length - 1]) {
      let list: Item[] = [{ id: "a", order: "a0" }, { id: "z", order: "a1" }];
      for (let round = 0; round < 600; round += 1) {
        list = insertAt(list, gapOf(round, list.length), `n${round}`);
        expect(Math.max(...list.map(({ order }) => order.length))).toBeLessThanOrEqual(48);
      }
    }
  });

  it("two people get for the same place at once sort alike on both sides, and there is room between them afterwards", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 6 }), fc.nat(6), (length, place) => {
      const base = ordersBetween(null, null, length).map((order, index) => ({ id: `b${index}`, order }));
      const at = place % (length + 1);
      const mine = insertAt(base, at, "mine").find(({ id }) => id === "mine");
      const theirs = insertAt(base, at, "theirs").find(({ id }) => id === "theirs");
      if (!mine || !theirs) throw new Error("both must be inserted");
      const seenByMe = [...base, mine, theirs].sort(bySiblingOrder);
      expect([...base, theirs, mine].sort(bySiblingOrder)).toEqual(seenByMe);
      expect(seenByMe.slice(at, at + 2).map(({ id }) => id)).toEqual(["mine", "theirs"]);
      expect(insertAt(seenByMe, at + 1, "between").map(({ id }) => id).slice(at, at + 3)).toEqual(["mine", "between", "theirs"]);
    }));
  });

  it("are made anew next to broken ones", () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 6 }), { maxLength: 8 }), fc.nat(8), (orders, place) => {
      const list = orders.map((order, index) => ({ id: `n${index}`, order })).sort(bySiblingOrder);
      const at = place % (list.length + 1);
      expect(insertAt(list, at, "new").findIndex(({ id }) => id === "new")).toBe(at);
    }));
    expect(orderBetween("", null)).toBe("a0");
    expect(orderBetween("b :", null)).toBe("a0");
  });
});
