import { describe, expect, it } from "vitest";
import { WriteProgress } from "./write-progress.ts";
import type { Tally } from "./write-progress.ts";

describe("progress of a command", () => {
  it("is taken in parts from which a later run begins where the earlier one was", () => {
    const tally: Tally = { n: 0, errors: [] };
    const first = new WriteProgress();
    expect(first.begin(tally)).toBe(0);
    expect(first.takePart()).toBeUndefined();
    const parts = [3, 2].map((count) => {
      for (let done = 0; done < count; done++) {
        tally["n"] = Number(tally["n"]) + 1;
        first.advance();
      }
      (tally["errors"] as unknown[]).push({ index: count });
      return first.takePart() ?? {};
    });
    expect(parts.map(({ at, tally: kept }) => [at, kept])).toEqual([[3, { n: 3, errors: [{ index: 3 }] }], [5, { n: 5, errors: [{ index: 2 }] }]]);
    expect(first.takePart()).toBeUndefined();
    const again: Tally = { n: 0, errors: [] };
    const second = new WriteProgress(parts);
    expect(second.begin(again)).toBe(5);
    expect(again).toEqual(tally);
    expect(second.takePart()).toBeUndefined();
  });
});
