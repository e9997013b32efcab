import type { OperationPolicyView } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { decision, deprecationOf, isOffline, offlineOf } from "./lifecycle-values.ts";

const known: OperationPolicyView = { operation: "get", servedOn: ["prod"], offline: null, deprecation: { since: "2026-01-01T00:00:00.000Z" }, limit: { count: 5, windowSeconds: 60, per: "caller" }, updatedAt: "2026-01-01T00:00:00.000Z", updatedBy: "li", revision: 3 };

describe("a decision", () => {
  it("changes one thing and keeps the others", () => {
    expect(decision(known, { limit: null })).toEqual({ offline: null, deprecation: known.deprecation, limit: null, revision: 3 });
    expect(decision(undefined, { limit: known.limit })).toEqual({ offline: null, deprecation: null, limit: known.limit });
  });

  it("leaves out what was left empty", () => {
    expect(offlineOf({ offline: { message: { en: "", "zh-CN": "请用 v2。" } } })).toEqual({ message: { "zh-CN": "请用 v2。" } });
    expect(deprecationOf({ deprecation: { replacement: "", link: "", message: { en: "" } } }, new Date(0))).toEqual({ since: "1970-01-01T00:00:00.000Z" });
  });

  it("is offline from its date on", () => {
    const message = {};
    expect([isOffline({ message }, 0), isOffline({ from: "1970-01-01T00:00:01.000Z", message }, 0), isOffline({ from: "1970-01-01T00:00:01.000Z", message }, 1_000)]).toEqual([true, false, true]);
  });
});
