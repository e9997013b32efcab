import { describe, expect, it } from "vitest";
import { contextOf, load } from "../../../tests/harness/context.ts";
import { retry } from "./plugin.ts";

describe("retry", () => {
  it("gives idempotent calls its policy, others none", async () => {
    const idempotent = contextOf();
    const other = contextOf();
    other.route.operation.idempotent = false;
    const plugin = load(retry, { attempts: 3, statuses: [503] });
    await plugin.rewrite(idempotent);
    await plugin.rewrite(other);
    expect(idempotent.call.retry).toEqual({ attempts: 3, statuses: new Set([503]), deadlineMs: 30_000, backoffMs: 50, maxBodyBytes: 65_536 });
    expect(other.call.retry).toBeUndefined();
  });

  it.each([{ attempts: 0 }, { attempts: 6 }, { statuses: [500] }, { maxBodyBytes: 2_000_000 }])("refuses the attributes %j", (attributes) => {
    expect(() => load(retry, attributes)).toThrow(Object.keys(attributes)[0]);
  });
});
