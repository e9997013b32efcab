import { compareValues } from "../bson/compare.ts";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Paced } from "../pacing/pause.ts";
import { TIME_UNITS, shiftedDate } from "./calendar.ts";
import { partitionsOf } from "./partitions.ts";
import type { Partition, PartitionContext } from "./partitions.ts";
import { withField } from "./stages.ts";
import type { StageOutput, Stream } from "./stages.ts";

/** Documents that one `$densify` may make, as in MongoDB. */
const MOST_DOCUMENTS = 500_000;

type Place = number | Date;

interface Densify {
  readonly field: string;
  readonly partitionBy: readonly string[];
  readonly step: number;
  readonly unit: string | undefined;
  readonly bounds: "full" | "partition" | readonly [Place, Place];
}

function parse(specification: unknown): Densify {
  if (!isDocument(specification)) throw new StoreError("FailedToParse", "The $densify stage specification must be an object");
  const { field, range, partitionByFields } = specification;
  if (typeof field !== "string" || field === "") throw new StoreError("TypeMismatch", "the field '$densify.field' must be a non-empty string");
  if (partitionByFields !== undefined && !(Array.isArray(partitionByFields) && partitionByFields.every((path) => typeof path === "string"))) {
    throw new StoreError("TypeMismatch", "the field '$densify.partitionByFields' must be an array of strings");
  }
  if (!isDocument(range)) throw new StoreError("TypeMismatch", "the field '$densify.range' must be an object");
  const { step, bounds, unit } = range;
  if (!isNumeric(step)) throw new StoreError("TypeMismatch", "the field '$densify.range.step' must be a number");
  if (!(toDouble(step) > 0)) throw new StoreError("BadValue", "the step parameter in a range statement must be a strictly positive numeric value");
  if (unit !== undefined && !TIME_UNITS.has(unit)) throw new StoreError("FailedToParse", `unknown time unit value: ${String(unit)}`);
  if (unit !== undefined && !Number.isInteger(toDouble(step))) throw new StoreError("BadValue", "The step parameter in a range statement must be a whole number when densifying a date range");
  if (bounds !== "full" && bounds !== "partition" && !isRange(bounds, unit !== undefined)) {
    throw new StoreError("BadValue", "a bounding array must hold two numbers, or with a unit two dates, in ascending order; else it has to be 'full' or 'partition'");
  }
  const places = Array.isArray(bounds) ? (bounds.map((bound: unknown) => (bound instanceof Date ? bound : toDouble(bound))) as [Place, Place]) : bounds;
  return { field, partitionBy: (partitionByFields ?? []) as string[], step: toDouble(step), unit: unit as string | undefined, bounds: places as Densify["bounds"] };
}

function isRange(bounds: unknown, isOfDates: boolean): boolean {
  if (!Array.isArray(bounds) || bounds.length !== 2) return false;
  const [low, high] = bounds as [unknown, unknown];
  if (isOfDates) return low instanceof Date && high instanceof Date && low <= high;
  return isNumeric(low) && isNumeric(high) && toDouble(low) <= toDouble(high);
}

/** `$densify`: documents for the steps of a field that none has, each partition with the steps of its own. */
export function densifyStage(source: Stream, specification: unknown, context: PartitionContext): Stream {
  const densify = parse(specification);
  return (function* (): StageOutput {
    const reach = new Reach();
    const checked = measured(source, densify, reach, context);
    const partitionBy = densify.partitionBy.length === 0 ? undefined : Object.fromEntries(densify.partitionBy.map((path, position) => [`f${position}`, `$${path}`]));
    const made = { left: MOST_DOCUMENTS };
    let isEmpty = true;
    for (const partition of partitionsOf(checked, partitionBy, [{ path: densify.field, direction: 1 }], context)) {
      if (partition === PAUSE) {
        yield PAUSE;
        continue;
      }
      isEmpty = false;
      yield* densified(partition, densify, reach, made, context);
    }
    if (isEmpty && partitionBy === undefined) yield* densified({ value: null, documents: [], isPeer: () => false }, densify, reach, made, context);
  })();
}

/** The least and the greatest place of all documents. */
class Reach {
  least: Place | undefined;
  greatest: Place | undefined;

  add(place: Place): void {
    if (this.least === undefined || place < this.least) this.least = place;
    if (this.greatest === undefined || place > this.greatest) this.greatest = place;
  }
}

function placeOf(document: Document, { field, unit }: Densify, { evaluate }: PartitionContext): Place | undefined {
  const value = evaluate(document, `$${field}`) ?? undefined;
  if (value === undefined) return undefined;
  if (unit === undefined ? !isNumeric(value) : !(value instanceof Date)) {
    throw new StoreError("Location5733201", "Densify field type must be numeric with 'unit' unspecified, or a date with 'unit' specified.");
  }
  return value instanceof Date ? value : toDouble(value);
}

function* measured(source: Stream, densify: Densify, reach: Reach, context: PartitionContext): Paced<Document> & Generator {
  for (const document of source) {
    const place = document === PAUSE ? undefined : placeOf(document, densify, context);
    if (place !== undefined) reach.add(place);
    yield document;
  }
}

function* densified({ documents }: Partition, densify: Densify, reach: Reach, made: { left: number }, context: PartitionContext): StageOutput {
  const { field, bounds, step, unit, partitionBy } = densify;
  const constants = partitionBy.map((path) => [path, documents[0] === undefined ? undefined : context.evaluate(documents[0], `$${path}`)] as const).filter(([, value]) => value !== undefined);
  const after = (place: Place): Place => (place instanceof Date ? shiftedDate(place, unit as string, step) : place + step);
  const create = (place: Place): Document => {
    if (--made.left < 0) throw new StoreError("Location5897900", `$densify made more than ${MOST_DOCUMENTS} documents: use a larger step or a smaller range`);
    return constants.reduce((result, [path, value]) => withField(result, path, value), withField({}, field, place));
  };
  const isBefore = (place: Place, end: Place | undefined): boolean => end !== undefined && compareValues(place, end) < 0;
  // Where the next document belongs; before the first one of a partition that has no other beginning there is none.
  let next: Place | undefined = Array.isArray(bounds) ? (bounds[0] as Place) : bounds === "full" ? reach.least : undefined;
  const end = Array.isArray(bounds) ? (bounds[1] as Place) : undefined;
  for (const document of documents) {
    const place = placeOf(document, densify, context);
    if (place !== undefined) {
      while (next !== undefined && isBefore(next, place) && (end === undefined || isBefore(next, end))) {
        yield create(next);
        next = after(next);
        if (context.isTurnOver()) yield PAUSE;
      }
      if (next === undefined || compareValues(next, place) === 0) next = after(place);
    }
    yield document;
    if (context.isTurnOver()) yield PAUSE;
  }
  const isLeft = (place: Place): boolean => (Array.isArray(bounds) ? isBefore(place, end) : bounds === "full" && reach.greatest !== undefined && compareValues(place, reach.greatest) <= 0);
  // A partition of documents without the field has no steps.
  if (partitionBy.length > 0 && !documents.some((document) => placeOf(document, densify, context) !== undefined)) return;
  for (; next !== undefined && isLeft(next); next = after(next)) {
    yield create(next);
    if (context.isTurnOver()) yield PAUSE;
  }
}
