import { describe, expect, it } from "vitest";
import { contextOf } from "../../tests/harness/context.ts";
import type { Outcome } from "../pipeline/context.ts";
import { createUsageCounter } from "./usage-counter.ts";

const outcome: Outcome = { status: 200, code: undefined, attempts: 1, requestBytes: 0, responseBytes: 0, durationMs: 1, backendMs: 1, aborted: false };

function by(id: string | undefined, more: Partial<Outcome> = {}) {
  return contextOf({ caller: id === undefined ? undefined : { kind: "token", id, name: id.toUpperCase(), space: "ops", member: true }, outcome: { ...outcome, ...more } });
}

describe("counting usage", () => {
  it("counts calls and failures of each caller", () => {
    const counter = createUsageCounter();
    for (const context of [by("token:a"), by("token:a", { status: 503 }), by("token:b"), by(undefined), by(undefined, { status: 401 })]) counter.count(context);
    expect(counter.take().map(({ caller, callerName, operation, calls, failures }) => [caller, callerName, operation, calls, failures])).toEqual([
      ["token:a", "TOKEN:A", "get", 2, 1],
      ["token:b", "TOKEN:B", "get", 1, 0],
      ["anonymous", "anonymous", "get", 1, 0],
    ]);
    expect(counter.take()).toEqual([]);
  });

  it("keeps hours apart", () => {
    let now = Date.parse("2026-01-01T10:59:59.999Z");
    const counter = createUsageCounter(undefined, () => now);
    counter.count(by("token:a"));
    now += 1;
    counter.count(by("token:a"));
    expect(counter.take().map(({ hour, calls }) => [hour.toISOString(), calls])).toEqual([["2026-01-01T10:00:00.000Z", 1], ["2026-01-01T11:00:00.000Z", 1]]);
  });

  it("holds no more than its bounds and still counts every call while it can", () => {
    const counter = createUsageCounter({ apart: 3, all: 4 });
    for (let caller = 0; caller < 100; caller += 1) counter.count(by(`token:${caller}`));
    const taken = counter.take();
    expect(taken.map(({ caller, calls }) => [caller, calls])).toEqual([["token:0", 1], ["token:1", 1], ["token:2", 1], ["*others*", 97]]);
  });
});
