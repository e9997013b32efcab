import { DefectError, OperationalError, UserError, problemSchema, userErrorStatus } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { toProblem } from "./to-problem.ts";

describe("toProblem", () => {
  it.each(Object.entries(userErrorStatus))("answers a user error of the reason %s with %i", (reason, status) => {
    const { problem } = toProblem(new UserError({ reason: reason as keyof typeof userErrorStatus, code: "a.b", message: "Do c.", path: "/x", detail: { more: 1 } }), "t");
    expect(problemSchema.parse(problem)).toEqual({ type: "urn:tessera:error:a.b", title: expect.any(String), status, code: "a.b", detail: "Do c.", path: "/x", more: 1, traceId: "t" });
  });

  it.each([["bad-answer", 502], ["unavailable", 503], ["timeout", 504]] as const)("answers an operational error of the kind %s with %i", (kind, status) => {
    expect(toProblem(new OperationalError({ kind, code: "a.b", message: "Later." }), "t").problem.status).toBe(status);
  });

  it.each([new DefectError({ code: "a.secret-detail", message: "secret detail" }), new Error("secret detail"), "secret detail", null, { status: "404" }])("tells nothing of a defect (%#)", (thrown) => {
    const { problem } = toProblem(thrown, "the-trace");
    expect(problem).toMatchObject({ status: 500, code: "server.internal", traceId: "the-trace" });
    expect(JSON.stringify(problem)).not.toContain("secret");
  });

  it("lets facts of an error not replace the fields of the problem", () => {
    expect(toProblem(new UserError({ code: "a.b", message: "m", detail: { status: 200, code: "x", traceId: "y" } }), "t").problem).toMatchObject({ status: 400, code: "a.b", traceId: "t" });
  });

  it("says when to try again", () => {
    expect(toProblem(new UserError({ reason: "too-many", code: "a.b", message: "m", detail: { retryAfterSeconds: 7 } }), "t").headers).toEqual({ "Retry-After": "7" });
  });

  it("recognises the store being away", () => {
    const error = new Error("connect ECONNREFUSED");
    error.name = "MongoServerSelectionError";
    expect(toProblem(error, "t").problem).toMatchObject({ status: 503, code: "store.unavailable" });
  });
});
