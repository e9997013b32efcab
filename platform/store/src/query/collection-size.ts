import { PAUSE } from "../pacing/pause.ts";
import type { Steps } from "../pacing/pause.ts";
import type { Collection } from "../storage/catalog.ts";
import type { ReadView } from "./read-view.ts";

/** Documents that are measured in one go. */
const CHUNK = 5_000;

/** How many documents a collection holds, and how many bytes. */
export interface CollectionSize {
  readonly count: number;
  readonly size: number;
}

/** Measures a collection, with pauses. */
export function* sizeOf(view: ReadView, collection: Collection): Steps<CollectionSize> {
  let count = 0;
  let size = 0;
  for (let last: number | null = -1; last !== null; ) {
    const from: number = last;
    const [some, bytes, end] = view.connection.row<[number, number | null, number | null]>(`SELECT count(*), sum(size), max(r) FROM (SELECT r, length(doc) AS size FROM d${collection.id} WHERE r > ? ORDER BY r LIMIT ${CHUNK})`, from) ?? [0, null, null];
    count += some;
    size += bytes ?? 0;
    last = some < CHUNK ? null : end;
    if (view.isTurnOver()) yield PAUSE;
  }
  return { count, size };
}
