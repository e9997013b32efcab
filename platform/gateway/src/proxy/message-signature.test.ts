import { describe, expect, it } from "vitest";
import type { OutgoingCall } from "./authorizer.ts";
import { contentDigest, hmacOfBase, signatureBase } from "./message-signature.ts";

/** The request of RFC 9421, B.2. */
const body = Buffer.from('{"hello": "world"}');
const request: OutgoingCall = {
  method: "POST",
  origin: "https://example.com",
  path: "/foo?param=Value&Pet=dog",
  headers: { date: "Tue, 20 Apr 2021 02:07:55 GMT", "content-type": "application/json", "content-length": "18" },
  body,
};
/** `test-shared-secret` of RFC 9421, B.1.5. */
const key = Buffer.from("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==", "base64");

describe("HTTP message signatures", () => {
  it("are those of RFC 9421, B.2.5", () => {
    const { base, input } = signatureBase(["date", "@authority", "content-type"], [["created", 1_618_884_473], ["keyid", "test-shared-secret"]], request);
    expect(input).toBe('("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"');
    expect(base.split("\n")).toEqual([
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@authority": example.com',
      '"content-type": application/json',
      '"@signature-params": ("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
    ]);
    expect(hmacOfBase(key, base)).toBe("pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=");
  });

  it.each([
    ["@method", "POST"],
    ["@target-uri", "https://example.com/foo?param=Value&Pet=dog"],
    ["@authority", "example.com"],
    ["@scheme", "https"],
    ["@request-target", "/foo?param=Value&Pet=dog"],
    ["@path", "/foo"],
    ["@query", "?param=Value&Pet=dog"],
    ["host", "example.com"],
  ])("cover %s as RFC 9421, 2.2 writes it", (component, value) => {
    expect(signatureBase([component], [], request).base.split("\n")[0]).toBe(`"${component}": ${value}`);
  });

  it("write an absent query as `?`, a port that is not the default, several values of a field", () => {
    const call = { ...request, origin: "http://example.com:8080", path: "/", headers: { "x-list": ["  a ", "b"] } };
    expect(signatureBase(["@query", "@authority", "x-list"], [], call).base.split("\n").slice(0, 3)).toEqual(['"@query": ?', '"@authority": example.com:8080', '"x-list": a, b']);
  });

  it("leave out fields that a call does not have, and escape texts", () => {
    const { input } = signatureBase(["@method", "x-absent"], [["keyid", 'a"b\\c']], request);
    expect(input).toBe('("@method");keyid="a\\"b\\\\c"');
  });

  it("cover the body by its digest of RFC 9530", () => {
    expect(contentDigest(body)).toBe("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
  });
});
