import { type AppRecords, pageHeadSchema } from "@tessera/contracts";
import { expect, it } from "vitest";
import { applyDiff } from "../diff/diff.ts";
import { nodesOf, pageIds } from "../records/tree.ts";
import { duplicatePage } from "./duplicate-page.ts";

const page = (id: string, order: string, title: object) => pageHeadSchema.parse({ schemaVersion: 1, id, title, path: id, order });
const records = {
  app: { schemaVersion: 1, title: {}, description: {}, icon: "Alert", home: "home", connectors: {} },
  "page/home": page("home", "a0", { en: "Home", "zh-CN": "首页" }),
  "page/more": page("more", "a1", { en: "Home 2" }),
  "node/home/box": { id: "box", type: "container", name: "box", parent: null, slot: "default", order: "a0", props: {}, events: {} },
  "node/home/go": { id: "go", type: "button", name: "go", parent: "box", slot: "default", order: "a0", props: { text: { kind: "binding", template: "{{ components.box.x }}" } }, events: { click: [{ kind: "reset", node: "box" }] } },
  "layout/home/desktop/box": { x: 0, y: 0, w: 12, h: 8 },
} as unknown as AppRecords;

it("copies a page behind the original with a free address and title, and its insides work", () => {
  const after = applyDiff(records, duplicatePage(records, { page: "home", id: "copy" }));
  expect(pageIds(after)).toEqual(["home", "copy", "more"]);
  expect(after["page/copy"]).toMatchObject({ path: "home-2", title: { en: "Home 3", "zh-CN": "首页 2" } });
  expect(after["layout/copy/desktop/box"]).toEqual({ x: 0, y: 0, w: 12, h: 8 });
  expect(nodesOf(after, "copy")).toEqual(nodesOf(after, "home"));
  const third = applyDiff(after, duplicatePage(after, { page: "copy", id: "third" }));
  expect(third["page/third"]).toMatchObject({ path: "home-3", title: { en: "Home 4", "zh-CN": "首页 3" } });
});

it("says that the page is gone", () => {
  expect(() => duplicatePage(records, { page: "gone", id: "copy" })).toThrow("gone");
});

it("finds room between pages whose order keys are equal", () => {
  const level = { ...records, "page/more": { ...records["page/more"], order: "a0" } } as AppRecords;
  expect(pageIds(applyDiff(level, duplicatePage(level, { page: "home", id: "copy" })))).toEqual(["home", "copy", "more"]);
});
