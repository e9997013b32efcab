import { ApiError } from "@tessera/contracts";
import { expect, it } from "vitest";
import { describeError, isConflict } from "./describe-error.ts";

const failure = (status: number, code = "some.code") => new ApiError(status, { type: "about:blank", title: "x", status, code, detail: "What to do", traceId: "t1" });

it.each([
  [400, "refused"],
  [403, "forbidden"],
  [404, "not-found"],
  [409, "refused"],
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

it("tells a save that came second from the other refusals that are 409 too", () => {
  expect(describeError(failure(409, "conflict")).kind).toBe("conflict");
  expect(isConflict(failure(409, "conflict"))).toBe(true);
  expect(isConflict(failure(409, "operation.exists"))).toBe(false);
  expect(isConflict(new Error("conflict"))).toBe(false);
});
