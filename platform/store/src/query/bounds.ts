import { ORDER } from "../bson/compare.ts";
import { textFormOf } from "../index/folded-text.ts";
import { complementBytes, encodeValue } from "../index/key-encoding.ts";
import type { TextForm } from "../index/key-encoding.ts";
import type { Index } from "../index/index-runtime.ts";
import type { Constraint, RangeConstraint, RangeEnd } from "./constraints.ts";

/** A half-open byte range of index keys. */
export interface KeyRange {
  readonly low: Buffer;
  readonly high: Buffer;
}

/** How far constraints narrow an index. */
export interface IndexBounds {
  readonly ranges: readonly KeyRange[];
  /** Constraints that the ranges express completely. */
  readonly consumed: ReadonlySet<Constraint>;
  /** Number of leading components that are pinned to exactly one value. */
  readonly pinned: number;
  readonly constrainedComponents: number;
}

/** What an index looks like to the planner; `_id` has the same shape without a definition. */
export type IndexShape = Pick<Index, "paths" | "descending" | "collation"> & { readonly multikeyPaths: number };

/** No component starts with ff, so a prefix followed by ff is above everything that starts with the prefix. */
const ABOVE = Buffer.from([0xff]);
const EMPTY = Buffer.alloc(0);
const MAX_RANGES = 1_000;

/** The ranges of keys that can hold matches, in key order and without overlap. */
export function boundsOf(index: IndexShape, constraints: readonly Constraint[]): IndexBounds {
  const consumed = new Set<Constraint>();
  let prefixes: Buffer[] = [EMPTY];
  let pinned = 0;
  let component = 0;
  let arrayWasUsed = false;
  for (; component < index.paths.length; component++) {
    const isArray = (index.multikeyPaths & (1 << component)) !== 0;
    // Bounds on two components of one array could be met by different elements.
    if (isArray && arrayWasUsed) break;
    arrayWasUsed ||= isArray;
    const own = constraints.filter((constraint) => constraint.path === index.paths[component]);
    const descending = index.descending[component] === true;
    const chosen = own.find((constraint) => constraint.kind === "points");
    if (chosen?.kind === "points") {
      const values = distinctEncodings(chosen.values, descending, textFormOf(index.collation));
      if (prefixes.length * values.length > MAX_RANGES) break;
      consumed.add(chosen);
      prefixes = prefixes.flatMap((prefix) => values.map((value) => Buffer.concat([prefix, value])));
      if (pinned === component && values.length === 1) pinned++;
      continue;
    }
    const range = mergedRange(own, isArray, consumed);
    if (range === undefined) break;
    const [low, high] = rangeBytes(range, descending);
    const ranges = prefixes.map((prefix) => ({ low: Buffer.concat([prefix, low]), high: Buffer.concat([prefix, high]) }));
    return { ranges: ranges.filter((entry) => Buffer.compare(entry.low, entry.high) < 0), consumed, pinned, constrainedComponents: component + 1 };
  }
  return { ranges: prefixes.map((prefix) => ({ low: prefix, high: Buffer.concat([prefix, ABOVE]) })), consumed, pinned, constrainedComponents: component };
}

function distinctEncodings(values: readonly unknown[], descending: boolean, textForm: TextForm | undefined): Buffer[] {
  const encodings = values.map((value) => encodeValue(value ?? null, textForm)).map((bytes) => (descending ? complementBytes(bytes) : bytes));
  encodings.sort(Buffer.compare);
  return encodings.filter((encoding, index) => index === 0 || !encoding.equals(encodings[index - 1] as Buffer));
}

/** All ranges of one bracket intersected; on an array only one condition counts, since each may be met by another element. */
function mergedRange(constraints: readonly Constraint[], isArray: boolean, consumed: Set<Constraint>): RangeConstraint | undefined {
  const ranges = constraints.filter((constraint) => constraint.kind === "range");
  const first = ranges[0];
  if (first === undefined) return undefined;
  const used = isArray ? [first] : ranges.filter((range) => range.order === first.order);
  for (const range of used) consumed.add(range);
  return used.slice(1).reduce((merged, range) => ({ ...merged, low: tighter(merged.low, range.low, 1), high: tighter(merged.high, range.high, -1) }), first);
}

function tighter(a: RangeEnd | undefined, b: RangeEnd | undefined, direction: 1 | -1): RangeEnd | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order = Buffer.compare(encodeValue(a.value), encodeValue(b.value)) * direction;
  if (order === 0) return a.inclusive ? b : a;
  return order > 0 ? a : b;
}

/**
 * The range in bytes. Open ends stop at the bracket, whose values all start with its order and with that of no other bracket; for
 * numbers above NaN, which range operators never match.
 */
function rangeBytes({ order, low, high }: RangeConstraint, descending: boolean): readonly [Buffer, Buffer] {
  const floor = order === ORDER.number ? { value: -Infinity, inclusive: true } : undefined;
  const [bottom, top] = [low ?? floor, high];
  const edge = (end: RangeEnd, isAfter: boolean): Buffer => {
    const bytes = descending ? complementBytes(encodeValue(end.value)) : encodeValue(end.value);
    return isAfter ? Buffer.concat([bytes, ABOVE]) : bytes;
  };
  if (!descending) return [bottom === undefined ? Buffer.from([order]) : edge(bottom, !bottom.inclusive), top === undefined ? Buffer.from([order + 1]) : edge(top, top.inclusive)];
  return [top === undefined ? complementBytes(Buffer.from([order])) : edge(top, !top.inclusive), bottom === undefined ? complementBytes(Buffer.from([order - 1])) : edge(bottom, bottom.inclusive)];
}
