import { evalExpr } from "mingo/core";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { compileRegex } from "../query/regex.ts";
import type { ExpressionOperator, Options } from "./expression-operators.ts";

interface Search {
  readonly text: string;
  readonly expression: RegExp;
}

/** What to look for and where; undefined when either is null. */
function searchOf(document: unknown, given: unknown, options: Options, name: string): Search | undefined {
  const { input, regex, options: flags } = (isDocument(given) ? evalExpr(document as never, given as never, options) : {}) as Document;
  if (input === null || input === undefined || regex === null || regex === undefined) return undefined;
  if (typeof input !== "string") throw new StoreError("Location51104", `${name} needs 'input' to be of type string`);
  if (flags !== null && flags !== undefined && typeof flags !== "string") throw new StoreError("Location51106", `${name} needs 'options' to be of type string`);
  return { text: input, expression: compileRegex(regex, flags ?? undefined) };
}

/** The next match from a position on, as MongoDB describes it: positions count characters. */
function matchFrom({ text, expression }: Search, from: number): { readonly result: Document; readonly end: number } | undefined {
  const rest = text.slice(from);
  const found = expression.exec(rest);
  if (found === null) return undefined;
  const start = from + found.index;
  const result = { match: found[0], idx: Array.from(text.slice(0, start)).length, captures: found.slice(1).map((capture: string | undefined) => capture ?? null) };
  // An empty match must not be found again and again.
  const step = found[0] === "" ? ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1) : found[0].length;
  return { result, end: start + step };
}

function allMatches(search: Search): Document[] {
  const results: Document[] = [];
  for (let from = 0; from <= search.text.length; ) {
    const match = matchFrom(search, from);
    if (match === undefined) break;
    results.push(match.result);
    from = match.end;
  }
  return results;
}

/** Operators that search text with the regular expressions of this store. */
export const REGEX_OPERATORS: Readonly<Record<`$${string}`, ExpressionOperator>> = {
  $regexMatch: (document, given, options) => {
    const search = searchOf(document, given, options, "$regexMatch");
    return search !== undefined && search.expression.test(search.text);
  },
  $regexFind: (document, given, options) => {
    const search = searchOf(document, given, options, "$regexFind");
    return search === undefined ? null : (matchFrom(search, 0)?.result ?? null);
  },
  $regexFindAll: (document, given, options) => {
    const search = searchOf(document, given, options, "$regexFindAll");
    return search === undefined ? [] : allMatches(search);
  },
};
