import { compareValues } from "../bson/compare.ts";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Pause } from "../pacing/pause.ts";
import type { SortKey } from "../query/sort.ts";
import { sortItems } from "../query/sort-items.ts";
import { approximateSize } from "./document-size.ts";
import type { Options } from "./expression-operators.ts";
import { Group, outputFields } from "./grouping.ts";
import type { PartitionContext } from "./partitions.ts";
import { rounderOf } from "./preferred-numbers.ts";
import type { Rounder } from "./preferred-numbers.ts";
import type { StageOutput, Stream } from "./stages.ts";

interface Rated {
  readonly value: unknown;
  readonly document: Document;
}

/** `$bucketAuto`: so many groups of neighbouring values, of about as many documents each. */
export function bucketAutoStage(source: Stream, specification: Document, options: Options, context: PartitionContext): Stream {
  const { groupBy, buckets, output, granularity, ...unknown } = specification;
  if (Object.keys(unknown).length > 0) throw new StoreError("Location40245", `Unrecognized option to $bucketAuto: ${Object.keys(unknown)[0]}.`);
  if (groupBy === undefined || buckets === undefined) throw new StoreError("Location40246", "$bucketAuto requires 'groupBy' and 'buckets' to be specified.");
  const most = isNumeric(buckets) ? toDouble(buckets) : Number.NaN;
  if (!Number.isInteger(most)) throw new StoreError("Location40241", "The $bucketAuto 'buckets' field must be a numeric value that is a whole number");
  if (most < 1) throw new StoreError("Location40243", `The $bucketAuto 'buckets' field must be greater than 0, but found: ${most}`);
  if (output !== undefined && !isDocument(output)) throw new StoreError("Location40244", "The $bucketAuto 'output' field must be an object");
  const fields = outputFields(isDocument(output) ? output : { count: { $sum: 1 } }, options);
  const rounder = granularity === undefined ? undefined : rounderOf(granularity);
  return (function* (): StageOutput {
    const sorted: Rated[] = [];
    for (const item of byValue(rated(source, groupBy, rounder, context), context)) {
      if (item === PAUSE) yield PAUSE;
      else sorted.push(item);
    }
    yield* bucketsOf(sorted, most, rounder, () => new Group(fields), context);
  })();
}

function* rated(source: Stream, groupBy: unknown, rounder: Rounder | undefined, { evaluate }: PartitionContext): Generator<Rated | Pause> {
  for (const document of source) {
    if (document === PAUSE) {
      yield PAUSE;
      continue;
    }
    const value = evaluate(document, groupBy) ?? null;
    if (rounder !== undefined) assertRoundable(value);
    yield { value, document };
  }
}

function assertRoundable(value: unknown): void {
  if (!isNumeric(value)) throw new StoreError("Location40258", "$bucketAuto can specify a 'granularity' with numeric boundaries only");
  if (Number.isNaN(toDouble(value))) throw new StoreError("Location40259", "$bucketAuto can specify a 'granularity' with numeric boundaries only, but found a NaN");
  if (toDouble(value) < 0) throw new StoreError("Location40260", "$bucketAuto can specify a 'granularity' with non-negative numbers only");
}

function byValue(items: Iterable<Rated | Pause>, { collation, isTurnOver }: PartitionContext): Generator<Rated | Pause> {
  const compare = (a: unknown, b: unknown): number => compareValues((a as Rated).value, (b as Rated).value, collation);
  return sortItems(items, { keyOf: (item) => item as unknown as SortKey, keys: { compare }, sizeOf: ({ document }) => approximateSize(document), keep: Infinity, isTurnOver });
}

function* bucketsOf(sorted: readonly Rated[], most: number, rounder: Rounder | undefined, start: () => Group, { collation, isTurnOver }: PartitionContext): StageOutput {
  const size = Math.max(Math.round(sorted.length / most), 1);
  const valueAt = (position: number): unknown => sorted[position]?.value;
  let min: unknown = rounder === undefined ? valueAt(0) : rounder.down(toDouble(valueAt(0) ?? 0));
  let at = 0;
  for (let bucket = 1; at < sorted.length; bucket++) {
    const group = start();
    const end = bucket === most ? sorted.length : Math.min(at + size, sorted.length);
    let max: unknown;
    const belongs = (position: number): boolean => {
      if (position >= sorted.length) return false;
      return position < end || compareValues(valueAt(position), max, collation) < (rounder === undefined ? 1 : 0);
    };
    for (; belongs(at); at++) {
      group.add((sorted[at] as Rated).document);
      // The bound is that of the documents the bucket has to have; others are taken in for it.
      if (at === end - 1) max = rounder === undefined ? valueAt(at) : rounder.up(toDouble(valueAt(at)));
      if (isTurnOver()) yield PAUSE;
    }
    if (at < sorted.length && rounder === undefined) max = valueAt(at);
    if (at < sorted.length && max === 0 && rounder !== undefined) max = rounder.down(toDouble(valueAt(at)));
    yield { _id: { min, max }, ...group.result() };
    min = max;
  }
}
