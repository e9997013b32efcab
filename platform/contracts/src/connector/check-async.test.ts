import { describe, expect, it } from "vitest";
import { type AsyncOperation, asyncOperationSchema } from "./async.ts";
import { checkAsync } from "./check-async.ts";
import { type Operation, type OperationInput, operationSchema } from "./operation.ts";

const id = { name: "id", in: "path", required: true } as const;
const project = { name: "project", in: "path", required: true } as const;
const json = { content: { "application/json": {} } };
const of = (input: Partial<OperationInput> & { id: string }): Operation => operationSchema.parse({ method: "POST", path: "/jobs", ...input });

const others = [
  of({ id: "getJob", method: "GET", path: "/jobs/{id}", parameters: [id] }),
  of({ id: "stopJob", path: "/jobs/{id}/stop", parameters: [id] }),
  of({ id: "findJob", path: "/find", requestBody: { required: true, ...json } }),
  of({ id: "inProject", method: "GET", path: "/{project}/jobs/{id}", parameters: [project, id] }),
  of({ id: "events", method: "GET", path: "/events/{id}", parameters: [id], transport: "event-stream" }),
  of({ id: "nested", method: "GET", path: "/nested/{id}", parameters: [id], async: { id: { pointer: "" }, poll: { operation: "getJob", parameter: "path.id", outcome: { state: "/s", succeeded: ["ok"] } } } }),
];
const outcome = { state: "/state", succeeded: ["done"], failed: ["error"], cancelled: ["stopped"] };
const poll = { operation: "getJob", parameter: "path.id", outcome };

function found(declared: object, more: Partial<OperationInput> = {}): [string, string][] {
  const operation = of({ id: "start", requestBody: json, ...more, async: asyncOperationSchema.parse({ id: { pointer: "/id" }, poll, ...declared }) });
  return checkAsync(operation, (name) => others.find((other) => other.id === name)).map(({ field, message }) => {
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    return [field, message.en];
  });
}

describe("the declaration of an async operation", () => {
  it("is fine when all that it names is there", () => {
    expect(found({ callback: { parameter: "body./callback/url", outcome }, cancel: { operation: "stopJob", parameter: "path.id" }, result: { operation: "findJob", parameter: "body./job/id", pointer: "/items" }, idempotencyHeader: "Idempotency-Key" })).toEqual([]);
    expect(checkAsync(of({ id: "plain" }), () => undefined)).toEqual([]);
  });

  it("passes on parameters that both operations have", () => {
    expect(found({ poll: { ...poll, operation: "inProject" } })).toEqual([["/async/poll/operation", expect.stringContaining("also needs path.project")]]);
    expect(found({ poll: { ...poll, operation: "inProject" } }, { path: "/{project}/jobs", parameters: [project] })).toEqual([]);
  });

  it.each([
    ["an operation that is not there", { poll: { ...poll, operation: "gone" } }, "/async/poll/operation", "does not have"],
    ["the operation itself", { poll: { ...poll, operation: "start" } }, "/async/poll/operation", "itself"],
    ["one that starts work too", { poll: { ...poll, operation: "nested" } }, "/async/poll/operation", "only starts work itself"],
    ["one that streams", { cancel: { operation: "events", parameter: "path.id" } }, "/async/cancel/operation", "stream"],
    ["a parameter that is not there", { poll: { ...poll, parameter: "query.id" } }, "/async/poll/parameter", "it takes path.id"],
    ["a place that is none", { poll: { ...poll, parameter: "id" } }, "/async/poll/parameter", "must be path.<name>"],
    ["a cookie", { poll: { ...poll, parameter: "cookie.id" } }, "/async/poll/parameter", "must be path.<name>"],
    ["the whole body", { result: { operation: "findJob", parameter: "body.", pointer: "" } }, "/async/result/parameter", "must be path.<name>"],
    ["a body where none is taken", { poll: { ...poll, parameter: "body./id" } }, "/async/poll/parameter", "does not take"],
    ["a callback in the path", { callback: { parameter: "path.id", outcome } }, "/async/callback/parameter", "cannot be part of the path"],
    ["a callback that the start does not take", { callback: { parameter: "query.callback", outcome } }, "/async/callback/parameter", "does not take"],
    ["a state with two meanings", { poll: { ...poll, outcome: { ...outcome, failed: ["done"] } } }, "/async/poll/outcome/failed", "'done' twice"],
    ["cancelling without a state for it", { poll: { ...poll, outcome: { ...outcome, cancelled: [] } }, cancel: { operation: "stopJob", parameter: "path.id" } }, "/async/cancel", "no state means"],
    ["waits that shrink", { poll: { ...poll, intervalMs: 5_000, maxIntervalMs: 1_000 } }, "/async/poll/maxIntervalMs", "at least the first wait"],
    ["a header that gateways keep", { idempotencyHeader: "Authorization" }, "/async/idempotencyHeader", "does not reach the backend"],
    ["a header of the platform", { idempotencyHeader: "X-Tessera-Key" }, "/async/idempotencyHeader", "does not reach the backend"],
  ])("says what is wrong with %s", (_what, declared, field, text) => {
    expect(found(declared)).toContainEqual([field, expect.stringContaining(text)]);
  });

  it("does not go with answers that stream", () => {
    expect(found({}, { transport: "event-stream" })).toEqual([["/async", expect.stringContaining("stream")]]);
  });

  it("keeps the call that fetches the result, and fills in what is absent", () => {
    const declared: AsyncOperation = asyncOperationSchema.parse({ id: { pointer: "/id" }, poll, result: { operation: "getResult", parameter: "path.id" } });
    expect(declared).toMatchObject({ result: { operation: "getResult", parameter: "path.id", pointer: "" }, timeoutSeconds: 3_600, poll: { intervalMs: 2_000, maxIntervalMs: 30_000 } });
    expect(asyncOperationSchema.safeParse({ id: { pointer: "/id" } }).success).toBe(false);
  });
});
