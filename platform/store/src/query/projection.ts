import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { compileFilter, isOperatorDocument } from "./filter.ts";
import type { MatchRules } from "./filter.ts";
import { matchedPosition } from "./positional.ts";

/** Shapes one result document. */
export type Projection = (document: Document) => Document;

/** Computes an aggregation expression over a document. */
export type Evaluate = (expression: unknown, document: Document) => unknown;

/** What a projection needs from its query. */
export interface ProjectionContext {
  readonly filter: Document;
  readonly rules: MatchRules;
  readonly evaluate: Evaluate;
  /** True for the `$project` stage, where `$slice` and `$elemMatch` are expressions and there is no positional `$`. */
  readonly isStage?: boolean;
}

/** Kept or dropped paths as a tree: `true` is the whole value. */
interface PathTree {
  [field: string]: PathTree | true;
}

type Step = (source: Document, result: Document) => void;

/** Compiles a find projection: inclusion or exclusion, `$slice`, `$elemMatch`, positional `$` and computed fields. */
export function compileProjection(spec: Document, context: ProjectionContext): Projection | undefined {
  const flat = flatten(spec);
  if (flat.length === 0) return undefined;
  const isIncluding = modeOf(flat, context.isStage === true);
  const tree: PathTree = {};
  const steps: Step[] = [];
  let keepsId = true;
  for (const [path, value] of flat) {
    if (path === "_id" && isFlag(value)) keepsId = isTruthy(value);
    else if (isFlag(value)) {
      if (path.endsWith(".$") && context.isStage !== true) steps.push(positionalStep(path.slice(0, -2), context));
      else addPath(tree, path);
    } else if (isDocument(value) && "$slice" in value && context.isStage !== true) {
      if (isIncluding) addPath(tree, path);
      steps.push(sliceStep(path, value["$slice"]));
    } else if (isDocument(value) && "$elemMatch" in value && context.isStage !== true) steps.push(elemMatchStep(path, value["$elemMatch"], context));
    else steps.push((source, result) => setAt(result, path.split("."), context.evaluate(value, source)));
  }
  return (document) => {
    const result = isIncluding ? included(document, tree) : excluded(document, tree);
    if (isIncluding && keepsId && Object.hasOwn(document, "_id") && !Object.hasOwn(result, "_id")) return finish(document, { _id: document["_id"], ...result }, steps);
    if (!keepsId) delete result["_id"];
    return finish(document, result, steps);
  };
}

function finish(document: Document, result: Document, steps: readonly Step[]): Document {
  for (const step of steps) step(document, result);
  return result;
}

function flatten(spec: Document, prefix = ""): [string, unknown][] {
  return Object.entries(spec).flatMap(([key, value]): [string, unknown][] =>
    isDocument(value) && Object.keys(value).length > 0 && !isOperatorDocument(value) ? flatten(value, `${prefix}${key}.`) : [[prefix + key, value]],
  );
}

function isFlag(value: unknown): boolean {
  return typeof value === "boolean" || isNumeric(value);
}

function isTruthy(value: unknown): boolean {
  return typeof value === "boolean" ? value : toDouble(value) !== 0;
}

function modeOf(flat: readonly (readonly [string, unknown])[], isStage: boolean): boolean {
  const flags = flat.filter(([path, value]) => path !== "_id" && isFlag(value)).map(([, value]) => isTruthy(value));
  if (flags.includes(true) && flags.includes(false)) {
    const [path] = flat.find(([name, value]) => name !== "_id" && isFlag(value) && isTruthy(value) !== flags[0]) ?? [""];
    throw new StoreError(flags[0] === true ? "Location31254" : "Location31253", `Cannot do ${flags[0] === true ? "exclusion" : "inclusion"} on field ${path} in ${flags[0] === true ? "inclusion" : "exclusion"} projection`);
  }
  if (flags.length > 0) return flags[0] === true;
  const others = flat.filter(([path, value]) => path !== "_id" || !isFlag(value));
  if (others.some(([, value]) => isStage || !(isDocument(value) && "$slice" in value))) return true;
  const id = flat.find(([path]) => path === "_id");
  return others.length === 0 && id !== undefined && isTruthy(id[1]);
}

function addPath(tree: PathTree, path: string): void {
  const parts = path.split(".");
  let node = tree;
  for (const [index, part] of parts.entries()) {
    if (part === "__proto__") throw new StoreError("BadValue", "the field name __proto__ cannot be projected");
    const existing = Object.hasOwn(node, part) ? node[part] : undefined;
    if (index === parts.length - 1) {
      if (existing !== undefined && existing !== true) throw new StoreError("BadValue", `Path collision at ${path}`);
      node[part] = true;
      return;
    }
    if (existing === true) throw new StoreError("BadValue", `Path collision at ${path}`);
    const next: PathTree = existing ?? {};
    node[part] = next;
    node = next;
  }
}

function included(document: Document, tree: PathTree): Document {
  const result: Document = {};
  for (const key of Object.keys(document)) {
    if (!Object.hasOwn(tree, key)) continue;
    const node = tree[key] as PathTree | true;
    const value = node === true ? document[key] : includedValue(document[key], node);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function includedValue(value: unknown, tree: PathTree): unknown {
  if (isDocument(value)) return included(value, tree);
  if (Array.isArray(value)) return value.map((element) => includedValue(element, tree)).filter((element) => element !== undefined);
  return undefined;
}

function excluded(document: Document, tree: PathTree): Document {
  const result: Document = {};
  for (const key of Object.keys(document)) {
    const node = Object.hasOwn(tree, key) ? (tree[key] as PathTree | true) : undefined;
    if (node === undefined) result[key] = document[key];
    else if (node !== true) result[key] = excludedValue(document[key], node);
  }
  return result;
}

function excludedValue(value: unknown, tree: PathTree): unknown {
  if (isDocument(value)) return excluded(value, tree);
  return Array.isArray(value) ? value.map((element) => excludedValue(element, tree)) : value;
}

function valueAt(document: Document, parts: readonly string[]): unknown {
  let value: unknown = document;
  for (const part of parts) value = isDocument(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  return value;
}

function setAt(document: Document, parts: readonly string[], value: unknown): void {
  if (value === undefined) return;
  const [part, ...rest] = parts as [string, ...string[]];
  document[part] = rest.length === 0 ? value : withValueAt(document[part], rest, value);
}

/** A computed field below an array is set in each of its elements. */
function withValueAt(container: unknown, parts: readonly string[], value: unknown): unknown {
  if (Array.isArray(container)) return container.map((element) => withValueAt(element, parts, value));
  const copy = isDocument(container) ? { ...container } : {};
  setAt(copy, parts, value);
  return copy;
}

function sliceStep(path: string, operand: unknown): Step {
  const [first, second] = Array.isArray(operand) ? operand : [operand];
  const start = isNumeric(first) ? toDouble(first) : Number.NaN;
  const count = second === undefined ? undefined : toDouble(second);
  if (!Number.isInteger(start) || (count !== undefined && !(count > 0))) throw new StoreError("BadValue", "$slice needs a number, or [skip, limit] with a positive limit");
  const parts = path.split(".");
  return (source, result) => {
    const array = valueAt(source, parts);
    if (!Array.isArray(array)) return;
    const from = count === undefined ? (start < 0 ? Math.max(array.length + start, 0) : 0) : start < 0 ? Math.max(array.length + start, 0) : start;
    const length = count ?? Math.abs(start);
    setAt(result, parts, array.slice(from, from + length));
  };
}

function elemMatchStep(path: string, operand: unknown, context: ProjectionContext): Step {
  if (!isDocument(operand)) throw new StoreError("BadValue", "$elemMatch in a projection needs a document");
  const { test } = compileFilter({ element: { $elemMatch: operand } }, context.rules);
  return (source, result) => {
    const array = valueAt(source, [path]);
    const found = Array.isArray(array) ? array.find((element) => test({ element: [element] })) : undefined;
    if (found !== undefined) result[path] = [found];
  };
}

function positionalStep(path: string, context: ProjectionContext): Step {
  const parts = path.split(".");
  return (source, result) => {
    const array = valueAt(source, parts);
    if (!Array.isArray(array)) return;
    const position = matchedPosition(source, path, context.filter, context.rules);
    if (position === undefined) throw new StoreError("BadValue", `Executor error: the positional projection '${path}.$' has no matching array element in the query`);
    setAt(result, parts, [array[position]]);
  };
}
