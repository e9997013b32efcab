import { ObjectId } from "bson";
import { ORDER, orderOf, valuesEqual } from "../bson/compare.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { compileFilter, isOperatorDocument } from "../query/filter.ts";
import type { DocumentTest, MatchRules } from "../query/filter.ts";
import { matchedPosition } from "../query/positional.ts";
import { ARRAY_OPERATORS } from "./array-operators.ts";
import { FIELD_OPERATORS } from "./field-operators.ts";
import { concretePaths, getAt, setAt, unsetAt } from "./target-paths.ts";
import type { PathContext } from "./target-paths.ts";

/** Runs an update pipeline over one document. */
export type PipelineUpdate = (pipeline: readonly Document[], document: Document, variables: Document) => Document;

/** What an update needs from its surroundings. */
export interface UpdateContext {
  readonly filter: Document;
  readonly arrayFilters: readonly Document[];
  readonly variables: Document;
  readonly rules: MatchRules;
  readonly runPipeline: PipelineUpdate;
}

/** A compiled update. */
export interface Update {
  readonly isReplacement: boolean;
  /** Returns the changed document; the given one (freshly decoded) may be changed in place. */
  apply(document: Document, isInsert: boolean): Document;
}

/** Compiles operators, a replacement document or a pipeline. */
export function compileUpdate(update: unknown, context: UpdateContext): Update {
  if (Array.isArray(update)) return pipelineUpdate(update as Document[], context);
  if (!isDocument(update)) throw new StoreError("FailedToParse", "the update has to be a document or a pipeline");
  const operators = Object.keys(update).filter((key) => key.startsWith("$"));
  if (operators.length === 0) return replacement(update);
  const unknown = Object.keys(update).find((key) => !key.startsWith("$") || !isKnown(key));
  if (unknown !== undefined) throw new StoreError("FailedToParse", `Unknown modifier: ${unknown}. Expected a valid update modifier or pipeline-style update specified as an array`);
  return operatorUpdate(update, context);
}

function isKnown(operator: string): boolean {
  return Object.hasOwn(FIELD_OPERATORS, operator) || Object.hasOwn(ARRAY_OPERATORS, operator) || ["$unset", "$rename", "$setOnInsert"].includes(operator);
}

function assertSameId(before: unknown, after: Document): void {
  if (before !== undefined && !(Object.hasOwn(after, "_id") && valuesEqual(before, after["_id"]))) {
    throw new StoreError("ImmutableField", "Performing an update on the path '_id' would modify the immutable field '_id'");
  }
}

function replacement(source: Document): Update {
  return {
    isReplacement: true,
    apply(document) {
      const id = document["_id"];
      if (Object.hasOwn(source, "_id")) assertSameId(id, source);
      return id === undefined ? source : { _id: id, ...source };
    },
  };
}

function pipelineUpdate(pipeline: readonly Document[], context: UpdateContext): Update {
  const allowed = new Set(["$set", "$addFields", "$unset", "$project", "$replaceRoot", "$replaceWith"]);
  for (const stage of pipeline) {
    const name = isDocument(stage) ? Object.keys(stage)[0] : undefined;
    if (name === undefined || !allowed.has(name)) throw new StoreError("InvalidOptions", `${name ?? "an empty stage"} is not allowed to be used within an update`);
  }
  return {
    isReplacement: false,
    apply(document) {
      const id = document["_id"];
      const changed = context.runPipeline(pipeline, document, context.variables);
      if (id !== undefined && !Object.hasOwn(changed, "_id")) return { _id: id, ...changed };
      assertSameId(id, changed);
      return changed;
    },
  };
}

type Step = (document: Document, paths: PathContext) => void;

function operatorUpdate(update: Document, context: UpdateContext): Update {
  const touched: string[] = [];
  const steps: Step[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    if (!isDocument(fields)) throw new StoreError("FailedToParse", `Modifiers operate on fields but we found another type instead. For example: {$mod: {<field>: ...}} not {${operator}: ...}`);
    for (const [path, operand] of Object.entries(fields)) {
      if (operator === "$rename") touched.push(renameTarget(path, operand));
      touched.push(path);
      steps.push(stepOf(operator, path, operand, context));
    }
  }
  assertNoConflicts(touched);
  const arrayFilters = compileArrayFilters(update, context);
  const positional = [...new Set(touched.flatMap((path) => (path.split(".").includes("$") ? [path.slice(0, path.search(/\.\$(\.|$)/))] : [])))];
  return {
    isReplacement: false,
    apply(document, isInsert) {
      const id = document["_id"];
      // Where `$` points to is settled before anything changes.
      const positions = new Map(positional.map((path) => [path, matchedPosition(document, path, context.filter, context.rules)]));
      const paths: PathContext = { arrayFilters, isInsert, positionOf: (_document, path) => positions.get(path) };
      for (const step of steps) step(document, paths);
      assertSameId(id, document);
      return document;
    },
  };
}

function stepOf(operator: string, path: string, operand: unknown, context: UpdateContext): Step {
  if (operator === "$unset") return (document, paths) => concretePaths(document, path, paths).forEach((parts) => unsetAt(document, parts));
  if (operator === "$rename") return (document) => rename(document, path, String(operand));
  if (operator === "$setOnInsert") {
    return (document, paths) => {
      if (paths.isInsert) concretePaths(document, path, paths).forEach((parts) => setAt(document, parts, operand));
    };
  }
  const compute = FIELD_OPERATORS[operator];
  const computeArray = ARRAY_OPERATORS[operator];
  return (document, paths) => {
    for (const parts of concretePaths(document, path, paths)) {
      const current = getAt(document, parts);
      const changed = compute === undefined ? computeArray?.(current, operand, path, context.rules) : compute(current, operand, path);
      if (changed !== undefined) setAt(document, parts, changed);
    }
  };
}

function renameTarget(path: string, operand: unknown): string {
  if (typeof operand !== "string") throw new StoreError("BadValue", "The 'to' field for $rename must be a string");
  if (path.includes("$") || operand.includes("$")) throw new StoreError("BadValue", "The source and target field for $rename may not be positional");
  if (path === operand) throw new StoreError("BadValue", `The source and target field for $rename must differ: ${path}`);
  return operand;
}

function rename(document: Document, from: string, to: string): void {
  const value = getAt(document, from.split("."));
  if (value === undefined) return;
  unsetAt(document, from.split("."));
  setAt(document, to.split("."), value);
}

function assertNoConflicts(paths: readonly string[]): void {
  const sorted = paths.toSorted();
  for (const [index, path] of sorted.entries()) {
    const other = sorted.find((candidate, at) => at !== index && (candidate === path || candidate.startsWith(`${path}.`)));
    if (other !== undefined) throw new StoreError("ConflictingUpdateOperators", `Updating the path '${other}' would create a conflict at '${path}'`);
  }
}

function compileArrayFilters(update: Document, context: UpdateContext): ReadonlyMap<string, DocumentTest> {
  const arrayFilters = new Map<string, DocumentTest>();
  for (const filter of context.arrayFilters) {
    const name = identifierOf(filter);
    if (arrayFilters.has(name)) throw new StoreError("FailedToParse", `Found multiple array filters with the same top-level field name ${name}`);
    if (!JSON.stringify(Object.values(update).flatMap((fields) => Object.keys(fields as Document))).includes(`$[${name}]`)) {
      throw new StoreError("FailedToParse", `The array filter for identifier '${name}' was not used in the update`);
    }
    arrayFilters.set(name, compileFilter(filter, context.rules).test);
  }
  return arrayFilters;
}

function identifierOf(filter: Document): string {
  const key = Object.keys(filter)[0];
  if (key === undefined) throw new StoreError("FailedToParse", "Cannot use an expression without a top-level field name in arrayFilters");
  if ((key === "$and" || key === "$or") && Array.isArray(filter[key])) return identifierOf((filter[key] as Document[])[0] ?? {});
  return key.split(".")[0] as string;
}

/** The document an upsert starts from: what the filter says by equality. */
export function upsertSeed(filter: Document): Document {
  const seed: Document = {};
  collectEqualities(filter, seed);
  return seed;
}

function collectEqualities(filter: Document, seed: Document): void {
  for (const [key, condition] of Object.entries(filter)) {
    if (key === "$and" && Array.isArray(condition)) for (const branch of condition) collectEqualities(branch as Document, seed);
    else if (key === "$or" && Array.isArray(condition) && condition.length === 1) collectEqualities(condition[0] as Document, seed);
    else if (!key.startsWith("$")) {
      const value = equalityOf(condition);
      if (value !== undefined) setAt(seed, key.split("."), value);
    }
  }
}

function equalityOf(condition: unknown): unknown {
  if (!isOperatorDocument(condition)) return orderOf(condition) === ORDER.regex ? undefined : condition;
  if ("$eq" in condition) return condition["$eq"];
  const members = condition["$in"];
  return Array.isArray(members) && members.length === 1 ? members[0] : undefined;
}

/** Gives an inserted document its `_id` as first field. */
export function withId(document: Document): Document {
  const { _id, ...rest } = document;
  return { _id: Object.hasOwn(document, "_id") ? _id : new ObjectId(), ...rest };
}
