import { operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { listFilter, pageOfRelease } from "./operation-list.ts";

const operations = ["c", "a", "e", "b", "d"].map((id) => operationSchema.parse({ id, method: "GET", path: `/${id < "c" ? "x" : "y"}`, summary: `Thing ${id}` }));
const page = (request: Parameters<typeof pageOfRelease>[1]) => {
  const { items, ...rest } = pageOfRelease(operations, request);
  return { ...rest, ids: items.map(({ id }) => id) };
};

describe("a page of a release", () => {
  it.each([
    ["id", ["a", "b", "c", "d", "e"]],
    ["-id", ["e", "d", "c", "b", "a"]],
    ["path", ["a", "b", "c", "d", "e"]],
    ["-path", ["e", "d", "c", "b", "a"]],
    ["score", ["a", "b", "c", "d", "e"]],
  ] as const)("goes on after the cursor until the end, by %s", (sort, ids) => {
    const first = page({ sort, limit: 2 });
    const second = page({ sort, limit: 2, cursor: first.nextCursor });
    const third = page({ sort, limit: 2, cursor: second.nextCursor });
    expect([...first.ids, ...second.ids, ...third.ids]).toEqual(ids);
    expect([first.total, third.nextCursor]).toEqual([5, undefined]);
  });
  it("finds by words", () => expect(page({ search: "thing c" })).toEqual({ ids: ["c"], total: 1 }));
  it("refuses a cursor that no list answered", () => expect(() => page({ cursor: "bm90LWpzb24" })).toThrow("cursor"));
});

it("asks the store for nothing but ranges of words, whatever is typed", () => {
  expect(listFilter("d", { search: "a.*b (x" })).toEqual({ $and: [{ draft: "d" }, { words: { $regex: "^a\\.\\*b" } }, { words: { $regex: "^x" } }] });
  expect(listFilter("d", {})).toEqual({ draft: "d" });
});
