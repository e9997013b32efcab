import type { AppRecords } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { sampleApp, sampleManifests } from "../fixtures/sample-app.ts";
import { assembleBundle } from "../records/bundle.ts";
import { checkBundle } from "./check-bundle.ts";

function findings(change: (records: AppRecords) => void): [string, string][] {
  const records = structuredClone(sampleApp());
  change(records);
  return checkBundle(assembleBundle(records), sampleManifests).map((problem) => [problem.code, problem.path]);
}
const node = (records: AppRecords, id: string): Record<string, unknown> => (records[`node/home/${id}`] ??= {});
const bind = (template: string): unknown => ({ kind: "binding", template });

describe("checking an app", () => {
  it("finds nothing in a sound one", () => expect(findings(() => undefined)).toEqual([]));

  it.each<[string, string, (records: AppRecords) => void]>([
    ["page.component-unknown", "/pages/home/nodes/grid/type", (records) => (node(records, "grid").type = "none")],
    ["page.parent-missing", "/pages/home/nodes/grid/parent", (records) => (node(records, "grid").parent = "gone")],
    ["page.parent-cycle", "/pages/home/nodes/box/parent", (records) => (node(records, "box").parent = "box")],
    ["page.slot-unknown", "/pages/home/nodes/grid/slot", (records) => (node(records, "grid").slot = "two")],
    ["page.name-duplicate", "/pages/home/nodes/grid/name", (records) => (node(records, "grid").name = "container")],
    ["page.binding-syntax", "/pages/home/nodes/box/props/title", (records) => (node(records, "box").props = { title: bind("{{ a b }}") })],
    ["page.binding-name", "/pages/home/nodes/box/props/title", (records) => (node(records, "box").props = { title: bind("{{ alerts.length }}") })],
    ["page.reference-missing", "/pages/home/nodes/box/props/title", (records) => (node(records, "box").props = { title: bind("{{ queries.gone.data }}") })],
    ["page.reference-missing", "/pages/home/nodes/grid/events/rowClick/0/onSuccess/0/node", (records) => (node(records, "grid").events = { rowClick: [{ kind: "runQuery", query: "hosts", onSuccess: [{ kind: "open", node: "gone" }] }] })],
    ["page.prop-type", "/pages/home/nodes/box/props/title/value", (records) => (node(records, "box").props = { title: { kind: "static", value: 1 } })],
    ["page.prop-type", "/pages/home/nodes/search/props/size/value", (records) => (node(records, "search").props = { size: { kind: "static", value: "huge" } })],
    ["page.prop-not-bindable", "/pages/home/nodes/search/props/size", (records) => (node(records, "search").props = { size: bind("{{ 1 }}") })],
    ["page.text-missing", "/pages/home/nodes/box/props/title", (records) => (node(records, "box").props = { title: { kind: "i18n", key: "gone" } })],
    ["page.layout-outside", "/pages/home/layout/desktop/box", (records) => (records["layout/home/desktop/box"] = { x: 12, y: 0, w: 24, h: 2 })],
    ["page.layout-orphan", "/pages/home/layout/mobile/gone", (records) => (records["layout/home/mobile/gone"] = { x: 0, y: 0, w: 4, h: 2 })],
    ["page.home-missing", "/app/home", (records) => Object.assign(records.app ?? {}, { home: "gone" })],
    ["page.connector-missing", "/queries/hosts/connector", (records) => Object.assign(records["query/hosts"] ?? {}, { connector: "gone" })],
    ["page.binding-cycle", "/queries/hosts/inputs", (records) => Object.assign(records["query/hosts"] ?? {}, { inputs: { "query.a": bind("{{ queries.hosts.data }}") } })],
  ])("finds %s at %s", (code, path, change) => expect(findings(change)).toContainEqual([code, path]));

  it("knows slots that come from a property, and the locals of an event", () => {
    expect(findings((records) => {
      Object.assign(node(records, "box"), { type: "tabs", props: { tabs: { kind: "static", value: [{ key: "a" }, { key: "b" }] } } });
      node(records, "grid").slot = "b";
      node(records, "grid").events = { rowClick: [{ kind: "notify", level: "info", message: bind("{{ row.id }}") }] };
    })).toEqual([]);
  });
});
