import { ApiError } from "@tessera/contracts";
import { expect, it } from "vitest";
import { describeError } from "./describe-error.ts";

const failure = (status: number) => new ApiError(status, { type: "about:blank", title: "x", status, code: "some.code", detail: "What to do", traceId: "t1" });

it.each([
  [400, "refused"],
  [403, "forbidden"],
  [404, "not-found"],
  [409, "conflict"],
  [410, "not-found"],
  [429, "refused"],
  [500, "defect"],
  [502, "unavailable"],
  [503, "unavailable"],
  [504, "unavailable"],
])("a %i is %s, with the server's sentence and the trace id", (status, kind) => {
  expect(describeError(failure(status))).toEqual({ kind, detail: "What to do", code: "some.code", traceId: "t1", errors: [] });
});

it("knows a server that cannot be reached from a defect of ours", () => {
  expect(describeError(new TypeError("Failed to fetch")).kind).toBe("offline");
  expect(describeError(new TypeError("x is not a function"))).toMatchObject({ kind: "defect", detail: "x is not a function" });
  expect(describeError("thrown text")).toMatchObject({ kind: "defect", detail: "thrown text" });
});
