import { evalExpr } from "mingo/core";
import * as library from "mingo/operators/expression";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { ExpressionOperator, Options } from "./expression-operators.ts";

function evaluate(document: unknown, expression: unknown, options: Options): unknown {
  return evalExpr(document as never, expression as never, options) as unknown;
}

function changedCase(change: (text: string) => string): ExpressionOperator {
  return (document, expression, options) => {
    const [only] = Array.isArray(expression) ? (expression as unknown[]) : [expression];
    const value = evaluate(document, only, options);
    return value === null || value === undefined ? "" : change(String(value));
  };
}

function indexOfCharacters(document: unknown, expression: unknown, options: Options): unknown {
  const [text, part, start = 0, end] = (Array.isArray(expression) ? (expression as unknown[]) : []).map((one) => evaluate(document, one, options));
  if (text === null || text === undefined) return null;
  if (typeof text !== "string" || typeof part !== "string") throw new StoreError("BadValue", "$indexOfCP requires a string as its first and second argument");
  const characters = [...text];
  const wanted = [...part];
  const last = Math.min(typeof end === "number" ? end : characters.length, characters.length) - wanted.length;
  for (let at = Number(start); at <= last; at++) if (wanted.every((character, offset) => characters[at + offset] === character)) return at;
  return -1;
}

const MONTHS_OF: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** Months differ in length: the day is the last one of a shorter month. Other units are the library's. */
function shiftedDate(direction: 1 | -1, other: ExpressionOperator): ExpressionOperator {
  return (document, expression, options) => {
    const parsed = evaluate(document, expression, options);
    const { startDate, unit, amount, timezone } = (isDocument(parsed) ? parsed : {}) as Document;
    const months = typeof unit === "string" ? MONTHS_OF[unit] : undefined;
    if (months === undefined || !(startDate instanceof Date) || typeof amount !== "number") return other(document, expression, options);
    const zone = timezone === undefined ? {} : { timezone };
    const parts = evaluate({}, { $dateToParts: { date: startDate, ...zone } }, options) as Record<string, number>;
    const count = (parts["year"] as number) * 12 + (parts["month"] as number) - 1 + months * amount * direction;
    const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
    const day = Math.min(parts["day"] as number, new Date(Date.UTC(year, month, 0)).getUTCDate());
    return evaluate({}, { $dateFromParts: { ...parts, year, month, day, ...zone } }, options);
  };
}

/** Weeks begin on Sunday; the days before the first Sunday are week 0. */
function weekOfYear(document: unknown, expression: unknown, options: Options): unknown {
  const day = evaluate(document, { $dayOfYear: expression }, options);
  const weekday = evaluate(document, { $dayOfWeek: expression }, options);
  return typeof day === "number" && typeof weekday === "number" ? Math.floor((day + 7 - weekday) / 7) : null;
}

/** Operators on text and dates whose results the aggregation library gets wrong or does not have. */
export const TEXT_AND_DATE_OPERATORS: Readonly<Record<`$${string}`, ExpressionOperator>> = {
  $toUpper: changedCase((text) => text.toUpperCase()),
  $toLower: changedCase((text) => text.toLowerCase()),
  $indexOfCP: indexOfCharacters,
  $dateAdd: shiftedDate(1, library.$dateAdd as unknown as ExpressionOperator),
  $dateSubtract: shiftedDate(-1, library.$dateSubtract as unknown as ExpressionOperator),
  $week: weekOfYear,
};
