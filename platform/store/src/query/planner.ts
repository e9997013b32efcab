import { isSameCollation } from "../bson/collation.ts";
import type { Collation } from "../bson/collation.ts";
import { ORDER, orderOf, valuesEqual } from "../bson/compare.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { Index } from "../index/index-runtime.ts";
import type { Collection } from "../storage/catalog.ts";
import { boundsOf } from "./bounds.ts";
import type { IndexBounds, IndexShape, KeyRange } from "./bounds.ts";
import { analyseFilter, mentionsText, usableWith } from "./constraints.ts";
import type { Analysis, Condition, Constraint } from "./constraints.ts";
import type { SortField } from "./sort.ts";

/** Reads all documents in storage order. */
export interface CollectionPlan {
  readonly kind: "collection";
  readonly isReverse: boolean;
  readonly isExact: boolean;
  readonly providesSort: boolean;
}

/** Reads documents through an index, or through `_id` when there is no index object. */
export interface IndexPlan {
  readonly kind: "index";
  readonly index: Index | undefined;
  readonly ranges: readonly KeyRange[];
  readonly isReverse: boolean;
  /** The ranges decide alone: no document has to be filtered. */
  readonly isExact: boolean;
  readonly providesSort: boolean;
  /** One document can appear under several keys. */
  readonly hasDuplicates: boolean;
}

/** Reads the union of several plans, each document once. */
export interface UnionPlan {
  readonly kind: "union";
  readonly branches: readonly IndexPlan[];
  readonly isExact: false;
  readonly providesSort: false;
}

/** How the documents of a query are reached. */
export type Plan = CollectionPlan | IndexPlan | UnionPlan;

/** What is asked for. */
export interface PlanRequest {
  readonly filter: Document;
  /** How the query compares text. */
  readonly collation?: Collation | undefined;
  readonly sort: readonly SortField[];
  /** Number of documents wanted, Infinity when all. */
  readonly limit: number;
  /** Index name, key pattern or `{$natural: ±1}` that must be used. */
  readonly hint?: unknown;
}

/** Counts keys in the ranges, stopping at `limit`. */
export type RangeCounter = (index: Index | undefined, ranges: readonly KeyRange[], limit: number) => number;

const ID_SHAPE: IndexShape = { paths: ["_id"], descending: [false], multikeyPaths: 0, collation: undefined };
const ESTIMATE_LIMIT = 1_000;
const CLOSE_ESTIMATE_LIMIT = 20_000;
const WHOLE_INDEX_COST = 1e9;
const MOST_STARTS = 8;

/** Chooses the way with the fewest keys to read, measured on the index itself when several are possible. */
export function planQuery(collection: Collection, request: PlanRequest, countKeys: RangeCounter): Plan {
  const analysis = analyseFilter(request.filter);
  if (request.hint !== undefined) return hintedPlan(collection, request, analysis);
  const byId = indexPlan(undefined, analysis, request);
  if (byId !== undefined && byId.bounds.pinned === 1) return byId.plan;
  const candidates = [...(byId === undefined ? [] : [byId]), ...indexCandidates(collection, analysis, request)];
  const unique = candidates.find(({ plan, bounds }) => plan.index?.definition.unique === true && bounds.pinned === plan.index.paths.length);
  if (unique !== undefined) return unique.plan;
  const narrowing = candidates.some(({ bounds }) => bounds.constrainedComponents > 0);
  const union = narrowing ? undefined : unionPlan(collection, analysis, request);
  if (union !== undefined) return union;
  return cheapest(candidates, request, countKeys) ?? collectionPlan(request, analysis);
}

interface Candidate {
  readonly plan: IndexPlan;
  readonly bounds: IndexBounds;
}

function collectionPlan(request: PlanRequest, analysis: Analysis, isReverse = false): CollectionPlan {
  const isExact = analysis.constraints.length === 0 && analysis.undecided === 0;
  return { kind: "collection", isReverse, isExact, providesSort: request.sort.length === 0 };
}

function indexCandidates(collection: Collection, analysis: Analysis, request: PlanRequest): Candidate[] {
  return collection.indexes
    .filter((index) => !index.definition.hidden && coversFilter(index, analysis, request.collation))
    .flatMap((index) => startsOf(index, analysis.constraints).map((constraints) => indexPlan(index, { ...analysis, constraints }, request)))
    .filter((candidate) => candidate !== undefined);
}

/**
 * The orders in which an index can take the constraints: on an array only the first one of a path narrows the search, since
 * another may be met by another element, so each of them comes first once.
 */
function startsOf(index: Index, constraints: readonly Constraint[]): readonly (readonly Constraint[])[] {
  const array = index.paths.find((_path, component) => (index.definition.multikeyPaths & (1 << component)) !== 0);
  const own = constraints.filter(({ path }) => path === array);
  if (own.length < 2) return [constraints];
  return own.slice(0, MOST_STARTS).map((first) => [first, ...constraints.filter((constraint) => constraint !== first)]);
}

/** A plan through one index, when it narrows the search or gives the order. */
function indexPlan(index: Index | undefined, analysis: Analysis, request: PlanRequest, isForced = false): Candidate | undefined {
  const shape = index === undefined ? ID_SHAPE : { paths: index.paths, descending: index.descending, multikeyPaths: index.definition.multikeyPaths, collation: index.collation };
  const bounds = boundsOf(shape, usableWith(analysis.constraints, request.collation, shape.collation));
  // The keys of an index give the order of the simple collation only.
  const isOrdered = request.collation === undefined && shape.collation === undefined;
  const direction = isOrdered || request.sort.length === 0 ? sortDirection(shape, bounds, request.sort) : undefined;
  const providesSort = request.sort.length > 0 && direction !== undefined;
  if (bounds.constrainedComponents === 0 && !providesSort && !isForced) return undefined;
  // As in MongoDB, a hint takes a sparse or partial index as it is, with the documents that it holds.
  if (!isForced && index !== undefined && isSparse(index) && ![...bounds.consumed].some((constraint) => !constraint.matchesMissing) && !coversPartial(index, analysis, request.collation)) return undefined;
  const isExact = analysis.undecided === 0 && analysis.constraints.every((constraint) => constraint.isExact && bounds.consumed.has(constraint));
  const plan: IndexPlan = {
    kind: "index", index, ranges: bounds.ranges, isReverse: direction === "reverse", isExact,
    providesSort: request.sort.length === 0 || providesSort,
    hasDuplicates: shape.multikeyPaths !== 0,
  };
  return { plan, bounds };
}

function isSparse(index: Index): boolean {
  return index.definition.sparse;
}

/** A sparse index that is also partial is complete for queries its filter implies. */
function coversPartial(index: Index, analysis: Analysis, collation: Collation | undefined): boolean {
  return !index.definition.sparse && index.definition.partialFilter !== undefined && coversFilter(index, analysis, collation);
}

/** The direction in which the index gives the wanted order; undefined when it does not. */
function sortDirection(shape: IndexShape, bounds: IndexBounds, sort: readonly SortField[]): "forward" | "reverse" | undefined {
  if (sort.length === 0) return "forward";
  if (bounds.ranges.length > 1) return undefined;
  let component = 0;
  let direction: "forward" | "reverse" | undefined;
  for (const { path, direction: wanted } of sort) {
    while (component < bounds.pinned && shape.paths[component] !== path) component++;
    if (shape.paths[component] !== path) {
      if (shape.paths.slice(0, bounds.pinned).includes(path)) continue;
      return undefined;
    }
    const isPinned = component < bounds.pinned;
    if ((shape.multikeyPaths >> component) & 1) return undefined;
    const own = (shape.descending[component] === true) === (wanted === -1) ? "forward" : "reverse";
    if (!isPinned && direction !== undefined && direction !== own) return undefined;
    if (!isPinned) direction = own;
    component++;
  }
  // An array in an unpinned component would list its document several times, in element order.
  if (shape.multikeyPaths >> bounds.pinned !== 0) return undefined;
  return direction ?? "forward";
}

function cheapest(candidates: readonly Candidate[], request: PlanRequest, countKeys: RangeCounter): Plan | undefined {
  if (candidates.length <= 1) return candidates[0]?.plan;
  const best = (limit: number): { plan: Plan; cost: number } | undefined => {
    const rated = candidates.map(({ plan, bounds }) => {
      const keys = bounds.constrainedComponents === 0 ? WHOLE_INDEX_COST : countKeys(plan.index, plan.ranges, limit);
      const wanted = plan.providesSort && plan.isExact ? Math.min(keys, request.limit) : keys;
      const sorting = plan.providesSort ? 0 : wanted * 0.5;
      return { plan, cost: wanted + sorting, exactness: plan.isExact ? 0 : 1, components: bounds.constrainedComponents };
    });
    return rated.toSorted((a, b) => a.cost - b.cost || a.exactness - b.exactness || b.components - a.components)[0];
  };
  const first = best(ESTIMATE_LIMIT);
  // All that reach the limit look alike; a query that reads so many keys can afford to count on.
  return first !== undefined && first.cost >= ESTIMATE_LIMIT && first.cost < WHOLE_INDEX_COST ? best(CLOSE_ESTIMATE_LIMIT)?.plan : first?.plan;
}

/** Every branch of one `$or` through an index of its own, together with the conditions around it. */
function unionPlan(collection: Collection, analysis: Analysis, request: PlanRequest): UnionPlan | undefined {
  for (const alternatives of analysis.alternatives) {
    const { $or: _replaced, ...rest } = request.filter;
    const branches = alternatives.map((branch) => {
      const own = analyseFilter({ $and: [rest, branch] });
      const unordered = { ...request, sort: [] };
      const all = [indexPlan(undefined, own, unordered), ...indexCandidates(collection, own, unordered)].filter((candidate) => candidate !== undefined);
      return all.filter(({ bounds }) => bounds.constrainedComponents > 0).sort((a, b) => b.bounds.constrainedComponents - a.bounds.constrainedComponents)[0]?.plan;
    });
    if (branches.every((branch) => branch !== undefined)) return { kind: "union", branches, isExact: false, providesSort: false };
  }
  return undefined;
}

/** True when the filter asks for nothing that a partial index leaves out. */
function coversFilter(index: Index, analysis: Analysis, collation: Collation | undefined): boolean {
  const partial = index.definition.partialFilter;
  if (partial === undefined) return true;
  const needed = analyseFilter(partial);
  if (mentionsText(needed.conditions) && !isSameCollation(index.collation, collation)) return false;
  return needed.alternatives.length === 0 && needed.conditions.every((condition) => analysis.conditions.some((given) => implies(given, condition)));
}

function implies(given: Condition, needed: Condition): boolean {
  if (given.path !== needed.path) return false;
  if (given.operator === needed.operator && valuesEqual(given.operand, needed.operand)) return true;
  if (needed.operator !== "$exists" || needed.operand !== true) return false;
  const order = orderOf(given.operand);
  if (given.operator === "$eq") return !isNothing(order) && !isDocument(given.operand);
  // A field that is not there counts as null, which lies between the least and the greatest key.
  return ["$gt", "$gte", "$lt", "$lte"].includes(given.operator) && !isNothing(order) && order !== ORDER.minKey && order !== ORDER.maxKey;
}

function isNothing(order: number): boolean {
  return order === ORDER.null || order === ORDER.undefined;
}

function hintedPlan(collection: Collection, request: PlanRequest, analysis: Analysis): Plan {
  const { hint } = request;
  if (isDocument(hint) && "$natural" in hint) return { ...collectionPlan(request, analysis, Number(hint["$natural"]) < 0), providesSort: request.sort.length === 0 };
  const isId = hint === "_id_" || (isDocument(hint) && Object.keys(hint).join() === "_id");
  const index = isId ? undefined : collection.indexes.find(({ definition }) => !definition.hidden && (definition.name === hint || (isDocument(hint) && sameKey(definition.key, hint))));
  if (!isId && index === undefined) throw new StoreError("BadValue", "error processing query: planner returned error: bad hint: there is no such index");
  return (indexPlan(index, analysis, request, true) as Candidate).plan;
}

function sameKey(key: Readonly<Record<string, unknown>>, hint: Document): boolean {
  const names = Object.keys(key);
  return names.join("\0") === Object.keys(hint).join("\0") && names.every((name) => valuesEqual(key[name], hint[name]));
}
