import { expect, it } from "vitest";
import { KeptBriefly } from "./kept-briefly.ts";

it("reads once for all who ask within the time, and again after it", async () => {
  const kept = new KeptBriefly<number>(100);
  let reads = 0;
  const read = (): Promise<number> => Promise.resolve((reads += 1));
  expect(await Promise.all([kept.get("a", read, 0), kept.get("a", read, 99), kept.get("b", read, 99), kept.get("a", read, 100)])).toEqual([1, 1, 2, 3]);
});

it("keeps no failure, and not more than it may", async () => {
  const kept = new KeptBriefly<string>(1_000, 2);
  await expect(kept.get("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await kept.get("a", () => Promise.resolve("back"))).toBe("back");
  await kept.get("b", () => Promise.resolve("b"));
  await kept.get("c", () => Promise.resolve("c"));
  expect(await kept.get("a", () => Promise.resolve("read again"))).toBe("read again");
});
