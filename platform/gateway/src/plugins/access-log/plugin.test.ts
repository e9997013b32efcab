import { describe, expect, it } from "vitest";
import { contextOf, load } from "../../../tests/harness/context.ts";
import { accessLog } from "./plugin.ts";

function logged(attributes: Record<string, unknown>, contexts: ReturnType<typeof contextOf>[]) {
  const records: Record<string, unknown>[] = [];
  const plugin = load(accessLog, attributes, { writeAccess: (record) => records.push(record) });
  for (const context of contexts) plugin.log(context);
  return records;
}

describe("access-log", () => {
  it("writes who called what and what became of it", () => {
    const [record] = logged({ headers: ["Accept", "X-None"] }, [contextOf({ headers: { accept: "a", "x-other": "o" } })]);
    expect(record).toMatchObject({ space: "ops", connector: "p", stage: "prod", operation: "get", method: "GET", path: "/x", status: 200, client: "192.0.2.1", headers: { accept: "a" } });
  });

  it("writes every failure whatever the sample", () => {
    const failed = contextOf();
    failed.outcome.status = 502;
    const gone = contextOf();
    gone.outcome.aborted = true;
    expect(logged({ sampleRatio: 0 }, [contextOf(), failed, gone, contextOf()])).toHaveLength(2);
  });

  it.each(["Authorization", "cookie", "X-Api-Key", "X-Auth-Token"])("does not take down %s", (name) => {
    expect(() => logged({ headers: [name] }, [])).toThrow("holds no secret");
  });
});
