import { latencyPercentile } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { contextOf } from "../../tests/harness/context.ts";
import type { Outcome } from "../pipeline/context.ts";
import { createVersionMeters, isFailure } from "./version-meter.ts";

const subject = { space: "ops", connector: "p", stage: "prod", since: "2026-01-01T00:00:00.000Z", version: "1.1.0" };
const outcome: Outcome = { status: 200, code: undefined, attempts: 1, requestBytes: 0, responseBytes: 0, durationMs: 20, backendMs: 10, aborted: false };
const request = (more: Partial<Outcome> = {}) => contextOf({ outcome: { ...outcome, ...more } });

describe("measuring a version", () => {
  it("gives totals, which writing again does not double", () => {
    const meters = createVersionMeters("n:1");
    for (let call = 0; call < 100; call += 1) meters.count(subject, request(call < 7 ? { status: 503 } : { durationMs: call < 20 ? 500 : 20 }));
    const [record] = meters.changed();
    expect(record).toMatchObject({ ...subject, calls: 100, errors: 7 });
    expect(latencyPercentile(record?.latency ?? [], 0.95)).toBeCloseTo(500, -2);
    expect(meters.changed()).toEqual([]);
    meters.giveBack([record?._id ?? ""]);
    expect(meters.changed()).toMatchObject([{ _id: record?._id, calls: 100 }]);
  });

  it("does not count what never reached the backend", () => {
    const meters = createVersionMeters("n:1");
    meters.count(subject, request({ status: 429, attempts: 0 }));
    expect(meters.changed()).toEqual([]);
  });

  it("keeps the last minute apart", () => {
    let now = 1_000_000_000_000;
    const meters = createVersionMeters("n:1", () => now);
    for (let second = 0; second < 200; second += 1) {
      meters.count(subject, request({ status: second < 150 ? 200 : 500 }));
      now += 1_000;
    }
    const [record] = meters.changed();
    expect(record).toMatchObject({ calls: 200, errors: 50 });
    expect(record?.recent).toHaveLength(7);
    expect(record?.recent.at(-1)).toMatchObject({ calls: 10, errors: 10 });
  });

  it("begins a new record when calls come back after a long pause, so that none is lost or doubled", () => {
    let now = 1_000_000_000_000;
    const meters = createVersionMeters("n:1", () => now);
    meters.count(subject, request());
    const [first] = meters.changed();
    now += 700_000;
    meters.changed();
    meters.count(subject, request());
    const [second] = meters.changed();
    expect(second?._id).not.toBe(first?._id);
    expect(second?.calls).toBe(1);
  });
});

describe("isFailure", () => {
  it.each([
    [{ status: 500 }, true],
    [{ status: 504, code: "gateway.backend-timeout" }, true],
    [{ status: 200, code: "gateway.backend-aborted" }, true],
    [{ status: 500, code: "gateway.defect" }, false],
    [{ status: 404 }, false],
    [{ status: 499, code: "gateway.caller-aborted" }, false],
  ])("of %o is %s", (more, failed) => expect(isFailure({ ...outcome, ...more })).toBe(failed));
});
