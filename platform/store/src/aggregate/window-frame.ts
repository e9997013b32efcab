import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Steps } from "../pacing/pause.ts";
import type { SortField } from "../query/sort.ts";
import { TIME_UNITS, shiftedDate } from "./calendar.ts";
import type { Partition, PartitionContext } from "./partitions.ts";

type Bound = "unbounded" | "current" | number;

/** Which documents around one belong to its window. */
export interface WindowBounds {
  readonly kind: "documents" | "range";
  readonly lower: Bound;
  readonly upper: Bound;
  /** Unit of a range of dates. */
  readonly unit: string | undefined;
}

/** The whole partition, which is the window when none is given. */
const WHOLE: WindowBounds = { kind: "documents", lower: "unbounded", upper: "unbounded", unit: undefined };

function isBound(value: unknown): value is Bound {
  return value === "unbounded" || value === "current" || isNumeric(value);
}

/** Reads the `window` of an output field of `$setWindowFields`. */
export function parseWindow(window: unknown, order: readonly SortField[]): WindowBounds {
  if (window === undefined) return WHOLE;
  if (!isDocument(window)) throw new StoreError("FailedToParse", "'window' field must be an object");
  const { documents, range, unit, ...unknown } = window;
  if (Object.keys(unknown).length > 0) throw new StoreError("FailedToParse", `'window' field contains an unrecognized argument: ${Object.keys(unknown)[0]}`);
  if (documents !== undefined && (range !== undefined || unit !== undefined)) throw new StoreError("FailedToParse", "Window bounds can specify either 'documents' or 'range', and 'unit' only with 'range'");
  if (documents === undefined && range === undefined) {
    if (unit !== undefined) throw new StoreError("FailedToParse", "Window bounds can only specify 'unit' with range-based bounds.");
    return WHOLE;
  }
  if (unit !== undefined && !TIME_UNITS.has(unit)) throw new StoreError("FailedToParse", `unknown time unit value: ${String(unit)}`);
  const given: unknown = documents ?? range;
  if (!Array.isArray(given) || given.length !== 2 || !given.every(isBound)) throw new StoreError("FailedToParse", "Window bounds must be a 2-element array of numbers, 'current' or 'unbounded'");
  const [lower, upper] = given.map((bound): Bound => (typeof bound === "string" ? bound : toDouble(bound))) as [Bound, Bound];
  const bounds: WindowBounds = { kind: documents === undefined ? "range" : "documents", lower, upper, unit: unit as string | undefined };
  assertSensible(bounds, order);
  return bounds;
}

function assertSensible({ kind, lower, upper, unit }: WindowBounds, order: readonly SortField[]): void {
  const numbers = [lower, upper].filter((bound) => typeof bound === "number");
  if ((kind === "documents" || unit !== undefined) && !numbers.every(Number.isInteger)) throw new StoreError("FailedToParse", "Numeric document-based bounds and bounds with a unit must be integers");
  const place = (bound: Bound, open: number): number => (bound === "unbounded" ? open : bound === "current" ? 0 : bound);
  if (place(lower, -Infinity) > place(upper, Infinity)) throw new StoreError("Location5339900", `Lower bound must not exceed upper bound: [${lower}, ${upper}]`);
  if (kind === "range" && order.length !== 1) throw new StoreError("Location5339902", "Range-based bounds require sortBy a single field");
  if (kind === "range" && order[0]?.direction === -1) throw new StoreError("Location8947401", "Range-based bounds require an ascending sortBy");
  if (order.length === 0 && !(lower === "unbounded" && upper === "unbounded")) throw new StoreError("Location5339901", "Document-based bounds require a sortBy");
}

/** The window of one document after the other: positions `from` up to but without `to`. Neither ever goes back. */
export interface Frame {
  from: number;
  to: number;
  moveTo(position: number): void;
}

/** The windows of the documents of a partition; works out first what they are measured by. */
export function* frameOf(bounds: WindowBounds, { documents }: Partition, order: readonly SortField[], { evaluate, isTurnOver }: PartitionContext): Steps<Frame> {
  if (bounds.kind === "documents" || (bounds.lower === "unbounded" && bounds.upper === "unbounded")) return documentFrame(bounds, documents.length);
  const places: number[] = [];
  for (const document of documents) {
    places.push(placeOf(evaluate(document, `$${order[0]?.path}`), bounds.unit));
    if (isTurnOver()) yield PAUSE;
  }
  return rangeFrame(bounds, places);
}

function documentFrame({ lower, upper }: WindowBounds, count: number): Frame {
  const frame: Frame = {
    from: 0,
    to: 0,
    moveTo(position) {
      const within = (bound: number): number => Math.min(Math.max(bound, 0), count);
      frame.from = lower === "unbounded" ? 0 : within(position + (lower === "current" ? 0 : lower));
      frame.to = upper === "unbounded" ? count : within(position + (upper === "current" ? 0 : upper) + 1);
    },
  };
  return frame;
}

function rangeFrame({ lower, upper, unit }: WindowBounds, places: readonly number[]): Frame {
  const shifted = (place: number, bound: Bound): number => {
    if (bound === "current" || bound === 0) return place;
    return unit === undefined ? place + Number(bound) : shiftedDate(new Date(place), unit, Number(bound)).getTime();
  };
  const frame: Frame = {
    from: 0,
    to: 0,
    moveTo(position) {
      const place = places[position] as number;
      if (lower !== "unbounded") for (const low = shifted(place, lower); frame.from < places.length && (places[frame.from] as number) < low; ) frame.from++;
      if (upper === "unbounded") frame.to = places.length;
      else for (const high = shifted(place, upper); frame.to < places.length && (places[frame.to] as number) <= high; ) frame.to++;
      frame.to = Math.max(frame.to, frame.from);
    },
  };
  return frame;
}

/** NaN is the least number of an order. */
function placeOf(value: unknown, unit: string | undefined): number {
  if (unit !== undefined) {
    if (!(value instanceof Date)) throw new StoreError("Location5429513", "Invalid range: Expected the sortBy field to be a Date, but it was something else");
    return value.getTime();
  }
  if (!isNumeric(value)) throw new StoreError("Location5429414", "Invalid range: Expected the sortBy field to be a number, but it was something else");
  const number = toDouble(value);
  return Number.isNaN(number) ? -Infinity : number;
}

/** The value by which a partition is ordered, of one of its documents. */
export function orderedBy(document: Document, order: readonly SortField[], { evaluate }: PartitionContext): unknown {
  return evaluate(document, `$${order[0]?.path}`);
}
