import { isDocument, isNumeric } from "../bson/types.ts";
import { toDouble } from "../bson/numeric.ts";
import { StoreError } from "../errors.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { StageOutput, Stream } from "./stages.ts";

/** Documents that one `$densify` may make, as in MongoDB. */
const MOST_DOCUMENTS = 500_000;
const UNITS: ReadonlySet<unknown> = new Set(["millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year"]);

/** Refuses a `$densify` that the library would go on computing for ever. */
export function assertDensify(specification: unknown): void {
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
  if (unit !== undefined && !UNITS.has(unit)) throw new StoreError("FailedToParse", `unknown time unit value: ${String(unit)}`);
  if (bounds !== "full" && bounds !== "partition" && !isRange(bounds)) {
    throw new StoreError("BadValue", "a bounding array must hold two numbers or two dates in ascending order; else it has to be 'full' or 'partition'");
  }
}

function isRange(bounds: unknown): boolean {
  if (!Array.isArray(bounds) || bounds.length !== 2) return false;
  const [low, high] = bounds as [unknown, unknown];
  if (low instanceof Date && high instanceof Date) return low <= high;
  return isNumeric(low) && isNumeric(high) && toDouble(low) <= toDouble(high);
}

/** Ends a `$densify` that makes too many documents. */
export function* bounded(made: Stream): StageOutput {
  let count = 0;
  for (const document of made) {
    if (document !== PAUSE && ++count > MOST_DOCUMENTS) throw new StoreError("Location5897900", `$densify gave more than ${MOST_DOCUMENTS} documents: use a larger step or a smaller range`);
    yield document;
  }
}
