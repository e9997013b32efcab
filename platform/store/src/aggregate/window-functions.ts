import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { SortField } from "../query/sort.ts";
import type { Partition, PartitionContext } from "./partitions.ts";
import { orderedBy } from "./window-frame.ts";

/** The value of a field for each document of a partition in turn, with pauses. */
export type Column = Generator<unknown>;

/** What a function of `$setWindowFields` is computed for. */
export interface ColumnSource {
  readonly partition: Partition;
  readonly order: readonly SortField[];
  /** The operand of the function. */
  readonly operand: unknown;
  readonly context: PartitionContext;
}

type PositionFunction = (source: ColumnSource) => Column;

function* documentNumber({ partition }: ColumnSource): Column {
  for (let position = 0; position < partition.documents.length; position++) yield position + 1;
}

function ranking(isDense: boolean): PositionFunction {
  return function* ({ partition }) {
    let rank = 0;
    for (let position = 0; position < partition.documents.length; position++) {
      if (position === 0 || !partition.isPeer(position - 1, position)) rank = isDense ? rank + 1 : position + 1;
      yield rank;
    }
  };
}

function* shift({ partition: { documents }, operand, context }: ColumnSource): Column {
  const { output, by, default: fallback = null } = fieldsOf("$shift", operand, ["output", "by", "default"]);
  if (output === undefined || !isNumeric(by) || !Number.isInteger(toDouble(by))) throw new StoreError("FailedToParse", "$shift requires an 'output' expression and a whole number 'by'");
  for (let position = 0; position < documents.length; position++) {
    const from = documents[position + toDouble(by)];
    yield from === undefined ? context.evaluate(documents[position] as Document, fallback) : context.evaluate(from, output);
  }
}

function* movingAverage({ partition: { documents }, operand, context }: ColumnSource): Column {
  const { input, N: span, alpha } = fieldsOf("$expMovingAvg", operand, ["input", "N", "alpha"]);
  const weight = isNumeric(span) ? 2 / (toDouble(span) + 1) : isNumeric(alpha) ? toDouble(alpha) : Number.NaN;
  const isSpan = isNumeric(span) && Number.isInteger(toDouble(span)) && toDouble(span) > 0;
  if (input === undefined || (span === undefined) === (alpha === undefined) || (span === undefined ? !(weight > 0 && weight < 1) : !isSpan)) {
    throw new StoreError("FailedToParse", "$expMovingAvg requires 'input' and either a positive whole number 'N' or an 'alpha' between 0 and 1 (exclusive)");
  }
  let average: number | null = null;
  for (const document of documents) {
    const value = context.evaluate(document, input);
    if (isNumeric(value)) average = average === null ? toDouble(value) : toDouble(value) * weight + average * (1 - weight);
    yield average;
  }
}

function* lastKnown({ partition: { documents }, operand, context }: ColumnSource): Column {
  let known: unknown = null;
  for (const document of documents) {
    known = context.evaluate(document, operand) ?? known;
    yield known;
  }
}

function* linearFill({ partition: { documents }, order, operand, context }: ColumnSource): Column {
  if (order.length !== 1) throw new StoreError("Location605001", "$linearFill must be specified with a top level sortBy expression with exactly one element");
  const valueOf = (position: number): unknown => {
    const value = context.evaluate(documents[position] as Document, operand) ?? null;
    if (value !== null && !isNumeric(value)) throw new StoreError("TypeMismatch", "Value to be filled must be numeric or nullish");
    return value;
  };
  const placeOf = (position: number): number => {
    const place = orderedBy(documents[position] as Document, order, context);
    if (!isNumeric(place) && !(place instanceof Date)) throw new StoreError("TypeMismatch", "the sortBy field of $linearFill must be a number or a date");
    return place instanceof Date ? place.getTime() : toDouble(place);
  };
  let known: { readonly x: number; readonly y: number } | undefined;
  let next: { readonly at: number; readonly x: number; readonly y: number } | undefined;
  let looked = 0;
  for (let position = 0; position < documents.length; position++) {
    const value = valueOf(position);
    const x = placeOf(position);
    if (value !== null) {
      known = { x, y: toDouble(value) };
      yield value;
      continue;
    }
    if (next !== undefined && next.at < position) next = undefined;
    for (looked = Math.max(looked, position + 1); known !== undefined && next === undefined && looked < documents.length; looked++) {
      const ahead = valueOf(looked);
      if (ahead !== null) next = { at: looked, x: placeOf(looked), y: toDouble(ahead) };
      if (context.isTurnOver()) yield PAUSE;
    }
    if (known !== undefined && next?.x === known.x) throw new StoreError("Location6050106", "There can be no repeated values in the sort field of $linearFill");
    yield known === undefined || next === undefined ? null : known.y + ((x - known.x) * (next.y - known.y)) / (next.x - known.x);
  }
}

/** The parts of an operand; anything else is refused. */
export function fieldsOf(name: string, operand: unknown, known: readonly string[]): Document {
  const surplus = isDocument(operand) ? Object.keys(operand).find((key) => !known.includes(key)) : "";
  if (!isDocument(operand) || surplus !== undefined) throw new StoreError("FailedToParse", `Argument to ${name} must be an object with ${known.join(", ")}`);
  return operand;
}

/** Functions of a document's place in its partition; they have no window. */
export const POSITION_FUNCTIONS: ReadonlyMap<string, PositionFunction> = new Map<string, PositionFunction>([
  ["$documentNumber", documentNumber], ["$rank", ranking(false)], ["$denseRank", ranking(true)], ["$shift", shift],
  ["$expMovingAvg", movingAverage], ["$locf", lastKnown], ["$linearFill", linearFill],
]);
