import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { anyAtPath, splitPath } from "./paths.ts";
import { FIELD_OPERATORS, implicitPredicate, regexPredicate } from "./predicates.ts";
import type { FieldPredicate } from "./predicates.ts";

/** Tests a decoded document. */
export type DocumentTest = (document: Document) => boolean;

/** Evaluates an aggregation expression for `$expr`; injected so that the filter does not depend on the aggregation engine. */
export type ExpressionTest = (expression: unknown) => DocumentTest;

/** A compiled filter; `fields` are the top-level fields it reads, undefined when it may read any. */
export interface Filter {
  readonly source: Document;
  readonly test: DocumentTest;
  readonly fields: ReadonlySet<string> | undefined;
}

const UNSUPPORTED = new Map([
  ["$where", "$where runs server-side JavaScript, which this store does not have"],
  ["$text", "text index required for $text query"],
  ["$jsonSchema", "$jsonSchema is not supported by this store"],
  ["$near", "geospatial queries are not supported by this store"],
  ["$nearSphere", "geospatial queries are not supported by this store"],
  ["$geoWithin", "geospatial queries are not supported by this store"],
  ["$geoIntersects", "geospatial queries are not supported by this store"],
]);

/** Compiles a MongoDB filter; unknown operators fail with BadValue and never match silently. */
export function compileFilter(source: Document, expressionTest: ExpressionTest): Filter {
  const compiler = new FilterCompiler(expressionTest);
  const test = compiler.filter(source);
  return { source, test, fields: compiler.readsAll ? undefined : compiler.fields };
}

class FilterCompiler {
  readonly fields = new Set<string>();
  readsAll = false;
  readonly #expressionTest: ExpressionTest;

  constructor(expressionTest: ExpressionTest) {
    this.#expressionTest = expressionTest;
  }

  filter(source: Document): DocumentTest {
    const tests: DocumentTest[] = [];
    for (const key of Object.keys(source)) {
      const test = key.startsWith("$") ? this.#topLevel(key, source[key]) : this.#field(key, source[key]);
      if (test !== undefined) tests.push(test);
    }
    if (tests.length === 1) return tests[0] as DocumentTest;
    return (document) => tests.every((test) => test(document));
  }

  #topLevel(operator: string, operand: unknown): DocumentTest | undefined {
    switch (operator) {
      case "$and": {
        const tests = this.#branches(operator, operand);
        return (document) => tests.every((test) => test(document));
      }
      case "$or": {
        const tests = this.#branches(operator, operand);
        return (document) => tests.some((test) => test(document));
      }
      case "$nor": {
        const tests = this.#branches(operator, operand);
        return (document) => !tests.some((test) => test(document));
      }
      case "$expr":
        this.readsAll = true;
        return this.#expressionTest(operand);
      case "$comment": return undefined;
      default: throw unknownOperator(operator, "unknown top level operator");
    }
  }

  #branches(operator: string, operand: unknown): DocumentTest[] {
    if (!Array.isArray(operand) || operand.length === 0) throw new StoreError("BadValue", `${operator} must be a nonempty array`);
    return operand.map((branch) => {
      if (!isDocument(branch)) throw new StoreError("BadValue", `${operator} entries need to be full objects`);
      return this.filter(branch);
    });
  }

  #field(path: string, condition: unknown): DocumentTest {
    const parts = splitPath(path);
    this.fields.add(parts[0] as string);
    const tests = conditionPredicates(condition, this).map((predicate) => pathTest(parts, predicate));
    if (tests.length === 1) return tests[0] as DocumentTest;
    return (document) => tests.every((test) => test(document));
  }

  /** Compiles a filter over array elements; its fields belong to the element, not to the document. */
  elementFilter(source: Document): DocumentTest {
    const inner = new FilterCompiler(this.#expressionTest);
    const test = inner.filter(source);
    if (inner.readsAll) this.readsAll = true;
    return test;
  }
}

function pathTest(parts: readonly string[], { test, expandLeaf, negated }: FieldPredicate): DocumentTest {
  if (parts.length > 1) return (document) => anyAtPath(document, parts, expandLeaf, test) !== negated;
  const field = parts[0] as string;
  return (document) => {
    const value = Object.hasOwn(document, field) ? document[field] : undefined;
    const matched = test(value) || (expandLeaf && Array.isArray(value) && value.some((element) => test(element)));
    return matched !== negated;
  };
}

/** True for `{$gt: 1}` and the like; a document mixing operators and fields is refused. */
export function isOperatorDocument(condition: unknown): condition is Document {
  if (!isDocument(condition)) return false;
  const first = Object.keys(condition)[0];
  return first !== undefined && first.startsWith("$") && first !== "$ref" && first !== "$id" && first !== "$db";
}

function conditionPredicates(condition: unknown, compiler: FilterCompiler): FieldPredicate[] {
  if (!isOperatorDocument(condition)) return [implicitPredicate(condition)];
  const predicates: FieldPredicate[] = [];
  for (const operator of Object.keys(condition)) {
    if (operator === "$options") {
      if (!("$regex" in condition)) throw new StoreError("BadValue", "$options needs a $regex");
    } else predicates.push(operatorPredicate(operator, condition, compiler));
  }
  return predicates;
}

function operatorPredicate(operator: string, condition: Document, compiler: FilterCompiler): FieldPredicate {
  const operand = condition[operator];
  if (Object.hasOwn(FIELD_OPERATORS, operator)) return (FIELD_OPERATORS[operator] as (operand: unknown) => FieldPredicate)(operand);
  switch (operator) {
    case "$regex": return regexPredicate(operand, condition["$options"]);
    case "$not": return notPredicate(operand, compiler);
    case "$elemMatch": return elemMatchPredicate(operand, compiler);
    case "$all": return allPredicate(operand, compiler);
    default: throw unknownOperator(operator, "unknown operator");
  }
}

/** Every condition holds for the value that one path reached, arrays at the end included. */
function allOf(predicates: readonly FieldPredicate[]): (value: unknown) => boolean {
  return (value) => predicates.every(({ test, expandLeaf, negated }) => {
    const matched = test(value) || (expandLeaf && Array.isArray(value) && value.some((element) => test(element)));
    return matched !== negated;
  });
}

function notPredicate(operand: unknown, compiler: FilterCompiler): FieldPredicate {
  const isOperators = isOperatorDocument(operand);
  if (!isOperators && isDocument(operand)) throw new StoreError("BadValue", "$not needs a regex or a document with operators");
  const predicates = conditionPredicates(operand, compiler);
  if (predicates.length === 1) {
    const only = predicates[0] as FieldPredicate;
    return { ...only, negated: !only.negated };
  }
  return { test: allOf(predicates), expandLeaf: false, negated: true };
}

function elemMatchPredicate(operand: unknown, compiler: FilterCompiler): FieldPredicate {
  if (!isDocument(operand)) throw new StoreError("BadValue", "$elemMatch needs an Object");
  const first = Object.keys(operand)[0] ?? "";
  const isValueMatch = first.startsWith("$") && !["$and", "$or", "$nor", "$expr", "$where"].includes(first);
  if (isValueMatch) {
    const matches = allOf(conditionPredicates(operand, compiler));
    return { test: (value) => Array.isArray(value) && value.some((element) => matches(element)), expandLeaf: false, negated: false };
  }
  const matches = compiler.elementFilter(operand);
  return {
    test: (value) => Array.isArray(value) && value.some((element) => matchesElement(element, matches)),
    expandLeaf: false,
    negated: false,
  };
}

/** An element that is itself an array is matched by position, as MongoDB does. */
function matchesElement(element: unknown, matches: DocumentTest): boolean {
  if (isDocument(element)) return matches(element);
  return Array.isArray(element) && matches(Object.fromEntries(element.map((value, index) => [String(index), value as unknown])));
}

function allPredicate(operand: unknown, compiler: FilterCompiler): FieldPredicate {
  if (!Array.isArray(operand)) throw new StoreError("BadValue", "$all needs an array");
  const predicates = operand.map((entry): FieldPredicate =>
    isDocument(entry) && "$elemMatch" in entry ? elemMatchPredicate(entry["$elemMatch"], compiler) : implicitPredicate(entry),
  );
  const matches = allOf(predicates);
  return { test: (value) => predicates.length > 0 && matches(value), expandLeaf: false, negated: false };
}

function unknownOperator(operator: string, kind: string): StoreError {
  const reason = UNSUPPORTED.get(operator);
  if (operator === "$text") return new StoreError("IndexNotFound", reason ?? operator);
  return new StoreError("BadValue", reason ?? `${kind}: ${operator}`);
}
