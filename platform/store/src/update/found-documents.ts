import { StoreError } from "../errors.ts";
import { PacedView } from "../pacing/paced-view.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Steps } from "../pacing/pause.ts";
import { matchesStored, pacedDocuments } from "../query/execute.ts";
import type { Query } from "../query/execute.ts";
import type { ReadView } from "../query/read-view.ts";
import type { Collection } from "../storage/catalog.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import type { Engine } from "../storage/engine.ts";

/** Where a write searches and what it writes to. */
export interface WritePlace {
  readonly engine: Engine;
  readonly view: ReadView;
  readonly db: string;
  readonly name: string;
}

/**
 * What a search found. As long as nobody else had a turn, the documents are what they are now; of a search that paused only their
 * rows are kept, and each is looked at again before it is changed.
 */
export interface Found {
  readonly documents: readonly StoredDocument[];
  readonly rows: readonly number[];
  readonly hasPaused: boolean;
}

/** A single document is searched for that often; then the search is done in one go, so that nobody can change what it finds. */
const MAX_SEARCHES = 5;

/**
 * Searches for all documents that are to be changed before the first one is: a change must not make a document match (or be met)
 * again. A long search sees one state from its beginning to its end.
 */
export function* searched(view: ReadView, collection: Collection, query: Query): Steps<Found> {
  const paced = view instanceof PacedView ? view : undefined;
  const documents: StoredDocument[] = [];
  const rows: number[] = [];
  let hasPaused = false;
  paced?.keepState();
  try {
    for (const item of pacedDocuments(view, collection, query)) {
      if (item === PAUSE) {
        if (!hasPaused) for (const { row } of documents.splice(0)) rows.push(row);
        hasPaused = true;
        yield PAUSE;
      } else if (hasPaused) rows.push(item.row);
      else documents.push(item);
    }
  } finally {
    paced?.seePresent();
  }
  return { documents, rows, hasPaused };
}

/** The first document of a query as it is now; undefined when there is none. */
export function* foundOne({ engine, view, db, name }: WritePlace, query: Query): Steps<StoredDocument | undefined> {
  for (let search = 1; ; search++) {
    const collection = view.collection(db, name);
    if (collection === undefined) return undefined;
    if (search === MAX_SEARCHES && view instanceof PacedView) view.beginTurn(Infinity);
    const { documents, rows, hasPaused } = yield* searched(view, collection, query);
    const [row] = rows;
    if (!hasPaused || row === undefined) return documents[0];
    const stored = presentDocument(engine, view.collection(db, name), collection.id, row, query);
    if (stored !== undefined) return stored;
  }
}

/** Changes all that was found and still matches, in slices that are atomic each; gives how many. */
export function* changeAll({ engine, view, db, name }: WritePlace, { found, query, id }: { readonly found: Found; readonly query: Query; readonly id: number }, change: (collection: Collection, stored: StoredDocument) => void): Steps<number> {
  const count = found.hasPaused ? found.rows.length : found.documents.length;
  let isFresh = !found.hasPaused;
  let matched = 0;
  for (let at = 0; at < count; ) {
    const from = at;
    engine.group.write(() => {
      const collection = view.collection(db, name);
      if (collection === undefined || collection.id !== id) throw new StoreError("QueryPlanKilled", `collection dropped or renamed: ${db}.${name}`);
      for (; at < count && !(at > from && view.isTurnOver()); at++) {
        const stored = isFresh ? found.documents[at] : presentDocument(engine, collection, id, found.rows[at] ?? (found.documents[at] as StoredDocument).row, query);
        if (stored === undefined) continue;
        change(collection, stored);
        matched++;
      }
    });
    if (at === count) break;
    isFresh = false;
    yield PAUSE;
  }
  return matched;
}

function presentDocument({ connection }: Engine, collection: Collection | undefined, id: number, row: number, { filter }: Query): StoredDocument | undefined {
  if (collection === undefined || collection.id !== id) return undefined;
  const [idKey, bytes] = connection.row<[Buffer, Buffer]>(`SELECT k, doc FROM d${id} WHERE r = ?`, row) ?? [];
  return idKey === undefined || bytes === undefined || !matchesStored(filter, bytes) ? undefined : { row, idKey, bytes };
}
