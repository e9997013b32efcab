import { describe, expect, it } from "vitest";
import { readOutcome } from "./outcome.ts";

const outcome = { state: "/job/state", succeeded: ["done", "200", "true"], failed: ["error"], cancelled: ["stopped"], reason: "/job/why", progress: "/job/at" };
const told = (job: unknown) => readOutcome(outcome, { job });

describe("what an answer says of the work", () => {
  it.each([
    ["done", "succeeded"],
    ["error", "failed"],
    ["stopped", "cancelled"],
    ["queued", "running"],
    ["Done", "running"],
    [200, "succeeded"],
    [true, "succeeded"],
    [null, "running"],
    [{ name: "done" }, "running"],
  ])("takes the state %j as %s", (state, kind) => expect(told({ state }).kind).toBe(kind));

  it.each([
    [0, 0], [0.25, 0.25], [1, 1], [40, 0.4], [100, 1], [250, 1], [-3, 0], ["40%", 0.4], ["0.5%", 0.005], ["0.5", 0.5], ["soon", null], [Number.NaN, null], [undefined, null], [null, null],
  ])("takes the progress %j as %j", (at, progress) => expect(told({ state: "x", at }).progress).toBe(progress));

  it("keeps the backend's reason, cut where it is endless", () => {
    expect(told({ state: "error", why: "disk full" })).toEqual({ kind: "failed", state: "error", progress: null, reason: "disk full" });
    expect(told({ state: "error", why: "x".repeat(5_000) }).reason).toHaveLength(1_000);
    expect(told({ state: "error", why: { a: 1 } }).reason).toBeNull();
  });

  it("says nothing of bodies of another shape", () => {
    for (const body of [null, "done", [], { job: null }, 5]) expect(readOutcome(outcome, body)).toMatchObject({ kind: "running", state: null });
  });
});
