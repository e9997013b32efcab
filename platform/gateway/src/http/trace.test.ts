import { describe, expect, it } from "vitest";
import { continueTrace } from "./trace.ts";

const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

describe("a trace", () => {
  it("is continued with a new span and the caller's decision to sample", () => {
    expect(continueTrace("r", parent)).toEqual({ requestId: "r", traceId: "0af7651916cd43dd8448eb211c80319c", traceparent: expect.stringMatching(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-00$/) });
  });

  it.each([undefined, "", "garbage", `ff${parent.slice(2)}`, `00-${"0".repeat(32)}-b7ad6b7169203331-01`, `00-0af7651916cd43dd8448eb211c80319c-${"0".repeat(16)}-01`, parent.toUpperCase()])("begins anew for %j", (given) => {
    const { traceId, traceparent, requestId } = continueTrace(undefined, given);
    expect(traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
    expect(traceId).not.toBe("0af7651916cd43dd8448eb211c80319c");
    expect(requestId).toBe(traceId);
  });

  it.each(["", "a b", "a\nb", "x".repeat(129), "<script>"])("takes no request id %j", (given) => {
    expect(continueTrace(given, undefined).requestId).toMatch(/^[0-9a-f]{32}$/);
  });
});
