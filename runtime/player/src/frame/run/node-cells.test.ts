import { type PageDocument, pageDocumentSchema } from "@tessera/contracts";
import { createBindingGraph } from "@tessera/page";
import { beforeEach, describe, expect, it } from "vitest";
import { mergePage } from "../state/merge-page.ts";
import { type NodeCells, createNodeCells } from "./node-cells.ts";

const node = (id: string, props: object) => ({ id, type: "label", name: id, parent: null, order: "a0", props });
const nodes = {
  said: node("said", { text: { kind: "i18n", key: "hello" } }), other: node("other", { text: { kind: "i18n", key: "bye" } }), fixed: node("fixed", { text: { kind: "static", value: "x" } }),
  wrong: node("wrong", { text: { kind: "binding", template: "{{ a b }}" }, title: { kind: "binding", template: "{{ (() => { throw 1 })() }}" } }),
};
const page = (i18n: object): PageDocument => pageDocumentSchema.parse({ schemaVersion: 1, id: "home", title: {}, path: "home", order: "a0", layout: {}, nodes: structuredClone(nodes), i18n });

describe("the values of a page's nodes", () => {
  let cells: NodeCells;
  let shown: PageDocument;
  let told: string[];
  const show = (next: PageDocument): void => {
    shown = mergePage(shown, next);
    cells.show(shown);
  };

  beforeEach(() => {
    cells = createNodeCells(createBindingGraph(), () => undefined);
    shown = page({ hello: { en: "Hello", "zh-CN": "你好" }, bye: { en: "Bye" } });
    cells.show(shown);
    told = [];
    for (const id of Object.keys(nodes)) cells.subscribe(id, () => told.push(id));
  });

  it("change with a text of the page, for those that show it and nobody else", () => {
    const before = Object.keys(nodes).map((id) => cells.values(id));
    show(page({ hello: { en: "Hi" }, bye: { en: "Bye" } }));
    expect(told).toEqual(["said"]);
    expect(cells.values("said").props).toEqual({ text: "Hi" });
    expect(Object.keys(nodes).slice(1).map((id) => cells.values(id))).toEqual(before.slice(1));
    for (const [index, id] of Object.keys(nodes).entries()) if (id !== "said") expect(cells.values(id)).toBe(before[index]);
  });

  it("stay when a page comes anew without a change", () => {
    const before = cells.values("said");
    show(page({ hello: { en: "Hello", "zh-CN": "你好" }, bye: { en: "Bye" } }));
    expect(told).toEqual([]);
    expect(cells.values("said")).toBe(before);
  });

  it("tell a text that is added and one that is taken away", () => {
    show(page({ hello: { en: "Hello", "zh-CN": "你好" } }));
    expect(told).toEqual(["other"]);
    expect(cells.values("other").props).toEqual({ text: "bye" });
    show(page({ hello: { en: "Hello", "zh-CN": "你好" }, bye: { en: "So long" } }));
    expect(cells.values("other").props).toEqual({ text: "So long" });
    expect(told).toEqual(["other", "other"]);
  });

  it("say what is wrong in the language of the page", () => {
    expect(cells.values("wrong").errors).toMatchObject({ text: expect.stringContaining("cannot be read at character 6"), title: "The binding threw 1" });
    cells.setLocale("zh-CN");
    expect(cells.values("wrong").errors).toMatchObject({ text: expect.stringContaining("第 6 个字符处无法解析"), title: "绑定抛出了 1" });
    expect(cells.values("said").props).toEqual({ text: "你好" });
  });
});
