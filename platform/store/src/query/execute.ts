import { ORDER, orderOf } from "../bson/compare.ts";
import { readDocument, readFields } from "../bson/reader.ts";
import type { Document } from "../bson/types.ts";
import { encodeValue } from "../index/key-encoding.ts";
import type { Collection } from "../storage/catalog.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import type { Filter } from "./filter.ts";
import { planQuery } from "./planner.ts";
import type { Plan } from "./planner.ts";
import { idText } from "./read-view.ts";
import type { ReadView } from "./read-view.ts";
import { PAUSE, finish, mapped, withoutPauses } from "../pacing/pause.ts";
import type { Pause, Paced, Steps } from "../pacing/pause.ts";
import { countAllKeys, countKeys, documentWithId, rowsOf } from "./rows.ts";
import { SortKeys } from "./sort.ts";
import type { SortField } from "./sort.ts";
import { sortItems } from "./sort-items.ts";

/** A query over one collection. */
export interface Query {
  readonly filter: Filter;
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** Infinity for all. */
  readonly limit: number;
  readonly hint?: unknown;
}

/** Values that are equal only to themselves and are no condition. */
const POINT_ORDERS: ReadonlySet<number> = new Set([ORDER.number, ORDER.string, ORDER.objectId, ORDER.bool, ORDER.date, ORDER.binData, ORDER.timestamp]);

/** The plan a query runs with. */
export function planOf(view: ReadView, collection: Collection, query: Query): Plan {
  const request = { filter: query.filter.source, collation: query.filter.collation, sort: query.sort, limit: query.skip + query.limit, hint: query.hint };
  return planQuery(collection, request, (index, ranges, limit) => countKeys(view.connection, collection, index, ranges, limit));
}

/** Finds documents lazily, with pauses; only an order that no index gives has to read everything first. */
export function pacedDocuments(view: ReadView, collection: Collection, query: Query): Paced<StoredDocument> {
  return pointRead(view, collection, query) ?? plannedDocuments(view, collection, query);
}

/** The same in one go. */
export function findDocuments(view: ReadView, collection: Collection, query: Query): Iterable<StoredDocument> {
  return pointRead(view, collection, query) ?? withoutPauses(plannedDocuments(view, collection, query));
}

/** What a query cost: how many documents were read, matching or not, and how many came out. */
export interface Tally {
  examined: number;
  returned: number;
}

/** Runs a query for its cost only. */
export function* tallyQuery(view: ReadView, collection: Collection, query: Query): Steps<Tally> {
  const tally: Tally = { examined: 0, returned: 0 };
  for (const document of plannedDocuments(view, collection, query, tally)) {
    if (document === PAUSE) yield PAUSE;
    else tally.returned++;
  }
  return tally;
}

function counted(rows: Paced<StoredDocument>, tally: Tally): Paced<StoredDocument> {
  return mapped(rows, (row) => {
    tally.examined++;
    return row;
  });
}

/** The most frequent query of all, one document by its `_id`, without a plan; undefined for every other one. */
function pointRead(view: ReadView, collection: Collection, { filter, skip, limit, hint }: Query): StoredDocument[] | undefined {
  if (Object.keys(filter.source).length !== 1 || hint !== undefined || skip > 0 || limit < 1) return undefined;
  const idKey = wantedId(filter);
  if (idKey === undefined) return undefined;
  const own = view.overlay(collection)?.get(idText(idKey));
  if (own !== undefined) return own === null ? [] : [own];
  const stored = view.hasRows(collection) ? documentWithId(view.connection, collection, idKey) : undefined;
  return stored === undefined ? [] : [stored];
}

/** The encoded `_id` that a filter asks for beside whatever else, when it names just one. */
function wantedId({ source, collation }: Filter): Buffer | undefined {
  if (!Object.hasOwn(source, "_id")) return undefined;
  const id = source["_id"];
  return !POINT_ORDERS.has(orderOf(id)) || (typeof id === "string" && collation !== undefined) ? undefined : encodeValue(id);
}

function* plannedDocuments(view: ReadView, collection: Collection, query: Query, tally?: Tally): Generator<StoredDocument | Pause> {
  const plan = planOf(view, collection, query);
  const overlay = view.overlay(collection);
  // A transaction's own writes may take rows out, so it may need any number of them.
  const isSure = plan.isExact && plan.providesSort && (overlay === undefined || overlay.size === 0);
  const wanted = isSure ? query.skip + query.limit : Infinity;
  const rows = view.hasRows(collection) ? rowsOf(view, collection, plan, wanted) : [];
  let matches: Paced<StoredDocument> = matching(tally === undefined ? rows : counted(rows, tally), query.filter, plan.isExact);
  if (overlay !== undefined && overlay.size > 0) matches = overlaid(matches, overlay, query.filter);
  if (query.sort.length > 0 && (!plan.providesSort || (overlay !== undefined && overlay.size > 0))) {
    const keys = new SortKeys(query.sort, query.filter.collation);
    const isTurnOver = (): boolean => view.isTurnOver();
    matches = sortItems(matches, { keyOf: ({ bytes }) => keys.keyOfBytes(bytes), keys, sizeOf: ({ bytes }) => bytes.length, keep: query.skip + query.limit, isTurnOver });
  }
  yield* window(matches, query.skip, query.limit);
}

/** Counts matches, with pauses; an exact plan is counted on index keys alone. */
export function* pacedCount(view: ReadView, collection: Collection, query: Query): Steps<number> {
  const plan = planOf(view, collection, query);
  const overlay = view.overlay(collection);
  if (plan.isExact && view.hasRows(collection) && (overlay === undefined || overlay.size === 0)) {
    const total = yield* exactCount(view, collection, plan);
    if (total !== undefined) return Math.min(Math.max(total - query.skip, 0), query.limit);
  }
  let count = 0;
  for (const match of pacedDocuments(view, collection, query)) {
    if (match === PAUSE) yield PAUSE;
    else count++;
  }
  return count;
}

/** The same in one go. */
export function countDocuments(view: ReadView, collection: Collection, query: Query): number {
  return finish(pacedCount(view, collection, query));
}

function* exactCount(view: ReadView, collection: Collection, plan: Plan): Steps<number | undefined> {
  // SQLite counts a whole table page by page.
  if (plan.kind === "collection") return view.connection.row<[number]>(`SELECT count(*) FROM d${collection.id}`)?.[0] ?? 0;
  // Several ranges of a multikey index may list one document more than once.
  if (plan.kind === "index" && (!plan.hasDuplicates || plan.ranges.length <= 1)) return yield* countAllKeys(view, collection, plan.index, plan.ranges);
  return undefined;
}

/** Decodes only the fields that the filter reads. */
export function matchesStored(filter: Filter, bytes: Buffer): boolean {
  return filter.test(filter.fields === undefined ? readDocument(bytes) : readFields(bytes, filter.fields));
}

function* matching(rows: Paced<StoredDocument>, filter: Filter, isExact: boolean): Generator<StoredDocument | Pause> {
  for (const stored of rows) if (stored === PAUSE || isExact || matchesStored(filter, stored.bytes)) yield stored;
}

function* overlaid(rows: Paced<StoredDocument>, overlay: ReadonlyMap<string, StoredDocument | null>, filter: Filter): Generator<StoredDocument | Pause> {
  for (const stored of rows) if (stored === PAUSE || !overlay.has(idText(stored.idKey))) yield stored;
  const idKey = wantedId(filter);
  for (const own of idKey === undefined ? overlay.values() : [overlay.get(idText(idKey))]) if (own && matchesStored(filter, own.bytes)) yield own;
}

function* window<T>(items: Paced<T>, skip: number, limit: number): Generator<T | Pause> {
  if (limit <= 0) return;
  let position = 0;
  for (const item of items) {
    if (item !== PAUSE && position++ < skip) continue;
    yield item;
    if (position >= skip + limit) return;
  }
}

/** Decodes a stored document. */
export function documentOf(stored: StoredDocument): Document {
  return readDocument(stored.bytes);
}
