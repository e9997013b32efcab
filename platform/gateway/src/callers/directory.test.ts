import { createHash } from "node:crypto";
import type { ApiTokenRecord, GrantRecord } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { createCallerDirectory } from "./directory.ts";

const now = new Date("2026-01-01T00:00:00Z");
const token = (id: string, clear: string): ApiTokenRecord => ({ _id: id, space: "ops", name: id, hash: createHash("sha256").update(clear).digest("hex"), user: "u", username: "u", role: "viewer", createdAt: now, expiresAt: null, revokedAt: null });
const grant = (id: string, more: Partial<GrantRecord> = {}): GrantRecord => ({ _id: id, space: "ops", connector: "p", operations: "*", caller: "token:1", callerName: "c", source: "manual", createdAt: now, createdBy: "u", expiresAt: null, revokedAt: null, ...more });

describe("the directory of callers", () => {
  it("finds tokens by what they hash to, as they come, change and go", () => {
    const directory = createCallerDirectory();
    directory.replaceTokens([token("1", "a"), token("2", "b")]);
    expect([directory.tokenOf("a")?._id, directory.tokenOf("b")?._id, directory.tokenOf("c")]).toEqual(["1", "2", undefined]);
    directory.changeToken("1", token("1", "c"));
    expect([directory.tokenOf("a"), directory.tokenOf("c")?._id]).toEqual([undefined, "1"]);
    directory.changeToken("2", undefined);
    expect(directory.tokenOf("b")).toBeUndefined();
    directory.changeToken("unknown", undefined);
    directory.replaceTokens([]);
    expect(directory.tokens()).toEqual([]);
  });

  it("knows grants by caller, connector and operation at a time", () => {
    const directory = createCallerDirectory();
    const of = (operation = "get", caller = "token:1", connector = "p", at = now) => directory.grantOf(caller, "ops", connector, operation, at);
    directory.replaceGrants([grant("a", { operations: ["get"], expiresAt: new Date(now.getTime() + 1) }), grant("b", { caller: "app:ops/x" })]);
    expect([of(), of("put"), of("get", "app:ops/x"), of("get", "token:1", "q"), of("get", "token:2")]).toEqual(["valid", "missing", "valid", "missing", "missing"]);
    expect(of("get", "token:1", "p", new Date(now.getTime() + 1))).toBe("expired");
    directory.changeGrant("a", grant("a", { revokedAt: now }));
    expect(of()).toBe("missing");
    directory.changeGrant("b", grant("b", { caller: "token:1" }));
    expect([of(), of("get", "app:ops/x")]).toEqual(["valid", "missing"]);
    directory.changeGrant("b", undefined);
    expect([of(), directory.grants().map(({ _id }) => _id)]).toEqual(["missing", ["a"]]);
  });
});
