import { describe, expect, it } from "vitest";
import { contextOf, load } from "../../../tests/harness/context.ts";
import { timeout } from "./plugin.ts";

describe("timeout", () => {
  it("replaces the time-out of the call", async () => {
    const context = contextOf();
    await load(timeout, { timeoutMs: 50 }).rewrite(context);
    expect(context.call.timeoutMs).toBe(50);
  });

  it.each([{}, { timeoutMs: 0 }, { timeoutMs: 600_001 }, { timeoutMs: 1.5 }])("refuses the attributes %j", (attributes) => {
    expect(() => load(timeout, attributes)).toThrow("timeoutMs");
  });
});
