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
  expect(changeSummary(diffRecords(before, after), before, after)).toEqual([
    { kind: "removed", what: "query", name: "alerts", page: null },
    { kind: "added", what: "node", name: "button", page: "Overview" },
    { kind: "changed", what: "node", name: "table", page: "Overview" },
  ]);
});
