import { isSameCollation, parseCollation } from "../bson/collation.ts";
import type { Collation } from "../bson/collation.ts";
import { StoreError } from "../errors.ts";
import type { ReadView } from "../query/read-view.ts";
import type { Collection } from "../storage/catalog.ts";

/** Views on views reach that deep at most, as in MongoDB. */
export const MAX_VIEW_DEPTH = 20;

/** A view's definition: the collection or view it reads and the stages it puts over it. */
export interface View {
  readonly on: string;
  readonly pipeline: readonly unknown[];
}

/** What a name stands for: a collection (or nothing yet), and the stages of all views between. */
export interface Resolved {
  readonly collection: string;
  readonly pipeline: readonly unknown[];
}

/** The definition of a view; undefined for a collection that holds documents. */
export function viewOf(collection: Collection | undefined): View | undefined {
  const on = collection?.options["viewOn"];
  return typeof on === "string" ? { on, pipeline: collection?.options["pipeline"] as unknown[] } : undefined;
}

/** Follows views down to what they read; undefined for a name that is no view. */
export function resolveView(view: ReadView, db: string, name: string, collation: Collation | undefined): Resolved | undefined {
  let collection = view.collection(db, name);
  let definition = viewOf(collection);
  if (definition === undefined) return undefined;
  if (!isSameCollation(parseCollation(collection?.options["collation"]), collation)) {
    throw new StoreError("OptionNotSupportedOnView", `Cannot override default collation of the view ${db}.${name}`);
  }
  const pipelines: (readonly unknown[])[] = [];
  let target = name;
  for (let depth = 0; definition !== undefined; depth++) {
    if (depth >= MAX_VIEW_DEPTH) throw depthExceeded();
    pipelines.unshift(definition.pipeline);
    target = definition.on;
    collection = view.collection(db, target);
    definition = viewOf(collection);
  }
  return { collection: target, pipeline: pipelines.flat() };
}

/** Refuses what only a collection with documents can do. */
export function assertNoView<T extends Collection | undefined>(collection: T): T {
  if (collection !== undefined && viewOf(collection) !== undefined) {
    throw new StoreError("CommandNotSupportedOnView", `Namespace ${collection.db}.${collection.name} is a view, not a collection`);
  }
  return collection;
}

/** The refusal of views that are stacked too high. */
export function depthExceeded(): StoreError {
  return new StoreError("ViewDepthLimitExceeded", `View depth limit exceeded; maximum depth is ${MAX_VIEW_DEPTH}`);
}
