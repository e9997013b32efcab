import { describe, expect, it } from "vitest";
import { redact } from "./redact.ts";

describe("redact", () => {
  it("leaves out what must not be read back, at any depth", () => {
    const value = { password: "p", newPassword: "p", token: "t", apiKey: "k", api_key: "k", headers: { Authorization: "Bearer x", accept: "a" }, list: [{ clientSecret: "s", name: "n" }] };
    expect(redact(value)).toEqual({ password: "…", newPassword: "…", token: "…", apiKey: "…", api_key: "…", headers: { Authorization: "…", accept: "a" }, list: [{ clientSecret: "…", name: "n" }] });
  });

  it("keeps the kind of a credential and nothing else of it", () => {
    expect(redact({ credential: { kind: "basic", username: "svc", password: "p", updatedAt: "2026-01-01" } })).toEqual({ credential: { kind: "basic", updatedAt: "2026-01-01" } });
  });

  it("gives JSON: dates as text, nothing undefined, long texts cut", () => {
    const long = redact({ text: "x".repeat(5_000) }) as { text: string };
    expect(long.text).toHaveLength(2_001);
    expect(redact({ at: new Date(0), none: undefined, nothing: null, yes: true, count: 3 })).toEqual({ at: "1970-01-01T00:00:00.000Z", nothing: null, yes: true, count: 3 });
  });

  it("keeps words that only sound secret", () => expect(redact({ tokenName: "ci", permissions: ["token.own"], secretary: "Li" })).toEqual({ tokenName: "ci", permissions: ["token.own"], secretary: "Li" }));
});
