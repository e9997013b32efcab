import type { Collation } from "../bson/collation.ts";
import { ORDER, orderOf } from "../bson/compare.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { compileJsonSchema } from "./json-schema.ts";
import { anyAtPath, splitPath } from "./paths.ts";
import { FIELD_OPERATORS, implicitPredicate, regexPredicate } from "./predicates.ts";
import type { FieldPredicate, PredicateFactory, ValueTest } from "./predicates.ts";

/** Tests a decoded document. */
export type DocumentTest = (document: Document) => boolean;

/** Evaluates an aggregation expression for `$expr`; injected so that the filter does not depend on the aggregation engine. */
export type ExpressionTest = (expression: unknown) => DocumentTest;

/** What a filter needs from its command: how `$expr` is evaluated and how text compares (undefined: byte by byte). */
export interface MatchRules {
  readonly test: ExpressionTest;
  readonly collation: Collation | undefined;
}

/** A compiled filter; `fields` are the top-level fields it reads, undefined when it may read any. */
export interface Filter {
  readonly source: Document;
  readonly test: DocumentTest;
  readonly fields: ReadonlySet<string> | undefined;
  readonly collation: Collation | undefined;
}

const UNSUPPORTED = new Map([
  ["$where", "$where runs server-side JavaScript, which this store does not have"],
  ["$text", "text index required for $text query"],
  ["$near", "geospatial queries are not supported by this store"],
  ["$nearSphere", "geospatial queries are not supported by this store"],
  ["$geoWithin", "geospatial queries are not supported by this store"],
  ["$geoIntersects", "geospatial queries are not supported by this store"],
]);

/** Fields of a DBRef, the only ones that may start with `$` in a filter. */
const DBREF_FIELDS: ReadonlySet<string> = new Set(["$ref", "$id", "$db"]);

/** Compiles a MongoDB filter; unknown operators fail with BadValue and never match silently. */
export function compileFilter(source: Document, rules: MatchRules): Filter {
  const compiler = new FilterCompiler(rules);
  const test = compiler.filter(source);
  return { source, test, fields: compiler.readsAll ? undefined : compiler.fields, collation: rules.collation };
}

class FilterCompiler {
  readonly fields = new Set<string>();
  readsAll = false;
  readonly rules: MatchRules;

  constructor(rules: MatchRules) {
    this.rules = rules;
  }

  filter(source: Document): DocumentTest {
    const tests: DocumentTest[] = [];
    for (const key of Object.keys(source)) {
      const test = key.startsWith("$") && !DBREF_FIELDS.has(key) ? this.#topLevel(key, source[key]) : this.#field(key, source[key]);
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
        return this.rules.test(operand);
      case "$jsonSchema": {
        this.readsAll = true;
        const check = compileJsonSchema(operand);
        return (document) => check(document).length === 0;
      }
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
    return conditionTest(parts, condition, this);
  }

  /** Compiles a filter over array elements; its fields belong to the element, not to the document. */
  elementFilter(source: Document): DocumentTest {
    const inner = new FilterCompiler(this.rules);
    const test = inner.filter(source);
    if (inner.readsAll) this.readsAll = true;
    return test;
  }
}

function pathTest(parts: readonly string[], { test, expandLeaf, negated }: FieldPredicate): ValueTest {
  // An element of an array by itself, as `$elemMatch` asks for it: an array in an array is one value.
  if (parts.length === 0) return (value) => test(value) !== negated;
  if (parts.length !== 1) return (value) => anyAtPath(value, parts, expandLeaf, test) !== negated;
  const field = parts[0] as string;
  return (document) => {
    const value = Object.hasOwn(document as Document, field) ? (document as Document)[field] : undefined;
    const matched = test(value) || (expandLeaf && Array.isArray(value) && value.some((element) => test(element)));
    return matched !== negated;
  };
}

/** True when a document of operators combines whole filters, so that it is asked of documents and not of plain values. */
export function isLogical(source: Document): boolean {
  return ["$and", "$or", "$nor", "$expr", "$jsonSchema", "$where"].includes(Object.keys(source)[0] ?? "");
}

/** True for `{$gt: 1}` and the like; a document mixing operators and fields is refused. */
export function isOperatorDocument(condition: unknown): condition is Document {
  if (!isDocument(condition)) return false;
  const first = Object.keys(condition)[0];
  return first !== undefined && first.startsWith("$") && !DBREF_FIELDS.has(first);
}

/** Compiles what is asked of the values at a path; each operator looks at all of them on its own. */
function conditionTest(parts: readonly string[], condition: unknown, compiler: FilterCompiler): ValueTest {
  if (!isOperatorDocument(condition)) return pathTest(parts, implicitPredicate(condition, compiler.rules.collation));
  const tests = Object.keys(condition).flatMap((operator) => operatorTests(parts, operator, condition, compiler));
  if (tests.length === 1) return tests[0] as ValueTest;
  return (value) => tests.every((test) => test(value));
}

function operatorTests(parts: readonly string[], operator: string, condition: Document, compiler: FilterCompiler): ValueTest[] {
  switch (operator) {
    case "$options":
      if (!("$regex" in condition)) throw new StoreError("BadValue", "$options needs a $regex");
      return [];
    case "$not": return [notTest(parts, condition["$not"], compiler)];
    case "$all": return allTests(parts, condition["$all"], compiler);
    default: return [pathTest(parts, operatorPredicate(operator, condition, compiler))];
  }
}

function operatorPredicate(operator: string, condition: Document, compiler: FilterCompiler): FieldPredicate {
  const operand = condition[operator];
  if (Object.hasOwn(FIELD_OPERATORS, operator)) return (FIELD_OPERATORS[operator] as PredicateFactory)(operand, compiler.rules.collation);
  switch (operator) {
    case "$regex": return regexPredicate(operand, condition["$options"]);
    case "$elemMatch": return elemMatchPredicate(operand, compiler);
    default: throw unknownOperator(operator, "unknown operator");
  }
}

function notTest(parts: readonly string[], operand: unknown, compiler: FilterCompiler): ValueTest {
  const isRegex = orderOf(operand) === ORDER.regex;
  if (!isRegex && !isOperatorDocument(operand)) throw new StoreError("BadValue", "$not needs a regex or a document");
  const test = conditionTest(parts, operand, compiler);
  return (value) => !test(value);
}

function elemMatchPredicate(operand: unknown, compiler: FilterCompiler): FieldPredicate {
  if (!isDocument(operand)) throw new StoreError("BadValue", "$elemMatch needs an Object");
  if (isOperatorDocument(operand) && !isLogical(operand)) {
    const matches = conditionTest([], operand, compiler);
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

/** Each of the values has to be there, though not in the same place. */
function allTests(parts: readonly string[], operand: unknown, compiler: FilterCompiler): ValueTest[] {
  if (!Array.isArray(operand)) throw new StoreError("BadValue", "$all needs an array");
  if (operand.length === 0) return [() => false];
  return operand.map((entry): ValueTest => {
    if (isDocument(entry) && "$elemMatch" in entry) return pathTest(parts, elemMatchPredicate(entry["$elemMatch"], compiler));
    if (isOperatorDocument(entry)) throw new StoreError("BadValue", `no $ expressions in $all, but found ${Object.keys(entry)[0] ?? ""}`);
    return pathTest(parts, implicitPredicate(entry, compiler.rules.collation));
  });
}

function unknownOperator(operator: string, kind: string): StoreError {
  const reason = UNSUPPORTED.get(operator);
  if (operator === "$text") return new StoreError("IndexNotFound", reason ?? operator);
  return new StoreError("BadValue", reason ?? `${kind}: ${operator}`);
}
