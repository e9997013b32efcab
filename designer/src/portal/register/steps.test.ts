import type { ReadinessStep } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { stepOf, stepStates } from "./steps.ts";

const said = (...ready: ReadinessStep["step"][]): ReadinessStep[] => (["basics", "operations", "backend", "release", "published"] as const).map((step) => ({ step, ready: ready.includes(step), message: { en: "", "zh-CN": "" } }));
const stage = (url: string | null) => ({ backend: url === null ? null : { url, timeoutMs: 1 } }) as never;

describe("the steps of a registration", () => {
  it("begin with the basics until these are saved", () => {
    expect(stepOf("stage", undefined)).toBe("basics");
    expect(stepOf(null, "alerts")).toBe("operations");
    expect(stepOf("nowhere", "alerts")).toBe("operations");
    expect(stepOf("stage", "alerts")).toBe("stage");
    expect(stepStates(undefined, undefined)).toMatchObject({ basics: "missing", valid: "empty" });
  });
  it("say what is missing after each", () => {
    expect(stepStates({ operationCount: 0, stages: [] }, said("basics"))).toEqual({ basics: "ready", operations: "empty", security: "empty", stage: "empty", valid: "empty" });
    expect(stepStates({ operationCount: 2, stages: [stage(null)] }, said("basics"))).toEqual({ basics: "ready", operations: "missing", security: "ready", stage: "empty", valid: "empty" });
    expect(stepStates({ operationCount: 2, stages: [stage("http://x")] }, said("basics", "operations", "backend"))).toMatchObject({ stage: "ready", valid: "missing" });
    expect(stepStates({ operationCount: 2, stages: [stage("http://x")] }, said("basics", "operations", "backend", "release", "published")).valid).toBe("ready");
  });
});
