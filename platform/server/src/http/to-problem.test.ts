import { DefectError, OperationalError, UserError, problemSchema, userErrorStatus } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { toProblem } from "./to-problem.ts";

describe("toProblem", () => {
  it.each(Object.entries(userErrorStatus))("answers a user error of the reason %s with %i", (reason, status) => {
    const { problem } = toProblem(new UserError({ reason: reason as keyof typeof userErrorStatus, code: "a.b", message: "Do c.", path: "/x", detail: { more: 1 } }), "t", "en");
    expect(problemSchema.parse(problem)).toEqual({ type: "urn:tessera:error:a.b", title: expect.any(String), status, code: "a.b", detail: "Do c.", path: "/x", more: 1, traceId: "t" });
  });

  it.each([["bad-answer", 502], ["unavailable", 503], ["timeout", 504]] as const)("answers an operational error of the kind %s with %i", (kind, status) => {
    expect(toProblem(new OperationalError({ kind, code: "a.b", message: "Later." }), "t", "en").problem.status).toBe(status);
  });

  it.each([new DefectError({ code: "a.secret-detail", message: "secret detail" }), new Error("secret detail"), "secret detail", null, { status: "404" }])("tells nothing of a defect (%#)", (thrown) => {
    const { problem } = toProblem(thrown, "the-trace", "en");
    expect(problem).toMatchObject({ status: 500, code: "server.internal", traceId: "the-trace" });
    expect(JSON.stringify(problem)).not.toContain("secret");
  });

  it("lets facts of an error not replace the fields of the problem", () => {
    expect(toProblem(new UserError({ code: "a.b", message: "m", detail: { status: 200, code: "x", traceId: "y" } }), "t", "en").problem).toMatchObject({ status: 400, code: "a.b", traceId: "t" });
  });

  it("speaks the language of the reader, also of each field", () => {
    const name = { en: "must be a name", "zh-CN": "须为名称" };
    const error = new UserError({ code: "a.b", message: { en: "Do c.", "zh-CN": "请做 c。" }, detail: { errors: [{ path: "/a", detail: name }, { path: "/b", detail: "plain" }], report: name } });
    expect(toProblem(error, "t", "zh-CN").problem).toEqual({
      type: "urn:tessera:error:a.b", title: "请求有误", status: 400, code: "a.b", detail: "请做 c。", traceId: "t",
      errors: [{ path: "/a", detail: "须为名称" }, { path: "/b", detail: "plain" }],
      // Data keeps both languages: who shows it chooses.
      report: name,
    });
    expect(toProblem(error, "t", "en").problem).toMatchObject({ title: "Bad request", detail: "Do c.", errors: [{ detail: "must be a name" }, { detail: "plain" }] });
    expect(toProblem(new Error("secret"), "t", "zh-CN").problem).toMatchObject({ title: "内部错误", detail: "平台内部出错，请将追踪号 t 告知管理员。" });
  });

  it("says when to try again", () => {
    expect(toProblem(new UserError({ reason: "too-many", code: "a.b", message: "m", detail: { retryAfterSeconds: 7 } }), "t", "en").headers).toEqual({ "Retry-After": "7" });
  });

  it("recognises the store being away", () => {
    const error = new Error("connect ECONNREFUSED");
    error.name = "MongoServerSelectionError";
    expect(toProblem(error, "t", "en").problem).toMatchObject({ status: 503, code: "store.unavailable" });
  });
});
