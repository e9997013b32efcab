import { describe, expect, it } from "vitest";
import { newId } from "./new-id.ts";
import { pack, unpack } from "./packed.ts";

describe("newId", () => {
  it("makes version 7 UUIDs that sort by time", () => {
    const ids = Array.from({ length: 50 }, (_unused, index) => newId(1_700_000_000_000 + index));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(Array.from({ length: 1_000 }, () => newId(0))).size).toBe(1_000);
  });
});

describe("pack", () => {
  it("keeps any JSON, whatever its keys", async () => {
    const value = { $ref: "#/a", "a.b": [null, 1.5, "ü😀"], nested: { constructor: { $where: true } } };
    expect(await unpack(await pack(value))).toEqual(value);
  });
});
