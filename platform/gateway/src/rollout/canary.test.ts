import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Canary, asksWho, compileCanary, isChosen, matchesHeader } from "./canary.ts";

const canary = (weight: number, salt = "ops/p/prod@1.1.0"): Canary => compileCanary({ weight, header: null, callers: [] }, salt);

const populations: Record<string, readonly string[]> = {
  "ids without order": Array.from({ length: 20_000 }, (_, index) => `token:${createHash("sha256").update(String(index)).digest("hex").slice(0, 24)}`),
  "numbered callers": Array.from({ length: 20_000 }, (_, index) => `user:${index}`),
  "apps that differ in one character": Array.from({ length: 20_000 }, (_, index) => `app:default/shop-${index.toString(36)}`),
};

describe("choosing by weight", () => {
  for (const [name, callers] of Object.entries(populations)) {
    it.each([0.5, 1, 5, 10, 33, 50, 90, 99])(`gives %f %% of ${name} the version`, (weight) => {
      const share = callers.filter((id) => isChosen(canary(weight), { id }, "")).length / callers.length;
      const expected = weight / 100;
      // Five standard deviations of a fair draw.
      expect(Math.abs(share - expected)).toBeLessThan(5 * Math.sqrt((expected * (1 - expected)) / callers.length));
    });

    it(`keeps every one of ${name} while the weight grows`, () => {
      let before = new Set<string>();
      for (const weight of [0, 1, 2, 5, 10, 25, 50, 75, 100]) {
        const chosen = new Set(callers.filter((id) => isChosen(canary(weight), { id }, "")));
        expect(before.isSubsetOf(chosen)).toBe(true);
        before = chosen;
      }
      expect(before.size).toBe(callers.length);
    });
  }

  it("does not try each version on the same callers", () => {
    const callers = populations["numbered callers"] ?? [];
    const first = callers.filter((id) => isChosen(canary(10, "ops/p/prod@1.1.0"), { id }, ""));
    const again = first.filter((id) => isChosen(canary(10, "ops/p/prod@1.2.0"), { id }, "")).length / first.length;
    expect(again).toBeGreaterThan(0.05);
    expect(again).toBeLessThan(0.15);
  });

  it("spreads addresses of strangers, and end users behind one app", () => {
    const addresses = Array.from({ length: 10_000 }, (_, index) => `192.0.${index >> 8}.${index & 255}`);
    const users = Array.from({ length: 10_000 }, (_, index) => `u${index}`);
    for (const chosen of [addresses.filter((address) => isChosen(canary(20), undefined, address)), users.filter((user) => isChosen(canary(20), { id: "app:ops/desk", user }, "192.0.2.1"))]) {
      expect(chosen.length).toBeGreaterThan(1_800);
      expect(chosen.length).toBeLessThan(2_200);
    }
  });
});

describe("choosing by name and header", () => {
  const named = compileCanary({ weight: 0, header: { name: "X-Try", values: ["new", "next"] }, callers: ["app:ops/desk"] }, "s");

  it("takes named callers, whoever uses them", () => {
    expect(isChosen(named, { id: "app:ops/desk", user: "li" }, "")).toBe(true);
    expect(isChosen(named, { id: "app:ops/other" }, "")).toBe(false);
    expect(isChosen(named, undefined, "192.0.2.1")).toBe(false);
  });

  it("takes a whole value of the header, whatever the case of its name", () => {
    expect(matchesHeader(named, { "x-try": "next" })).toBe(true);
    expect(matchesHeader(named, { "x-try": ["old", "new"] as unknown as string })).toBe(true);
    expect(matchesHeader(named, { "x-try": "newer" })).toBe(false);
    expect(matchesHeader(named, {})).toBe(false);
    expect(matchesHeader(canary(50), { "x-try": "new" })).toBe(false);
  });

  it("asks who calls only where that matters", () => {
    expect([canary(0), canary(100), canary(1), named].map(asksWho)).toEqual([false, false, true, true]);
  });
});
