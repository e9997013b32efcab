import { createVault } from "@tessera/vault";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { createIdentityIssuer } from "./identity.ts";
import { answeredHeaders, forwardedHeaders } from "./headers.ts";
import { rewriteLocation } from "./location.ts";

describe("header fields", () => {
  it("of the caller lose those of the connection, also the ones it names", () => {
    expect(forwardedHeaders({ connection: "X-One, keep-alive", "x-one": "1", "x-two": "2", "keep-alive": "5", "transfer-encoding": "chunked", upgrade: "h2c", authorization: "a", "x-tessera-any": "f", host: "h", "content-length": "1", expect: "100-continue" })).toEqual({ "x-two": "2" });
  });

  it.each([
    ["tessera_session=1; a=2", "a=2"],
    ["a=2; __Host-tessera-csrf=1;b=3", "a=2; b=3"],
    ["tessera=1", undefined],
    ["xtessera=1", "xtessera=1"],
  ])("of the cookies %s leave %s", (cookie, expected) => {
    expect(forwardedHeaders({ cookie })["cookie"]).toBe(expected);
  });

  it("of the answer keep duplicates and bytes", () => {
    const raw = ["Set-Cookie", "a", "SET-COOKIE", "b", "set-cookie", "c", "X", "é", "Connection", "close, Y", "Y", "1", "__proto__", "p"].map((text) => Buffer.from(text, "utf8"));
    const headers = answeredHeaders(raw);
    expect(Object.entries(headers)).toEqual([["set-cookie", ["a", "b", "c"]], ["x", Buffer.from("é").toString("latin1")], ["__proto__", "p"]]);
  });
});

describe("a redirect", () => {
  it.each([
    ["http://b.example.com:90/api/x?y#z", "/s/c/p/x?y#z"],
    ["http://b.example.com:90/api", "/s/c/p"],
    ["http://b.example.com:90/other", "/s/c/p/other"],
    ["//b.example.com:90/api/x", "/s/c/p/x"],
    ["/api/x", "/s/c/p/x"],
    ["/apix", "/s/c/p/apix"],
    ["../x", "../x"],
    ["?page=2", "?page=2"],
    ["https://b.example.com:90/api/x", "https://b.example.com:90/api/x"],
    ["http://[", "http://["],
  ])("to %s becomes %s", (location, expected) => {
    expect(rewriteLocation(location, "http://b.example.com:90", "/api", "/s/c/p")).toBe(expected);
  });
});

describe("identity", () => {
  it("is signed once per caller and connector for 30 s", async () => {
    let now = 1_000_000_000;
    const issuer = createIdentityIssuer(createVault([Buffer.alloc(32)]).identityKeyPair(), () => now);
    const caller = { kind: "app" as const, id: "app:ops/x", name: "x", space: "ops", member: false, user: "li" };
    const first = await issuer.tokenFor(caller, "ops/p");
    now += 29_999;
    expect(await issuer.tokenFor(caller, "ops/p")).toBe(first);
    expect(await issuer.tokenFor(caller, "ops/q")).not.toBe(first);
    expect(await issuer.tokenFor({ ...caller, user: "wang" }, "ops/p")).not.toBe(first);
    now += 1;
    const second = await issuer.tokenFor(caller, "ops/p");
    expect(decodeJwt(second)).toMatchObject({ sub: "app:ops/x", aud: "ops/p", user: "li", exp: 1_000_030 + 60 });
  });
});
