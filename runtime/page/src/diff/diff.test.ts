import { UserError } from "@tessera/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameJson } from "../records/json.ts";
import { applyDiff, composeDiffs, conflictingKeys, diffRecords, invertDiff, isEmptyDiff } from "./diff.ts";
import { mergeJson, rebaseDiff, rebaseOnto } from "./rebase.ts";

const keys = ["app", "page/p", "node/p/a", "node/p/b", "layout/p/desktop/a", "query/q"];
const value = fc.dictionary(fc.constantFrom("id", "title", "props", "x"), fc.oneof(fc.integer({ min: 0, max: 3 }), fc.dictionary(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 2 }))));
const records = fc.dictionary(fc.constantFrom(...keys), value);

describe("diffs", () => {
  it("lead from one set of records to another and back", () => {
    fc.assert(fc.property(records, records, (from, to) => {
      const diff = diffRecords(from, to);
      expect(applyDiff(from, diff)).toEqual(to);
      expect(applyDiff(applyDiff(from, diff), invertDiff(diff))).toEqual(from);
      expect(isEmptyDiff(diff)).toBe(sameJson(from, to));
    }));
  });

  it("compose to the diff that does both", () => {
    fc.assert(fc.property(records, records, records, (a, b, c) => {
      const both = composeDiffs(diffRecords(a, b), diffRecords(b, c));
      expect(both).toEqual(diffRecords(a, c));
      expect(applyDiff(a, both)).toEqual(c);
    }));
  });

  it("apply after a rebase, whatever others did, and others apply after mine without conflict", () => {
    fc.assert(fc.property(records, records, records, (base, mine, theirs) => {
      const others = diffRecords(base, theirs);
      const rebased = rebaseDiff(diffRecords(base, mine), others);
      const merged = applyDiff(theirs, rebased.diff);
      expect(rebaseOnto(diffRecords(base, mine), theirs).diff).toEqual(rebased.diff);
      if (conflictingKeys(diffRecords(base, mine), others).length === 0) {
        expect(merged).toEqual(applyDiff(mine, rebaseDiff(others, diffRecords(base, mine)).diff));
      }
    }));
  });

  it("merge edits of different fields of one record", () => {
    const merged = mergeJson({ a: 1, props: { x: 1, y: 1 } }, { a: 1, props: { x: 2, y: 1 } }, { a: 3, props: { x: 1, y: 1, z: 4 } });
    expect(merged).toEqual({ value: { a: 3, props: { x: 2, y: 1, z: 4 } }, conflict: false });
    expect(mergeJson({ a: 1 }, { a: 2 }, { a: 3 })).toEqual({ value: { a: 2 }, conflict: true });
  });

  it("are refused as a whole, with the keys, when the records changed meanwhile", () => {
    const diff = diffRecords({ "node/p/a": { x: 1 }, app: { x: 1 } }, { "node/p/a": { x: 2 }, app: { x: 2 } });
    const now = { "node/p/a": { x: 9 }, app: { x: 1 } };
    expect(() => applyDiff(now, diff)).toThrow(UserError);
    expect(() => applyDiff(now, diff)).toThrow(expect.objectContaining({ code: "page.conflict", detail: { keys: ["node/p/a"] } }));
    expect(now).toEqual({ "node/p/a": { x: 9 }, app: { x: 1 } });
  });
});
