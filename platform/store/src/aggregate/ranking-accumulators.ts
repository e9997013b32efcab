import { evalExpr } from "mingo/core";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { SortKeys, parseSort } from "../query/sort.ts";
import { optionsOfItem } from "./accumulators.ts";
import type { Accumulator } from "./accumulators.ts";

/** The outputs of the first or last documents of a group in an order of their own. */
function ranking(name: string, isFromEnd: boolean, isSingle: boolean): Accumulator {
  return (items, expression, options) => {
    const { sortBy, output, n } = (isDocument(expression) ? expression : {}) as Document;
    if (!isDocument(sortBy) || output === undefined) throw new StoreError("BadValue", `${name} needs 'sortBy' and 'output'`);
    const own = optionsOfItem(options);
    const keys = new SortKeys(parseSort(sortBy));
    const rated = (items as Document[]).map((item) => ({ item, key: keys.keyOf(item) })).sort((a, b) => keys.compare(a.key, b.key));
    const count = isSingle ? 1 : countOf(evalExpr((items[0] ?? {}) as never, n as never, own(items[0])), name);
    const chosen = isFromEnd ? rated.slice(Math.max(rated.length - count, 0)) : rated.slice(0, count);
    const outputs = chosen.map(({ item }) => (evalExpr(item as never, output as never, own(item)) as unknown) ?? null);
    return isSingle ? (outputs[0] ?? null) : outputs;
  };
}

function countOf(value: unknown, name: string): number {
  const count = isNumeric(value) ? toDouble(value) : Number.NaN;
  if (!Number.isInteger(count) || count < 1) throw new StoreError("BadValue", `'n' must be greater than 0 in ${name}, found ${String(value)}`);
  return count;
}

/** `$top`, `$bottom` and their forms for several documents. */
export const RANKING_ACCUMULATORS: Readonly<Record<`$${string}`, Accumulator>> = {
  $top: ranking("$top", false, true),
  $bottom: ranking("$bottom", true, true),
  $topN: ranking("$topN", false, false),
  $bottomN: ranking("$bottomN", true, false),
};
