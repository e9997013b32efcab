import { describe, expect, it } from "vitest";
import { FairQueue } from "./fair-queue.ts";

const everyone = (): boolean => true;

function filled(...items: [space: string, item: number][]): FairQueue<number> {
  const queue = new FairQueue<number>();
  for (const [space, item] of items) queue.add(space, item);
  return queue;
}

describe("a fair queue", () => {
  it("gives each space its turn, whatever the others have queued, and keeps the order within a space", () => {
    const queue = filled(["a", 1], ["a", 2], ["a", 3], ["b", 4], ["c", 5], ["b", 6]);
    const taken = Array.from({ length: 6 }, () => queue.take(everyone));
    expect(taken).toEqual([1, 4, 5, 2, 6, 3]);
    expect(queue.take(everyone)).toBeUndefined();
    expect(queue.size).toBe(0);
  });

  it("passes over a space that may not run, without costing it its place", () => {
    const queue = filled(["a", 1], ["b", 2]);
    expect(queue.take((space) => space !== "a")).toBe(2);
    expect(queue.take(everyone)).toBe(1);
  });

  it("forgets what is removed", () => {
    const queue = filled(["a", 1], ["a", 2]);
    expect(queue.remove("a", 1)).toBe(true);
    expect(queue.remove("a", 1)).toBe(false);
    expect(queue.remove("b", 1)).toBe(false);
    expect([queue.sizeOf("a"), queue.has("a", 2), queue.some((space) => space === "b")]).toEqual([1, true, false]);
    expect(queue.drain()).toEqual([2]);
    expect(queue.size).toBe(0);
  });
});
