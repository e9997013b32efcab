import { type OperationInput, operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { followUpCall, qualifiedParams, startCall } from "./call-inputs.ts";

const outcome = { state: "/s", succeeded: ["ok"] };
const start = (parameter: string, more: Partial<OperationInput> = {}) =>
  operationSchema.parse({
    id: "start", method: "POST", path: "/{project}/jobs", parameters: [{ name: "project", in: "path", required: true }, { name: "notify", in: "query" }, { name: "X-Notify", in: "header" }, { name: "dry", in: "query" }],
    requestBody: { content: { "application/json": {} } }, async: { id: { pointer: "/id" }, callback: { parameter, outcome }, idempotencyHeader: "Idempotency-Key" }, ...more,
  });
const secrets = { params: { "path.project": "a b", dry: true }, body: { name: "n", hooks: { keep: 1 } }, callbackUrl: "https://tessera.example.com/cb" };

describe("the calls of a run", () => {
  it.each([
    ["query.notify", { target: "/a%20b/jobs?dry=true&notify=https%3A%2F%2Ftessera.example.com%2Fcb" }],
    ["header.x-notify", { headers: expect.objectContaining({ "x-notify": "https://tessera.example.com/cb" }) as unknown }],
    ["body./hooks/done", { body: JSON.stringify({ name: "n", hooks: { keep: 1, done: "https://tessera.example.com/cb" } }) }],
    ["body./a~1b", { body: JSON.stringify({ name: "n", hooks: { keep: 1 }, "a/b": "https://tessera.example.com/cb" }) }],
  ])("carry the callback address in %s, and the key", (parameter, expected) => {
    expect(startCall(start(parameter), secrets, "key-1")).toMatchObject({ method: "POST", ...expected, headers: expect.objectContaining({ "idempotency-key": "key-1" }) });
  });

  it("make a body for the address, and refuse one that has no place for it", () => {
    expect(startCall(start("body./url"), { params: { "path.project": "p" }, callbackUrl: "u" }, "k").body).toBe('{"url":"u"}');
    for (const body of [[1], "text", 5]) expect(() => startCall(start("body./url"), { ...secrets, body }, "k")).toThrow(expect.objectContaining({ code: "call.body", path: "/body" }));
    expect(startCall(start("body./__proto__/x"), { params: { "path.project": "p" }, callbackUrl: "u" }, "k").body).toBe('{"__proto__":{"x":"u"}}');
  });

  it("ask about the work with its id and the inputs that both operations take", () => {
    const get = operationSchema.parse({ id: "get", method: "GET", path: "/{project}/jobs/{id}", parameters: [{ name: "project", in: "path", required: true }, { name: "id", in: "path", required: true }] });
    const params = qualifiedParams(start("query.notify"), { project: "p/q", dry: true });
    expect(params).toEqual({ "path.project": "p/q", "query.dry": true });
    expect(followUpCall(get, { params }, "path.id", "job/../7").target).toBe("/p%2Fq/jobs/job%2F..%2F7");
    expect(() => followUpCall(get, { params }, "path.id", "..")).toThrow(expect.objectContaining({ code: "call.parameter" }));
  });
});
