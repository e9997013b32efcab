import type { Collation } from "../bson/collation.ts";
import { valuesEqual } from "../bson/compare.ts";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { compileFilter, isLogical, isOperatorDocument } from "../query/filter.ts";
import type { MatchRules } from "../query/filter.ts";
import { SortKeys, parseSort } from "../query/sort.ts";

/** The new value of a field given its current one; undefined in means missing, undefined out means unchanged. */
export type ArrayOperator = (current: unknown, operand: unknown, path: string, rules: MatchRules) => unknown;

function arrayOf(current: unknown, path: string, operator: string): unknown[] {
  if (current === undefined) return [];
  if (!Array.isArray(current)) throw new StoreError("BadValue", `The field '${path}' must be an array but is of another type (${operator})`);
  return current;
}

function integerModifier(modifiers: Document, name: string): number | undefined {
  const value = modifiers[name];
  if (value === undefined) return undefined;
  const number = isNumeric(value) ? toDouble(value) : Number.NaN;
  if (!Number.isInteger(number)) throw new StoreError("BadValue", `The value for ${name} must be an integer value`);
  return number;
}

function push(current: unknown, operand: unknown, path: string, rules: MatchRules): unknown {
  const array = arrayOf(current, path, "$push");
  if (!isDocument(operand) || !("$each" in operand)) return [...array, operand];
  const unknown = Object.keys(operand).find((key) => !["$each", "$slice", "$sort", "$position"].includes(key));
  if (unknown !== undefined) throw new StoreError("BadValue", `Unrecognized clause in $push: ${unknown}`);
  const each = operand["$each"];
  if (!Array.isArray(each)) throw new StoreError("BadValue", "The argument to $each in $push must be an array");
  const position = integerModifier(operand, "$position") ?? array.length;
  const slice = integerModifier(operand, "$slice");
  const result = array.toSpliced(position, 0, ...(each as unknown[]));
  const sorted = operand["$sort"] === undefined ? result : sortedArray(result, operand["$sort"], rules.collation);
  if (slice === undefined) return sorted;
  return slice >= 0 ? sorted.slice(0, slice) : sorted.slice(slice);
}

function sortedArray(array: readonly unknown[], order: unknown, collation: Collation | undefined): unknown[] {
  const isByValue = isNumeric(order);
  const keys = new SortKeys(isByValue ? [{ path: "v", direction: toDouble(order) < 0 ? -1 : 1 }] : parseSort(order), collation);
  const rated = array.map((value) => ({ value, key: keys.keyOf(isByValue ? { v: value } : isDocument(value) ? value : {}) }));
  return rated.sort((a, b) => keys.compare(a.key, b.key)).map(({ value }) => value);
}

function addToSet(current: unknown, operand: unknown, path: string, rules: MatchRules): unknown {
  const array = [...arrayOf(current, path, "$addToSet")];
  const each = isDocument(operand) && "$each" in operand ? operand["$each"] : [operand];
  if (!Array.isArray(each)) throw new StoreError("TypeMismatch", "The argument to $each in $addToSet must be an array");
  const before = array.length;
  for (const value of each) if (!array.some((own) => valuesEqual(own, value, rules.collation))) array.push(value);
  return current !== undefined && array.length === before ? undefined : array;
}

function pop(current: unknown, operand: unknown, path: string): unknown {
  const end = isNumeric(operand) ? toDouble(operand) : 0;
  if (end !== 1 && end !== -1) throw new StoreError("FailedToParse", "$pop expects 1 or -1");
  if (current === undefined) return undefined;
  const array = arrayOf(current, path, "$pop");
  if (array.length === 0) return undefined;
  return end === 1 ? array.slice(0, -1) : array.slice(1);
}

function pull(current: unknown, operand: unknown, path: string, rules: MatchRules): unknown {
  if (current === undefined) return undefined;
  const array = arrayOf(current, path, "$pull");
  const isDocumentFilter = isDocument(operand) && (!isOperatorDocument(operand) || isLogical(operand));
  const { test } = compileFilter(isDocumentFilter ? operand : { value: operand }, rules);
  const matches = (element: unknown): boolean => (isDocumentFilter ? isDocument(element) && test(element) : test({ value: element }));
  const kept = array.filter((element) => !matches(element));
  return kept.length === array.length ? undefined : kept;
}

function pullAll(current: unknown, operand: unknown, path: string, rules: MatchRules): unknown {
  if (!Array.isArray(operand)) throw new StoreError("BadValue", "$pullAll requires an array argument");
  if (current === undefined) return undefined;
  const array = arrayOf(current, path, "$pullAll");
  const kept = array.filter((element) => !operand.some((value) => valuesEqual(element, value, rules.collation)));
  return kept.length === array.length ? undefined : kept;
}

/** Update operators on arrays. */
export const ARRAY_OPERATORS: Readonly<Record<string, ArrayOperator>> = {
  $push: push, $addToSet: addToSet, $pop: pop, $pull: pull, $pullAll: pullAll,
};
