import type { AppRecords } from "@tessera/contracts";
import { diffRecords } from "@tessera/page";
import { expect, it } from "vitest";
import { changeSummary } from "./change-summary.ts";
import { nextVersions } from "./version.ts";

it("proposes the versions that may follow", () => {
  expect(nextVersions(null)).toEqual(["1.0.0"]);
  expect(nextVersions("1.4.9")).toEqual(["1.4.10", "1.5.0", "2.0.0"]);
  expect(nextVersions("2.0.0-rc.1")).toEqual(["2.0.1", "2.1.0", "3.0.0"]);
});

it("says what changed by name, a moved component once and the places of a new one not at all", () => {
  const before: AppRecords = { app: { title: {} }, "page/p": { title: { en: "Overview" } }, "node/p/a": { name: "table" }, "layout/p/desktop/a": { x: 0 }, "query/q": { name: "alerts" } };
  const after: AppRecords = { app: { title: {} }, "page/p": { title: { en: "Overview" } }, "node/p/a": { name: "table" }, "layout/p/desktop/a": { x: 4 }, "node/p/b": { name: "button" }, "layout/p/desktop/b": { x: 0 } };
  const changes = changeSummary(diffRecords(before, after), before, after, "en");
  expect(changes.map(({ kind, what, name, page, records }) => [kind, what, name, page, records.length])).toEqual([
    ["removed", "query", "alerts", null, 1],
    ["added", "node", "button", "Overview", 1],
    ["changed", "node", "table", "Overview", 1],
  ]);
});

it("keeps components of the same name on two pages of the same title apart, in the language of the person", () => {
  const title = { en: "Overview", "zh-CN": "概览" };
  const before: AppRecords = { "page/p": { title }, "page/q": { title } };
  const after: AppRecords = { ...before, "node/p/a": { name: "table" }, "node/q/a": { name: "table" } };
  expect(changeSummary(diffRecords(before, after), before, after, "zh-CN").map(({ key, page }) => [key, page])).toEqual([["node/p/a", "概览"], ["node/q/a", "概览"]]);
});
