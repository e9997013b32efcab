import { type AppRecords, pageHeadSchema } from "@tessera/contracts";
import { applyDiff, copyNodes, isEmptyDiff, readClipboard } from "@tessera/page";
import { expect, it } from "vitest";
import { textsOf } from "../binding/index.ts";
import { missingTexts, withTexts } from "./copied-texts.ts";

const page = (id: string, i18n: object) => pageHeadSchema.parse({ schemaVersion: 1, id, title: {}, path: id, order: "a0", i18n });
const records = {
  "page/p": page("p", { "a.title": { en: "Alerts" }, other: { en: "x" } }), "page/q": page("q", {}), "page/r": page("r", { "a.title": { en: "Own" } }),
  "node/p/a": { id: "a", type: "table", name: "a", parent: null, slot: "default", order: "a0", props: { title: { kind: "i18n", key: "a.title" } }, events: {} },
} as unknown as AppRecords;

it("brings the texts that copied components show to another page, through the clipboard", () => {
  const copied = readClipboard(JSON.stringify(withTexts(copyNodes(records, { page: "p", nodes: ["a"] }), records)));
  expect(copied).not.toBeNull();
  if (!copied) return;
  expect(textsOf(applyDiff(records, missingTexts(records, "q", copied)), "q")).toEqual({ "a.title": { en: "Alerts" } });
  expect(isEmptyDiff(missingTexts(records, "r", copied))).toBe(true);
  expect(isEmptyDiff(missingTexts(records, "q", { ...copied, texts: { "a.title": "no text", b: null } }))).toBe(true);
});
