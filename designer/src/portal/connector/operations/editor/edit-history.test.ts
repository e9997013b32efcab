import { describe, expect, it } from "vitest";
import { edited, historyOf, redone, undone } from "./edit-history.ts";

const typed = (...texts: string[]) => texts.reduce((history, text, index) => edited(history, text, "summary", index * 100), historyOf("start"));

describe("the history of an editor", () => {
  it("takes typing into one field as one step", () => {
    expect(undone(typed("a", "ab", "abc")).present).toBe("start");
    expect(redone(undone(typed("a", "ab"))).present).toBe("ab");
  });
  it("makes a step of its own for another field, and after a pause", () => {
    const other = edited(typed("a"), "b", "path", 50);
    expect(undone(other).present).toBe("a");
    expect(undone(edited(typed("a"), "b", "summary", 60_000)).present).toBe("a");
  });
  it("forgets what was taken back when something else is done", () => expect(redone(edited(undone(typed("a")), "b", "x", 1)).present).toBe("b"));
  it("stays where it is at both ends, and for an edit that changes nothing", () => {
    const start = historyOf("start");
    expect([undone(start), redone(start), edited(start, "start", "x", 0)]).toEqual([start, start, start]);
  });
  it("keeps the last 200 steps", () => {
    let history = historyOf("0");
    for (let step = 1; step <= 300; step += 1) history = edited(history, String(step), `field-${step}`, step);
    expect(history.past).toHaveLength(200);
  });
});
