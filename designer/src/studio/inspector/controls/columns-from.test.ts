import { expect, it } from "vitest";
import { columnsFrom } from "./columns-from.ts";

it("derives columns from rows, one level into objects, with formats", () => {
  const rows = [{ id: 1, startsAt: "2026-01-31T08:00:00Z", labels: { severity: "critical" }, silenced: false, tags: ["a"] }];
  expect(columnsFrom(rows, []).map(({ path, format }) => `${path}:${format}`)).toEqual(["id:number", "startsAt:time", "labels.severity:text", "silenced:boolean", "tags:json"]);
});

it("leaves out what is shown already, and finds nothing in what is no table", () => {
  expect(columnsFrom([{ a: 1, b: 2 }], [{ key: "x", path: "a" }]).map(({ path }) => path)).toEqual(["b"]);
  expect(columnsFrom({ a: 1 }, [])).toEqual([]);
  expect(columnsFrom([null, 3, "x"], [])).toEqual([]);
});
