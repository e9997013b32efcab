import { describe, expect, it } from "vitest";
import { pageDocumentSchema } from "../page/page.ts";
import { issueMessage } from "../text/issue-message.ts";
import { jsonSchema } from "./names.ts";

const nested = (levels: number): unknown => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`);
const page = (value: unknown) => ({
  schemaVersion: 1, id: "home", title: {}, path: "home", order: "a0", layout: {},
  nodes: { grid: { id: "grid", type: "table", name: "grid", parent: null, order: "a0", props: { data: { kind: "static", value } } } },
});

describe("the depth of a value", () => {
  it("ends at 100 levels", () => {
    expect(jsonSchema.parse(nested(100))).toEqual(nested(100));
    expect(jsonSchema.safeParse(nested(101)).success).toBe(false);
  });

  it.each([150, 5_000])("of %i levels in a page is refused by name", (levels) => {
    const { error } = pageDocumentSchema.safeParse(page(nested(levels)), { reportInput: true });
    const [issue, ...others] = error?.issues ?? [];
    expect(issue?.path).toEqual(["nodes", "grid", "props", "data", "value"]);
    expect(issue && issueMessage(issue)).toEqual({ en: "must nest at most 100 levels deep", "zh-CN": "最多嵌套 100 层" });
    expect(others).toEqual([]);
  });

  it.each<[unknown, boolean]>([[undefined, false], [null, true], [() => 1, false], [{ a: [1, "x", true] }, true], [{ a: undefined }, false]])("says no more of others than it did: %s is JSON: %s", (value, fits) => {
    expect(jsonSchema.safeParse(value).success).toBe(fits);
  });
});
