import { expect, it } from "vitest";
import { matchScore } from "./match.ts";

it("fits when every word occurs, in any order and case", () => {
  expect(matchScore("center alert", "Alert center")).toBeGreaterThan(0);
  expect(matchScore("alert x", "Alert center")).toBeUndefined();
  expect(matchScore("告警", "告警中心 alert-center")).toBeGreaterThan(0);
});
it("prefers the start of a word", () => {
  expect(matchScore("pro", "prometheus") ?? 0).toBeGreaterThan(matchScore("pro", "unproven") ?? 0);
});
