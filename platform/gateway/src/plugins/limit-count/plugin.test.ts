import { describe, expect, it } from "vitest";
import { contextOf, load } from "../../../tests/harness/context.ts";
import { gatewayErrors } from "../../errors.ts";
import { limitCount } from "./plugin.ts";

const by = (id: string, clientAddress = "192.0.2.1") => contextOf({ clientAddress, caller: { kind: "token", id, name: id, space: "ops", member: true } });

async function passes(attributes: Record<string, unknown>, contexts: ReturnType<typeof contextOf>[]) {
  const plugin = load(limitCount, { windowSeconds: 60, ...attributes });
  const results: boolean[] = [];
  for (const context of contexts) results.push(await plugin.access(context).then(() => true, () => false));
  return results;
}

describe("limit-count", () => {
  it.each([
    ["caller", [true, true, false, true]],
    ["address", [true, false, true, false]],
    ["shared", [true, false, false, false]],
  ])("counts by %s", async (key, expected) => {
    expect(await passes({ count: 1, key }, [by("a"), by("b"), by("a", "192.0.2.2"), by("c")])).toEqual(expected);
  });

  it("counts nobody by address", async () => {
    expect(await passes({ count: 1 }, [contextOf(), contextOf(), contextOf({ clientAddress: "192.0.2.2" })])).toEqual([true, false, true]);
  });

  it("never lets more than the count pass at once", async () => {
    const plugin = load(limitCount, { count: 10, windowSeconds: 60 });
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => plugin.access(by("a"))));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  });

  it("tells what is left and when to come back", async () => {
    const plugin = load(limitCount, { count: 1, windowSeconds: 60 });
    const [first, second] = [by("a"), by("a")];
    await plugin.access(first);
    await expect(plugin.access(second)).rejects.toMatchObject({ code: gatewayErrors.limitExceeded, reason: "too-many" });
    expect(first.addedHeaders).toEqual({ "ratelimit-limit": "1", "ratelimit-remaining": "0", "ratelimit-reset": "60" });
    expect(second.addedHeaders).toMatchObject({ "ratelimit-remaining": "0", "retry-after": expect.stringMatching(/^\d+$/) });
  });
});
