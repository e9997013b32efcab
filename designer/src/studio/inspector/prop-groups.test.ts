import { expect, it } from "vitest";
import { itemFields, itemTitle, newItem } from "./prop-groups.ts";

const columns = {
  type: "array",
  items: { type: "object", properties: { key: { type: "string" }, title: { type: ["string", "object"] }, format: { type: "string", enum: ["text", "time"] }, width: { type: "integer" }, sortable: { type: "boolean" }, colors: { type: "object" } } },
};

it("finds the fields of a list's items in its schema", () => {
  expect(itemFields(columns).map(({ name, kind }) => `${name}:${kind}`)).toEqual(["key:text", "title:localized", "format:choice", "width:number", "sortable:switch", "colors:json"]);
  expect(itemFields({ type: "array", items: { type: "string" } })).toEqual([{ name: "", kind: "text", options: [] }]);
});

it("names items by what a person wrote, in the language in use", () => {
  expect(itemTitle({ key: "a", title: { "zh-CN": "级别", en: "Severity" } }, "en")).toBe("Severity");
  expect(itemTitle({ key: "a", title: "" }, "en")).toBe("a");
  expect(itemTitle("plain", "en")).toBe("plain");
});

it("gives new items keys that are free", () => {
  const fields = itemFields(columns);
  expect(newItem(fields, [{ key: "item2" }])).toEqual({ key: "item3" });
  expect(newItem(itemFields({ items: { type: "string" } }), [])).toBe("");
});
