import { describe, expect, it } from "vitest";
import { callbackBody, loggedHeaders } from "./callback-body.ts";
import { callbackToken, isCallbackSecret, newCallbackSecret, splitToken } from "./callback-token.ts";

describe("a callback as it comes in", () => {
  it.each([
    ["JSON", '{"a":[1]}', "application/json", { a: [1] }],
    ["JSON called text", '{"a":1}', "text/plain", { a: 1 }],
    ["text", "done", "text/plain", "done"],
    ["broken JSON", '{"a":', "application/json", '{"a":'],
    ["a form", "state=done&job=%7B%22id%22%3A7%7D", "application/x-www-form-urlencoded; charset=utf-8", { state: "done", job: { id: 7 } }],
    ["nothing", "", undefined, null],
  ])("is read as %s", (_what, text, type, expected) => expect(callbackBody(Buffer.from(text), type)).toEqual(expected));

  it("is null when binary, and text when it nests without end", () => {
    expect(callbackBody(Buffer.from([0, 1, 255]), "application/json")).toBeNull();
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect(callbackBody(Buffer.from(deep), "application/json")).toBe(deep);
  });

  it("is logged without secrets", () => {
    expect(loggedHeaders({ authorization: "Bearer x", cookie: "a=b", "x-hub-signature-256": "s", "x-api-key": "k", "x-gitlab-token": "t", "content-type": "text/plain", via: ["a", "b"] })).toEqual({
      authorization: "…", cookie: "…", "x-hub-signature-256": "…", "x-api-key": "…", "x-gitlab-token": "…", "content-type": "text/plain", via: "a,b",
    });
  });
});

describe("the address of a callback", () => {
  it("proves that it was given out", () => {
    const run = "0199f000-0000-7000-8000-000000000000";
    const { secret, hash } = newCallbackSecret();
    expect(splitToken(callbackToken(run, secret))).toEqual({ run, secret });
    expect(isCallbackSecret(secret, hash)).toBe(true);
    expect([isCallbackSecret(newCallbackSecret().secret, hash), isCallbackSecret(secret, null), isCallbackSecret("", null)]).toEqual([false, false, false]);
  });

  it.each(["", ".", "x.y", "0199f000-0000-7000-8000-000000000000", "0199f000-0000-7000-8000-000000000000.short", `0199f000-0000-7000-8000-000000000000.${"a".repeat(44)}`])("is none: %j", (token) => expect(splitToken(token)).toBeNull());
});
