import { describe, expect, it } from "vitest";
import { frameOriginPlaceholder, playerFrameHeaders } from "./headers.ts";

describe("the frame's headers", () => {
  const policy = new Map((playerFrameHeaders["Content-Security-Policy"] ?? "").split("; ").map((part) => [part.slice(0, part.indexOf(" ")), part.slice(part.indexOf(" ") + 1)]));

  it("give it scripts and nothing else of a sandbox", () => expect(policy.get("sandbox")).toBe("allow-scripts"));

  it("leave it no network", () => {
    for (const directive of ["default-src", "connect-src", "frame-src", "worker-src", "form-action", "base-uri", "object-src"]) expect(policy.get(directive)).toBe("'none'");
    expect(policy.get("img-src")).toBe("data: blob:");
  });

  it("let nothing but the frame's own files be connected to, navigations included", () => {
    expect(playerFrameHeaders["Connection-Allowlist"]).toBe(`("${frameOriginPlaceholder}/player/*")`);
  });

  it("name the server's origin, because an opaque origin has no 'self'", () => {
    expect(policy.get("script-src")).toBe(`${frameOriginPlaceholder}/player/ 'unsafe-eval'`);
    expect([...policy.values()].join(" ")).not.toContain("'self'");
    expect(policy.get("script-src")).not.toContain("unsafe-inline");
  });
});
