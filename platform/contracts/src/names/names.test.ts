import { describe, expect, it } from "vitest";
import { nameSchema, operationIdSchema, recordIdSchema, versionSchema } from "./names.ts";

describe("names", () => {
  it.each(["a", "alert-center", "a1"])("take %s as a name in addresses", (name) => {
    expect(nameSchema.safeParse(name).success).toBe(true);
  });

  it.each(["", "A", "1a", "-a", "a_b", "a/b", "..", "a".repeat(64), "a\n"])("refuse %j as a name in addresses", (name) => {
    expect(nameSchema.safeParse(name).success).toBe(false);
  });

  it.each(["__proto__x", "n1", "alertsTable"])("take %s as a record id", (id) => {
    expect(recordIdSchema.safeParse(id).success).toBe(true);
  });

  it.each(["a-b", "1a", "a.b", "", "a b"])("refuse %j as a record id", (id) => {
    expect(recordIdSchema.safeParse(id).success).toBe(false);
  });

  it("take operation ids as documents write them", () => {
    expect(operationIdSchema.safeParse("repos/list").success).toBe(false);
    expect(operationIdSchema.safeParse("Repos.list_all-v2").success).toBe(true);
  });

  it.each([["1.0.0", true], ["0.1.0-rc.1", true], ["01.0.0", false], ["1.0", false], ["1.0.0+build", false], ["1.0.0-", false]])("judge the version %s", (version, good) => {
    expect(versionSchema.safeParse(version).success).toBe(good);
  });
});
