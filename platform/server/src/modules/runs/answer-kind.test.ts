import { OperationalError } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { answerKind, callFailure } from "./answer-kind.ts";

const answer = (status: number, body: unknown = {}) => answerKind({ status, headers: { "content-type": "application/json" }, bytes: Buffer.from(JSON.stringify(body)), truncated: false, durationMs: 1, url: "" }).kind;

describe("what a call came to", () => {
  it.each([
    [200, {}, "answered"],
    [202, {}, "answered"],
    [302, {}, "refused"],
    [400, {}, "refused"],
    [404, {}, "refused"],
    [408, {}, "uncertain"],
    [429, {}, "not-sent"],
    [500, {}, "uncertain"],
    [403, { code: "gateway.grant-missing" }, "denied"],
    [401, { code: "gateway.token-revoked" }, "denied"],
    [404, { code: "gateway.operation-not-found" }, "not-sent"],
    [410, { code: "gateway.operation-offline" }, "refused"],
    [429, { code: "gateway.limit-exceeded" }, "not-sent"],
    [503, { code: "gateway.backend-unreachable" }, "not-sent"],
    [504, { code: "gateway.backend-timeout" }, "uncertain"],
    [502, { code: "gateway.backend-aborted" }, "uncertain"],
    [403, { code: "forbidden" }, "refused"],
  ])("is known by status %i and %j: %s", (status, body, kind) => expect(answer(status, body)).toBe(kind));

  it("tells a gateway that is not there from one that was cut off", () => {
    const failure = (code: string) => callFailure(new OperationalError({ code: "gateway.unavailable", message: "x", cause: new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) }) })).kind;
    expect([failure("ECONNREFUSED"), failure("ECONNRESET"), failure("UND_ERR_SOCKET")]).toEqual(["not-sent", "uncertain", "uncertain"]);
    expect(callFailure(new OperationalError({ kind: "timeout", code: "gateway.timeout", message: "x" })).kind).toBe("uncertain");
    expect(() => callFailure(new TypeError("a defect"))).toThrow("a defect");
  });
});
