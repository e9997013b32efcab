import { expect, it } from "vitest";
import { viewsFrom, withView } from "./use-saved-views.ts";

it("keeps views in the order of their names, one of each", () => {
  const first = withView([], { name: "late", query: "sort=-at" });
  const second = withView(first, { name: "failed", query: "f.state=failed" });
  expect(withView(second, { name: "late", query: "q=x" })).toEqual([
    { name: "failed", query: "f.state=failed" },
    { name: "late", query: "q=x" },
  ]);
});

it.each([[null], ["{"], ["null"], ['{"name":"x"}'], ['[1,null,{"name":"x"}]']])("reads %s as no view", (text) => {
  expect(viewsFrom(text)).toEqual([]);
});

it("reads back what was written", () => {
  const views = [{ name: "mine", query: "q=a%20b" }];
  expect(viewsFrom(JSON.stringify(views))).toEqual(views);
});
