import { type AppRecords, pageHeadSchema } from "@tessera/contracts";
import { expect, it } from "vitest";
import { applyDiff } from "../diff/diff.ts";
import { nodesOf } from "../records/tree.ts";
import { textsOf } from "../records/texts.ts";
import { copyNodes, duplicateNodes, pasteNodes, readClipboard } from "./clipboard.ts";

const page = (id: string, i18n: object) => pageHeadSchema.parse({ schemaVersion: 1, id, title: {}, path: id, order: "a0", i18n });
const records = {
  "page/p": page("p", { "a.title": { en: "Alerts" }, other: { en: "x" } }), "page/q": page("q", {}), "page/r": page("r", { "a.title": { en: "Own" } }),
  "node/p/a": {
    id: "a", type: "table", name: "a", parent: null, slot: "default", order: "a0", props: { title: { kind: "i18n", key: "a.title" }, data: { kind: "static", value: { kind: "i18n", key: "a.title" } } },
    events: { click: [{ kind: "notify", level: "info", message: { kind: "i18n", key: "a.title" } }] },
  },
} as unknown as AppRecords;
const copied = readClipboard(JSON.stringify(copyNodes(records, { page: "p", nodes: ["a"] })));
if (!copied) throw new Error("the clipboard must read what was copied");
const pasted = (onto: string, clipboard = copied) => {
  const { diff, roots } = pasteNodes(records, { page: onto, clipboard });
  const after = applyDiff(records, diff);
  return { texts: textsOf(after, onto), node: nodesOf(after, onto)[roots[0] ?? ""] };
};

it("brings the texts that copied components show to another page", () => {
  expect(copied.texts).toEqual({ "a.title": { en: "Alerts" } });
  expect(pasted("q")).toMatchObject({ texts: { "a.title": { en: "Alerts" } }, node: { props: { title: { key: "a.title" } } } });
});

it("gives a text another key where its key already means something else, in properties and actions and never in data", () => {
  const { texts, node } = pasted("r");
  expect(texts).toEqual({ "a.title": { en: "Own" }, "a.title2": { en: "Alerts" } });
  expect(node).toMatchObject({ props: { title: { key: "a.title2" }, data: { value: { key: "a.title" } } }, events: { click: [{ message: { key: "a.title2" } }] } });
});

it("shares a text on its own page", () => {
  expect(Object.keys(duplicateNodes(records, { page: "p", nodes: ["a"] }).diff.updated)).toEqual([]);
});

it("leaves out what is no text, and reads clipboards without any", () => {
  const { texts: _none, ...old } = copied;
  expect(readClipboard(JSON.stringify(old))?.texts).toEqual({});
  expect(readClipboard(JSON.stringify({ ...copied, texts: { "a.title": "no text", b: null, "": { en: "x" }, ["k".repeat(129)]: { en: "x" } } }))?.texts).toEqual({});
});
