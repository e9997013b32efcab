import { createHash, createHmac } from "node:crypto";
import { credentialInputSchema } from "@tessera/contracts";
import type { CredentialInput, HmacCredential } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import type { OutgoingCall } from "./authorizer.ts";
import { createHmacAuthorizer } from "./hmac.ts";

const source = { now: () => 1_700_000_000_123, nonce: () => "n1" };
const body = Buffer.from('{"a":1}');

function signed(given: Partial<Extract<CredentialInput, { kind: "hmac" }>>, call: Partial<OutgoingCall> = {}): OutgoingCall {
  const credential = credentialInputSchema.parse({ kind: "hmac", scheme: "timestamp", keyId: "AK", secret: "SK", ...given }) as HmacCredential;
  const outgoing: OutgoingCall = { method: "POST", origin: "http://b.example.com", path: "/v1/x?b=2&a=1", headers: {}, body, ...call };
  void createHmacAuthorizer(credential, source).authorize(outgoing);
  return outgoing;
}
const hmac = (text: string, encoding: "hex" | "base64" = "hex") => createHmac("sha256", "SK").update(text).digest(encoding);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("the timestamp scheme", () => {
  it("signs timestamp, method, path with query and the digest of the body, one per line", () => {
    expect(signed({}).headers).toEqual({ "x-access-key": "AK", "x-timestamp": "1700000000", "x-signature": hmac(`1700000000\nPOST\n/v1/x?b=2&a=1\n${sha256('{"a":1}')}`) });
  });

  it("signs a nonce where it has a header, with the digest of an empty body", () => {
    const { headers } = signed({ headers: { keyId: "X-Key", timestamp: "X-Time", nonce: "X-Nonce", signature: "X-Sign" }, timestampFormat: "milliseconds" }, { method: "GET", body: null });
    expect(headers).toEqual({ "x-key": "AK", "x-time": "1700000000123", "x-nonce": "n1", "x-sign": hmac(`1700000000123\nn1\nGET\n/v1/x?b=2&a=1\n${sha256("")}`) });
  });

  it("signs bytes without separator, as base64, with an ISO time", () => {
    const { headers } = signed({ separator: "none", bodyAs: "bytes", encoding: "base64", timestampFormat: "iso8601" });
    expect(headers["x-signature"]).toBe(hmac('2023-11-14T22:13:20.123ZPOST/v1/x?b=2&a=1{"a":1}', "base64"));
  });

  it("reads a secret in base64 as its bytes, and refuses one that is none", () => {
    const text = `1700000000\nPOST\n/v1/x?b=2&a=1\n${sha256('{"a":1}')}`;
    expect(signed({ secret: Buffer.from("SK").toString("base64"), secretEncoding: "base64" }).headers["x-signature"]).toBe(hmac(text));
    expect(() => signed({ secret: "not base64!", secretEncoding: "base64" })).toThrow(/base64/);
  });

  it("takes no header of the connection for its own", () => {
    expect(() => signed({ headers: { signature: "Content-Length" } })).toThrow(/connection/);
  });
});

describe("the scheme of RFC 9421", () => {
  it("replaces what the caller sent in its place", () => {
    const { headers } = signed({ scheme: "http-message-signatures" }, { headers: { "content-type": "application/json", signature: "a=:b:", "signature-input": "a=()", "content-digest": "sha-256=:AA==:" } });
    expect(headers["signature-input"]).toBe('tessera=("@method" "@authority" "@path" "@query" "content-type" "content-digest");created=1700000000;nonce="n1";keyid="AK";alg="hmac-sha256"');
    expect(headers["content-digest"]).toBe(`sha-256=:${createHash("sha256").update(body).digest("base64")}:`);
    expect(headers["signature"]).toMatch(/^tessera=:[A-Za-z0-9+/]{43}=:$/);
  });

  it("has no digest where there is no body", () => {
    const { headers } = signed({ scheme: "http-message-signatures" }, { body: null, headers: { "content-digest": "sha-256=:AA==:" } });
    expect(headers["content-digest"]).toBeUndefined();
    expect(headers["signature-input"]).toContain('("@method" "@authority" "@path" "@query");');
  });
});
