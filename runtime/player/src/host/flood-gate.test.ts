import { describe, expect, it } from "vitest";
import { createFloodGate } from "./flood-gate.ts";

describe("the flood gate", () => {
  it("lets a kind's share of a second pass, reports the first one too many, and drops the rest", () => {
    let now = 0;
    const gate = createFloodGate(() => now);
    const verdicts = Array.from({ length: 205 }, () => gate.check("selected"));
    expect(verdicts.filter((verdict) => verdict === "pass")).toHaveLength(200);
    expect(verdicts.slice(200)).toEqual(["report", "drop", "drop", "drop", "drop"]);
    expect(gate.check("runQuery")).toBe("pass");
    now = 1_000;
    expect(gate.check("selected")).toBe("pass");
  });

  it("reads only so many of all kinds together, and says once when a frame does nothing but send", () => {
    let now = 0;
    const gate = createFloodGate(() => now);
    const verdicts = Array.from({ length: 6_000 }, () => gate.admit());
    expect(verdicts.filter((verdict) => verdict === "pass")).toHaveLength(1_000);
    expect([verdicts.indexOf("report"), verdicts.filter((verdict) => verdict === "report").length]).toEqual([1_000, 1]);
    expect([verdicts.indexOf("stop"), verdicts.filter((verdict) => verdict === "stop").length]).toEqual([4_999, 1]);
    now = 1_000;
    expect(gate.admit()).toBe("pass");
  });

  it("is narrower for what costs more", () => {
    const gate = createFloodGate(() => 0);
    expect(Array.from({ length: 5 }, () => gate.check("openUrl"))).toEqual(["pass", "pass", "pass", "report", "drop"]);
  });
});
