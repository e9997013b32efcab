import { describe, expect, it } from "vitest";
import { diffSchema, recordKeySchema, recordSchemaOf } from "./app.ts";

describe("records of a draft", () => {
  it.each(["app", "page/p1", "node/p1/n1", "layout/p1/desktop/n1", "query/q1"])("have the key %s", (key) => {
    expect(recordKeySchema.safeParse(key).success).toBe(true);
  });

  it.each(["", "apps", "page/", "page/a-b", "node/p1", "layout/p1/phone/n1", "query/q1/x", "page/../app", "$set", "page/a.b"])("do not have the key %j", (key) => {
    expect(recordKeySchema.safeParse(key).success).toBe(false);
  });

  it("keep fields that this version does not know", () => {
    const node = { id: "n1", type: "table", name: "alerts", parent: null, slot: "default", order: "a0", props: { data: { kind: "static", value: 1, note: "kept" } }, events: {}, later: { x: 1 } };
    expect(recordSchemaOf("node/p1/n1").parse(node)).toEqual(node);
  });

  it("refuse an action of an unknown kind with its place", () => {
    const node = { id: "n1", type: "button", name: "go", parent: null, order: "a0", events: { click: [{ kind: "runQuery", query: "q1", onSuccess: [{ kind: "explode" }] }] } };
    const parsed = recordSchemaOf("node/p1/n1").safeParse(node);
    expect(parsed.error?.issues[0]?.path).toEqual(["events", "click", 0, "onSuccess", 0, "kind"]);
  });

  it("refuse a diff over unknown keys", () => {
    expect(diffSchema.safeParse({ added: { "evil/x": {} } }).success).toBe(false);
    expect(diffSchema.parse({})).toEqual({ added: {}, updated: {}, removed: {} });
  });
});
