import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf } from "./columns.ts";
import { readRowActions } from "./row-actions.ts";
import { type Filter, distinctTexts, matching, rowsOf, sorted } from "./rows.ts";

const hosts = [
  { id: "a", name: "web-10", cpu: 0.5, at: "2025-03-01T10:00:00Z", labels: { zone: "hz-1" } },
  { id: "b", name: "web-9", cpu: "12", at: "2025-03-01T10:00:00+08:00", labels: { zone: "hz-2" } },
  { id: "a", name: "db-1", cpu: null, at: "", labels: {} },
];
const columns = columnsOf(
  [
    { key: "name", title: { "zh-CN": "主机", en: "Host" } },
    { key: "cpu", format: "number" },
    { key: "at", format: "time" },
    { key: "zone", path: "labels.zone", labels: { "hz-1": "Hangzhou" } },
  ],
  [],
  "en",
);
const rows = rowsOf(hosts, "id", "en");
const order = (column: string, way: "ascend" | "descend") => sorted(rows, columns, { column, order: way }, "en").map(({ row }) => row["name"]);

describe("rowsOf", () => {
  it("keeps keys apart when the data repeats or lacks them, and wraps what is no object", () => {
    expect(rows.map(({ key }) => key)).toEqual(["a", "b", "a#2"]);
    expect(rowsOf([1, null, "x"], "id", "en")).toEqual([{ key: "#0", row: { value: 1 } }, { key: "#1", row: { value: null } }, { key: "#2", row: { value: "x" } }]);
  });

  it("gives every row of any list a key of its own", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (data) => {
        const keys = rowsOf(data as unknown[], "id", "en").map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

describe("columnsOf", () => {
  it("reads titles in the language asked for, leaving out columns without a key and repeated ones", () => {
    expect(columnsOf([{ key: "a", title: { "zh-CN": "甲", en: "A" } }, { key: "a" }, {}, 5, null], [], "zh-CN").map(({ title }) => title)).toEqual(["甲"]);
  });

  it("suggests columns and formats from the data", () => {
    const found = columnsOf([], [{ up: true, n: 1, at: "2025-03-01T10:00:00Z", url: "https://example.com/x", spec: {}, text: "a" }], "en");
    expect(found.map(({ key, format }) => `${key}:${format}`)).toEqual(["up:boolean", "n:number", "at:time", "url:link", "spec:json", "text:text"]);
  });
});

describe("search and filters", () => {
  it("matches every word anywhere in the row, whatever the case, also in the texts shown for values", () => {
    expect(matching(rows, columns, "WEB hangzhou", new Map(), "en").map(({ key }) => key)).toEqual(["a"]);
    expect(matching(rows, columns, "  ", new Map(), "en")).toHaveLength(3);
  });

  it("combines filters by value and by text", () => {
    expect(matching(rows, columns, "", new Map<string, Filter>([["name", { contains: "web" }], ["zone", { values: ["hz-2"] }]]), "en").map(({ key }) => key)).toEqual(["b"]);
  });

  it("offers the different values, or none when there are too many", () => {
    expect(distinctTexts(rows, columns[3] ?? expect.unreachable(), "en")).toEqual(["", "Hangzhou", "hz-2"]);
    expect(distinctTexts(rows, columns[0] ?? expect.unreachable(), "en", 2)).toBeNull();
  });
});

describe("sorting", () => {
  it("compares numbers inside texts as numbers", () => expect(order("name", "ascend")).toEqual(["db-1", "web-9", "web-10"]));
  it("compares numbers written as text with numbers, empty cells last both ways", () => {
    expect(order("cpu", "ascend")).toEqual(["web-10", "web-9", "db-1"]);
    expect(order("cpu", "descend")).toEqual(["web-9", "web-10", "db-1"]);
  });
  it("compares times across time zones", () => expect(order("at", "ascend")).toEqual(["web-9", "web-10", "db-1"]));
  it("loses and invents no row, whatever the data", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ cpu: fc.jsonValue() })), fc.constantFrom("ascend" as const, "descend" as const), (data, way) => {
        const entries = rowsOf(data, "id", "en");
        const result = sorted(entries, columns, { column: "cpu", order: way }, "en");
        expect(new Set(result)).toEqual(new Set(entries));
      }),
    );
  });
});

describe("readRowActions", () => {
  it("takes the label from the key when there is none", () => {
    expect(readRowActions([{ key: "stop", danger: "true" }, { label: "x" }, "y"], "en")).toEqual([{ key: "stop", label: "stop", icon: "", danger: true, confirm: "" }]);
  });
});
