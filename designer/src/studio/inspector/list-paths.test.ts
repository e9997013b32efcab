import { expect, it } from "vitest";
import { listFields, withField } from "./list-paths.ts";

it("finds the lists inside of an answer", () => {
  expect(listFields({ total: 3, items: [], "odd-name": [], next: null })).toEqual(["items"]);
  expect(listFields([1])).toEqual([]);
  expect(listFields(null)).toEqual([]);
});

it("reads a field of a plain path, and leaves other templates alone", () => {
  expect(withField("{{ queries.a.data }}", "items")).toBe("{{ queries.a.data.items }}");
  expect(withField("{{ queries.a.data.map((x) => x) }}", "items")).toBeNull();
  expect(withField("a {{ b }}", "items")).toBeNull();
});
