import { Aggregator } from "mingo/aggregator";
import { Context, evalExpr } from "mingo/core";
import * as accumulators from "mingo/operators/accumulator";
import * as expressions from "mingo/operators/expression";
import * as stages from "mingo/operators/pipeline";
import * as projections from "mingo/operators/projection";
import * as queries from "mingo/operators/query";
import * as windows from "mingo/operators/window";
import { BSONRegExp } from "bson";
import type { Collation } from "../bson/collation.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { DocumentTest, MatchRules } from "../query/filter.ts";
import { compileRegex } from "../query/regex.ts";
import { ACCUMULATORS, FOLDING_EXPRESSIONS } from "./accumulators.ts";
import { EXPRESSION_OPERATORS, comparisonOperators } from "./expression-operators.ts";
import type { Options } from "./expression-operators.ts";
import { NUMERIC_OPERATORS } from "./numeric-operators.ts";
import { PERCENTILE_ACCUMULATORS, PERCENTILE_EXPRESSIONS } from "./percentile-accumulators.ts";
import { RANKING_ACCUMULATORS } from "./ranking-accumulators.ts";
import { REGEX_OPERATORS } from "./regex-operators.ts";
import { TEXT_AND_DATE_OPERATORS } from "./text-and-date-operators.ts";
import { plainValue, withPlainNumbers } from "./plain-numbers.ts";

type Operators = Record<`$${string}`, never>;

/** Operators that would run JavaScript from the network inside this process. */
const SCRIPTED: ReadonlySet<string> = new Set(["$function", "$accumulator", "$where"]);

function operatorsOf(module: object): Operators {
  return Object.fromEntries(Object.entries(module).filter(([name]) => name.startsWith("$") && !SCRIPTED.has(name))) as Operators;
}

const ALL_EXPRESSIONS = { ...operatorsOf(expressions), ...(EXPRESSION_OPERATORS as unknown as Operators), ...(FOLDING_EXPRESSIONS as unknown as Operators), ...(NUMERIC_OPERATORS as unknown as Operators), ...(TEXT_AND_DATE_OPERATORS as unknown as Operators), ...(REGEX_OPERATORS as unknown as Operators), ...(PERCENTILE_EXPRESSIONS as unknown as Operators) };
const ALL_ACCUMULATORS = { ...operatorsOf(accumulators), ...(ACCUMULATORS as unknown as Operators), ...(RANKING_ACCUMULATORS as unknown as Operators), ...(PERCENTILE_ACCUMULATORS as unknown as Operators) };

/** Names usable in expressions. */
export const EXPRESSION_NAMES: ReadonlySet<string> = new Set([...Object.keys(ALL_EXPRESSIONS), ...Object.keys(ALL_ACCUMULATORS), ...Object.keys(operatorsOf(windows))]);

/** Names of accumulators. */
export const ACCUMULATOR_NAMES: ReadonlySet<string> = new Set(Object.keys(ALL_ACCUMULATORS));

/** Stages of the aggregation library that work without knowing collections or BSON order. */
export const LIBRARY_STAGES = operatorsOf(stages);

/** The operators of expressions, for a way of comparing text. */
function contextWith(collation?: Collation): Context {
  return Context.init({
    accumulator: ALL_ACCUMULATORS,
    expression: collation === undefined ? ALL_EXPRESSIONS : { ...ALL_EXPRESSIONS, ...(comparisonOperators(collation) as unknown as Operators) },
    pipeline: LIBRARY_STAGES,
    projection: operatorsOf(projections),
    query: operatorsOf(queries),
    window: operatorsOf(windows),
  });
}

const EXPRESSION_CONTEXT = contextWith();

function contextFor(collation: Collation | undefined): Context {
  return collation === undefined ? EXPRESSION_CONTEXT : contextWith(collation);
}

/** Evaluates aggregation expressions with a fixed set of variables (`$$name`). */
export class Expressions implements MatchRules {
  readonly variables: Document;
  readonly collation: Collation | undefined;
  #options: Options | undefined;

  constructor(variables: Document = {}, collation?: Collation) {
    this.variables = variables;
    this.collation = collation;
  }

  /** The value of an expression over a document; missing is undefined. */
  evaluate(expression: unknown, document: Document): unknown {
    return this.#run(prepareExpression(expression), document);
  }

  /** Most commands carry no expression, so the library's options are made when the first one is met. */
  #run(prepared: unknown, document: Document): unknown {
    const options = (this.#options ??= computeOptions(contextFor(this.collation), this.variables));
    return translated(() => evalExpr(withPlainNumbers(document) as never, prepared as never, options) as unknown);
  }

  /** Options for the library's stages. */
  stageOptions(): Options {
    return computeOptions(contextFor(this.collation), this.variables);
  }

  /** `$expr` as a filter. */
  readonly test = (expression: unknown): DocumentTest => {
    assertKnownOperators(expression);
    const prepared = prepareExpression(expression);
    return (document) => {
      const value = this.#run(prepared, document);
      return value !== false && value !== null && value !== undefined && value !== 0;
    };
  };
}

/** The library creates its option object only inside of a pipeline; a stage that hands it out makes one usable for expressions. */
function computeOptions(context: Context, variables: Document): Options {
  let captured: Options | undefined;
  const capture = (source: never, _specification: never, options: Options): never => {
    captured = options;
    return source;
  };
  new Aggregator([{ $capture: 1 }], { context: Context.from(context).addPipelineOps({ $capture: capture as never }), variables, scriptEnabled: false } as never).stream([]);
  if (captured === undefined) throw new StoreError("InternalError", "the aggregation library gave no options");
  return captured;
}

/** Constants of an expression in the form the aggregation library computes with. */
export function prepareExpression(expression: unknown): unknown {
  if (expression instanceof BSONRegExp) return compileRegex(expression);
  if (Array.isArray(expression)) return expression.map(prepareExpression);
  if (isDocument(expression)) return Object.fromEntries(Object.entries(expression).map(([key, value]) => [key, prepareExpression(value)]));
  return plainValue(expression);
}

/** Fails with InvalidPipelineOperator for operators that do not exist here, before any document is looked at. */
export function assertKnownOperators(expression: unknown): void {
  if (Array.isArray(expression)) return expression.forEach(assertKnownOperators);
  if (!isDocument(expression)) return;
  for (const [key, value] of Object.entries(expression)) {
    if (key === "$literal") continue;
    if (key.startsWith("$") && !EXPRESSION_NAMES.has(key)) throw new StoreError("InvalidPipelineOperator", `Unrecognized expression '${key}'`);
    assertKnownOperators(value);
  }
}

/** Runs library code and turns its refusals into errors of this store. */
export function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StoreError || !(error instanceof Error)) throw error;
    const unknown = /'(\$\w+)' is not registered/.exec(error.message) ?? /unregistered pipeline operator (\$\w+)/.exec(error.message);
    if (unknown !== null) throw new StoreError("InvalidPipelineOperator", `Unrecognized expression '${unknown[1]}'`, {});
    if (/^(cannot|failed to) (convert|parse)/i.test(error.message)) throw new StoreError("ConversionFailure", error.message);
    if (error.constructor.name === "MingoError" || error instanceof TypeError || error instanceof RangeError) throw new StoreError("BadValue", error.message);
    throw error;
  }
}
