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
    ["page.binding-cycle", "/pages/home/nodes/box/props/title", (records) => {
      node(records, "box").props = { title: bind("{{ components.search.label }}") };
      node(records, "search").props = { label: bind("a {{ components.box.title }}") };
    }],
  ])("finds %s at %s", (code, path, change) => expect(findings(change)).toContainEqual([code, path]));

  it("says who waits for whom, by the names that people see", () => {
    const records = structuredClone(sampleApp());
    node(records, "box").props = { title: bind("{{ components.search.label }}") };
    node(records, "search").props = { label: bind("{{ components.box.title }}") };
    const cycle = checkBundle(assembleBundle(records), sampleManifests).find((problem) => problem.code === "page.binding-cycle" && problem.node === "box");
    const { name } = node(records, "search");
    expect(cycle).toMatchObject({ severity: "error", message: { en: expect.stringContaining(`container.title → ${String(name)}.label → container.title`) as string } });
  });

  it("says it in both languages", () => {
    const records = structuredClone(sampleApp());
    node(records, "box").props = { title: { kind: "static", value: 1 } };
    node(records, "search").props = { size: { kind: "static", value: "huge" } };
    node(records, "grid").props = { data: bind("{{ rows }}") };
    expect(checkBundle(assembleBundle(records), sampleManifests).map(({ message }) => message)).toEqual([
      { en: "`size` must be one of \"small\", \"large\".", "zh-CN": "`size` 须为以下之一：\"small\"、\"large\"。" },
      { en: "`title` must be string, not number.", "zh-CN": "`title` 须为文本，而不是数字。" },
      { en: "`rows` is not known here. Read components, queries, state, params, user or locale.", "zh-CN": "此处没有 `rows`，可读取 components、queries、state、params、user 或 locale。" },
    ]);
  });

  it("knows slots that come from a property, and the locals of an event", () => {
    expect(findings((records) => {
      Object.assign(node(records, "box"), { type: "tabs", props: { tabs: { kind: "static", value: [{ key: "a" }, { key: "b" }] } } });
      node(records, "grid").slot = "b";
      node(records, "grid").events = { rowClick: [{ kind: "notify", level: "info", message: bind("{{ row.id }}") }] };
    })).toEqual([]);
  });
});
