import { type AppRecords, pageHeadSchema } from "@tessera/contracts";
import { applyDiff, freeTextKey, textKeysIn, textsOf } from "@tessera/page";
import { expect, it } from "vitest";
import { setText, textUses } from "./texts.ts";

const records = {
  "page/home": pageHeadSchema.parse({ schemaVersion: 1, id: "home", title: {}, path: "home", order: "a0", i18n: { "table1.title": { en: "Alerts" } } }),
  "node/home/a": { id: "a", type: "table", name: "table1", parent: null, order: "a0", props: { title: { kind: "i18n", key: "table1.title" }, data: { kind: "static", value: { kind: "i18n", key: "table1.title" } } }, events: { click: [{ kind: "notify", level: "info", message: { kind: "i18n", key: "table1.title" } }] } },
} as unknown as AppRecords;

it("counts where a text is shown, inside of actions too and never in data", () => {
  expect(textUses(records, "home", "table1.title")).toBe(2);
  expect(textUses(records, "home", "other")).toBe(0);
  expect(textKeysIn({ kind: "static", value: { kind: "i18n", key: "x" } })).toEqual([]);
});

it("finds free keys", () => {
  expect(freeTextKey({}, "table1", "title")).toBe("table1.title");
  expect(freeTextKey(textsOf(records, "home"), "table1", "title")).toBe("table1.title2");
});

it("writes and takes away one text, leaving the others", () => {
  const written = applyDiff(records, setText(records, { page: "home", key: "b.title", text: { "zh-CN": "告警" } }));
  expect(textsOf(written, "home")).toEqual({ "table1.title": { en: "Alerts" }, "b.title": { "zh-CN": "告警" } });
  expect(textsOf(applyDiff(written, setText(written, { page: "home", key: "table1.title", text: null })), "home")).toEqual({ "b.title": { "zh-CN": "告警" } });
});
