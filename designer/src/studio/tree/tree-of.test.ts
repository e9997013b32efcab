import type { PageDocument, PageNode } from "@tessera/contracts";
import { expect, it } from "vitest";
import { type TreeItem, dropTarget, keyTarget, treeOf } from "./tree-of.ts";

const node = (id: string, type: string, parent: string | null, order: string, slot = "default"): PageNode => ({ id, type, name: id, parent, slot, order, props: {}, events: {} });
const page = {
  schemaVersion: 1, id: "home", title: {}, path: "home", order: "a0", navigation: true, components: {}, i18n: {}, state: {}, layout: { desktop: {} },
  nodes: Object.fromEntries(
    [node("tabs", "tabs", null, "a1"), node("text", "markdown", null, "a0"), node("a", "button", "tabs", "a0", "first"), node("drawer", "drawer", null, "a2"), node("inside", "table", "drawer", "a0")].map((one) => [one.id, one]),
  ),
} as unknown as PageDocument;
const types = { overlays: new Set(["drawer"]), slots: (one: PageNode) => (one.type === "tabs" ? ["first", "second"] : one.type === "drawer" ? ["default"] : []) };

const shape = (items: TreeItem[]): unknown[] => items.map((item) => (item.children.length > 0 ? [item.key, shape(item.children)] : item.key));

it("nests components in order, shows slots where there are several, and sets overlays apart", () => {
  const { content, overlays } = treeOf(page, types);
  expect(shape(content)).toEqual(["text", ["tabs", [["tabs/first", ["a"]], "tabs/second"]]]);
  expect(shape(overlays)).toEqual([["drawer", ["inside"]]]);
});

it("finds where a dragged line goes", () => {
  expect(dropTarget(page, types, "a", "text", "before")).toEqual({ parent: null, slot: "default", index: 0 });
  expect(dropTarget(page, types, "text", "tabs/second", "inside")).toEqual({ parent: "tabs", slot: "second", index: 0 });
  expect(dropTarget(page, types, "text", "drawer", "inside")).toEqual({ parent: "drawer", slot: "default", index: 1 });
  expect(dropTarget(page, types, "a", "text", "inside")).toEqual({ parent: null, slot: "default", index: 1 });
  expect(dropTarget(page, types, "a", "a", "inside")).toBeNull();
});

it("keeps components whose parents are gone or go in circles", () => {
  const broken = { ...page, nodes: { x: node("x", "container", "y", "a0"), y: node("y", "container", "x", "a0"), z: node("z", "button", "gone", "a0") } } as PageDocument;
  const keys = new Set<string>();
  const walk = (items: TreeItem[]): void => items.forEach((item) => (keys.add(item.key), walk(item.children)));
  walk(treeOf(broken, types).content);
  expect([...keys].sort()).toEqual(["x", "y", "z"]);
});

it("moves by keyboard among siblings, into the container before and out of its own", () => {
  expect(keyTarget(page, types, "tabs", "up")).toEqual({ parent: null, slot: "default", index: 0 });
  expect(keyTarget(page, types, "text", "down")).toEqual({ parent: null, slot: "default", index: 1 });
  expect(keyTarget(page, types, "text", "up")).toBeNull();
  expect(keyTarget(page, types, "tabs", "down")).toBeNull();
  expect(keyTarget(page, types, "a", "out")).toEqual({ parent: null, slot: "default", index: 2 });
  expect(keyTarget(page, types, "text", "out")).toBeNull();
  expect(keyTarget(page, types, "tabs", "in")).toBeNull();
  const swapped = { ...page, nodes: { ...page.nodes, text: node("text", "markdown", null, "a15") } } as PageDocument;
  expect(keyTarget(swapped, types, "text", "in")).toEqual({ parent: "tabs", slot: "first", index: 1 });
  expect(keyTarget(page, types, "drawer", "up")).toBeNull();
  expect(keyTarget(page, types, "inside", "out")).toEqual({ parent: null, slot: "default", index: 3 });
});
