import { ApiError } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { nearestPlace, problemsAt, problemsOfError, withoutDoubles } from "./field-problems.ts";

const refusal = (more: object) => new ApiError(400, { type: "about:blank", title: "", status: 400, code: "request.invalid", detail: "No", traceId: "t", ...more });

describe("problems of an operation", () => {
  it("are those that a refusal names", () => {
    expect(problemsOfError(refusal({ path: "/operation/backend/path" }))).toEqual([{ severity: "error", pointer: "/backend/path", text: "No" }]);
    expect(problemsOfError(refusal({ errors: [{ path: "/operation/id", detail: "a" }, { path: "/revision", detail: "b" }] }))).toEqual([{ severity: "error", pointer: "/id", text: "a" }]);
    expect(problemsOfError(new Error("x"))).toEqual([]);
  });
  it("belong to the field and to what is around it, not to one that begins alike", () => {
    const problems = [{ severity: "error" as const, pointer: "/backend/path", text: "a" }, { severity: "error" as const, pointer: "/backend/pathology", text: "b" }];
    expect(problemsAt(problems, "/backend/path")).toHaveLength(1);
    expect(problemsAt(problems, "/backend")).toHaveLength(2);
    expect(withoutDoubles([...problems, ...problems])).toEqual(problems);
  });
  it("lead to the nearest place on the page", () => {
    const places = ["/parameters", "/parameters/0", "/responses/200/content/x"].map((pointer) => ({ pointer, element: pointer }));
    expect(nearestPlace(places, "/parameters/0/description")).toBe("/parameters/0");
    expect(nearestPlace(places, "/parameters/12")).toBe("/parameters");
    expect(nearestPlace(places, "/responses/200")).toBe("/responses/200/content/x");
    expect(nearestPlace(places, "/async")).toBeUndefined();
  });
});
