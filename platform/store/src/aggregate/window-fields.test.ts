import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Document } from "../bson/types.ts";
import { withoutPauses } from "../pacing/pause.ts";
import { Expressions } from "./expressions.ts";
import { windowFieldsStage } from "./window-fields.ts";

const options = new Expressions().stageOptions();

function computed(documents: readonly Document[], specification: Document): Document[] {
  const evaluator = new Expressions();
  let looks = 0;
  const context = { evaluate: (document: Document, expression: unknown) => evaluator.evaluate(expression, document), collation: undefined, isTurnOver: () => ++looks % 3 === 0 };
  return [...withoutPauses(windowFieldsStage(documents, specification, options, context))];
}

const ends = fc.oneof(fc.constantFrom("unbounded" as const, "current" as const), fc.integer({ min: -4, max: 4 }));
function place(end: "unbounded" | "current" | number, open: number): number {
  return end === "unbounded" ? open : end === "current" ? 0 : end;
}

const windows = fc.tuple(ends, ends).filter(([low, high]) => place(low, -Infinity) <= place(high, Infinity));
const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 });

const NAIVE: Readonly<Record<string, (window: readonly number[]) => unknown>> = {
  $sum: (window) => window.reduce((sum, value) => sum + value, 0),
  $avg: (window) => (window.length === 0 ? null : window.reduce((sum, value) => sum + value, 0) / window.length),
  $min: (window) => (window.length === 0 ? null : Math.min(...window)),
  $max: (window) => (window.length === 0 ? null : Math.max(...window)),
  $push: (window) => window,
  $first: (window) => window[0] ?? null,
  $last: (window) => window.at(-1) ?? null,
  $addToSet: (window) => [...new Set(window)],
  $stdDevPop(window) {
    if (window.length === 0) return null;
    const mean = window.reduce((sum, value) => sum + value, 0) / window.length;
    return Math.sqrt(window.reduce((sum, value) => sum + (value - mean) ** 2, 0) / window.length);
  },
};

function rounded(value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 1e9) / 1e9 + 0 : value;
}

describe("windows that slide", () => {
  it.each(["documents", "range"])("give what each window gives by itself, bounded by %s", (kind) => {
    fc.assert(
      fc.property(values, windows, (numbers, [low, high]) => {
        const sorted = numbers.toSorted((a, b) => a - b);
        const output = Object.fromEntries(Object.keys(NAIVE).map((name) => [name.slice(1), { [name]: "$n", window: { [kind]: [low, high] } }]));
        const found = computed(numbers.map((n) => ({ n })), { sortBy: { n: 1 }, output });
        const [from, to] = [place(low, -Infinity), place(high, Infinity)];
        for (const [position, current] of sorted.entries()) {
          const window = sorted.filter((value, at) => (kind === "documents" ? at - position >= from && at - position <= to : value - current >= from && value - current <= to));
          for (const [name, fold] of Object.entries(NAIVE)) expect(rounded(found[position]?.[name.slice(1)]), name).toEqual(rounded(fold(window)));
        }
      }),
      { numRuns: 300 },
    );
  });
});
