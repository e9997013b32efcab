import { isSameCollation } from "../bson/collation.ts";
import type { Collation } from "../bson/collation.ts";
import { ORDER, orderOf } from "../bson/compare.ts";
import { toDouble } from "../bson/numeric.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { isLogical, isOperatorDocument } from "./filter.ts";
import { compileRegex, literalPrefix } from "./regex.ts";

/** The field equals one of these values. */
export interface PointConstraint {
  readonly kind: "points";
  readonly path: string;
  readonly values: readonly unknown[];
  /** The bounds decide alone; otherwise the filter has to look at each document again. */
  readonly isExact: boolean;
  /** A document without the field could match, so sparse indexes cannot serve it. */
  readonly matchesMissing: boolean;
}

/** One end of a range. */
export interface RangeEnd {
  readonly value: unknown;
  readonly inclusive: boolean;
}

/** The field lies in a range within one comparison bracket. */
export interface RangeConstraint {
  readonly kind: "range";
  readonly path: string;
  readonly order: number;
  readonly low: RangeEnd | undefined;
  readonly high: RangeEnd | undefined;
  readonly isExact: boolean;
  readonly matchesMissing: false;
}

/** What an index can use of one condition. */
export type Constraint = PointConstraint | RangeConstraint;

/** True when the way text compares has no part in a condition. */
function isFreeOfText(constraint: Constraint): boolean {
  return constraint.kind === "range" ? constraint.order !== ORDER.string : !constraint.values.some(holdsText);
}

function holdsText(value: unknown): boolean {
  const order = orderOf(value);
  return order === ORDER.string || order === ORDER.object || order === ORDER.array;
}

/**
 * What an index can use of a condition when the query and the index each compare text in their own way: nothing about text when
 * the ways differ; equality, to be looked at again, when both have the same collation, since its keys are coarser than that.
 */
export function usableWith(constraints: readonly Constraint[], queryCollation: Collation | undefined, indexCollation: Collation | undefined): readonly Constraint[] {
  if (queryCollation === undefined && indexCollation === undefined) return constraints;
  const isSame = isSameCollation(queryCollation, indexCollation);
  return constraints.flatMap((constraint): Constraint[] => {
    if (isFreeOfText(constraint)) return [constraint];
    return isSame && constraint.kind === "points" ? [{ ...constraint, isExact: false }] : [];
  });
}

/** True when some operand holds text. */
export function mentionsText(conditions: readonly Condition[]): boolean {
  return conditions.some(({ operand }) => holdsText(operand));
}

/** A filter taken apart for the planner: all constraints hold at once. */
export interface Analysis {
  readonly constraints: readonly Constraint[];
  /** The branches of each `$or`. */
  readonly alternatives: readonly (readonly Document[])[];
  /** Number of conditions that no index can decide. */
  readonly undecided: number;
  /** Every single condition, for matching partial indexes. */
  readonly conditions: readonly Condition[];
}

/** One operator on one path. */
export interface Condition {
  readonly path: string;
  readonly operator: string;
  readonly operand: unknown;
}

const RANGE_ORDERS: ReadonlySet<number> = new Set([
  ORDER.number, ORDER.string, ORDER.date, ORDER.objectId, ORDER.bool, ORDER.binData, ORDER.timestamp,
]);

/** Takes a filter apart; `$and` is flattened, everything that is not understood counts as undecided. */
export function analyseFilter(filter: Document): Analysis {
  const state: MutableAnalysis = { constraints: [], alternatives: [], undecided: 0, conditions: [] };
  collect(filter, "", state, true);
  return state;
}

interface MutableAnalysis {
  constraints: Constraint[];
  alternatives: Document[][];
  undecided: number;
  conditions: Condition[];
}

function collect(filter: Document, prefix: string, state: MutableAnalysis, isExact: boolean): void {
  for (const key of Object.keys(filter)) {
    const condition = filter[key];
    if (key === "$and" && Array.isArray(condition)) for (const branch of condition) collect(branch as Document, prefix, state, isExact);
    else if (key === "$or" && Array.isArray(condition) && prefix === "") {
      // A single-branch $or is that branch.
      if (condition.length === 1) collect(condition[0] as Document, prefix, state, isExact);
      else {
        state.alternatives.push(condition as Document[]);
        state.undecided++;
      }
    } else if (key === "$comment") continue;
    else if (key.startsWith("$")) state.undecided++;
    else collectField(prefix + key, condition, state, isExact);
  }
}

function collectField(path: string, condition: unknown, state: MutableAnalysis, isExact: boolean): void {
  if (!isOperatorDocument(condition)) {
    add({ path, operator: "$eq", operand: condition }, condition, state, isExact);
    return;
  }
  for (const operator of Object.keys(condition)) {
    if (operator === "$options") continue;
    const operand = condition[operator];
    if (operator === "$elemMatch" && isDocument(operand) && !Object.keys(operand)[0]?.startsWith("$")) {
      state.undecided++;
      collect(operand, `${path}.`, state, false);
    } else if (operator === "$elemMatch" && isOperatorDocument(operand) && !isLogical(operand)) {
      state.undecided++;
      collectField(path, operand, state, false);
    } else add({ path, operator, operand }, condition, state, isExact);
  }
}

function add(condition: Condition, siblings: unknown, state: MutableAnalysis, isExact: boolean): void {
  if (isExact) state.conditions.push(condition);
  const constraint = constraintOf(condition, siblings);
  if (constraint === undefined) state.undecided++;
  else state.constraints.push(isExact ? constraint : { ...constraint, isExact: false });
}

function constraintOf({ path, operator, operand }: Condition, siblings: unknown): Constraint | undefined {
  switch (operator) {
    case "$eq": return orderOf(operand) === ORDER.regex ? prefixRange(path, operand, undefined) : points(path, [operand]);
    case "$in": return Array.isArray(operand) ? points(path, operand) : undefined;
    // Any one of the values narrows the search; the filter asks for the others.
    case "$all": {
      const found = Array.isArray(operand) && operand.length > 0 && !isOperatorDocument(operand[0]) ? points(path, [operand[0]]) : undefined;
      return found && { ...found, isExact: false };
    }
    case "$gt": return range(path, { value: operand, inclusive: false }, undefined);
    case "$gte": return range(path, { value: operand, inclusive: true }, undefined);
    case "$lt": return range(path, undefined, { value: operand, inclusive: false });
    case "$lte": return range(path, undefined, { value: operand, inclusive: true });
    case "$regex": return prefixRange(path, operand, (siblings as Document)["$options"]);
    default: return undefined;
  }
}

function points(path: string, values: readonly unknown[]): PointConstraint | undefined {
  const orders = values.map(orderOf);
  if (orders.some((order) => order === ORDER.array || order === ORDER.regex)) return undefined;
  const matchesMissing = values.some((value) => value === null || value === undefined);
  return { kind: "points", path, values, isExact: !matchesMissing, matchesMissing };
}

function range(path: string, low: RangeEnd | undefined, high: RangeEnd | undefined): RangeConstraint | undefined {
  const bound = (low ?? high) as RangeEnd;
  const order = orderOf(bound.value);
  if (!RANGE_ORDERS.has(order) || (order === ORDER.number && Number.isNaN(toDouble(bound.value)))) return undefined;
  return { kind: "range", path, order, low, high, isExact: true, matchesMissing: false };
}

function prefixRange(path: string, source: unknown, options: unknown): RangeConstraint | undefined {
  const prefix = literalPrefix(compileRegex(source, options));
  if (prefix === undefined) return undefined;
  const last = prefix.charCodeAt(prefix.length - 1);
  const after = prefix.slice(0, -1) + String.fromCharCode(last + 1);
  return {
    kind: "range", path, order: ORDER.string, isExact: false, matchesMissing: false,
    low: { value: prefix, inclusive: true }, high: { value: after, inclusive: false },
  };
}
