import { expect, it } from "vitest";
import { recordDifferences } from "./record-differences.ts";

it("names only the places that differ, with values as they were typed", () => {
  const mine = { name: "table", props: { title: { kind: "static", value: "Mine" }, columns: { kind: "static", value: [1] } } };
  const theirs = { name: "table", props: { title: { kind: "binding", template: "{{ user.name }}" }, columns: { kind: "static", value: [1] } } };
  expect(recordDifferences(mine, theirs)).toEqual([{ path: "props.title", mine: "Mine", theirs: "{{ user.name }}" }]);
});

it("says when one side has deleted the record", () => {
  expect(recordDifferences(undefined, { name: "a" })).toEqual([{ path: "", mine: undefined, theirs: { name: "a" } }]);
});
