import { DefectError, OperationalError, UserError } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { gatewayErrors } from "../errors.ts";
import { problemOf } from "./problem.ts";

describe("a problem", () => {
  it.each(Object.values(gatewayErrors))("%s has a status and a title", (code) => {
    const problem = problemOf(new UserError({ code, message: "m" }), "t", "en");
    expect(problem).toMatchObject({ code, detail: "m", traceId: "t", type: "about:blank" });
    expect(problem.status).toBeGreaterThanOrEqual(400);
    expect(problem.title).not.toBe("");
    expect(problemOf(new UserError({ code, message: "m" }), "t", "zh-CN").title).toMatch(/\p{Script=Han}/u);
  });

  it("speaks the language of its reader", () => {
    const error = new UserError({ code: gatewayErrors.pathUnsafe, message: { en: "No.", "zh-CN": "不行。" } });
    expect(problemOf(error, "t", "zh-CN")).toMatchObject({ title: "路径不安全", detail: "不行。" });
  });

  it("of another package keeps its code", () => {
    expect(problemOf(new UserError({ code: "x.y", message: "m", reason: "conflict" }), "t", "en")).toMatchObject({ status: 409, code: "x.y" });
    expect(problemOf(new OperationalError({ code: "x.y", message: "m", kind: "timeout" }), "t", "en")).toMatchObject({ status: 504, code: "x.y" });
  });

  it.each([new DefectError({ code: "x.y", message: "secret" }), new Error("secret"), "secret"])("of ours shows nothing but its trace", (error) => {
    expect(problemOf(error, "t1", "en")).toMatchObject({ status: 500, code: gatewayErrors.defect, detail: expect.stringContaining("t1") });
    expect(JSON.stringify(problemOf(error, "t1", "en"))).not.toContain("secret");
  });
});
