import { setTimeout as wait } from "node:timers/promises";
import { MongoServerError } from "mongodb";
import type { ChangeStream, Collection, Db, Document, Timestamp } from "mongodb";

/** Documents of a followed collection, keyed by text. */
export type FollowedDocument = Document & { _id: string };

/** Receives a collection as it is: first all of it, then each change; always the present document, never an old event's. */
export interface Follower {
  /** All documents; again after each reconnect and as a slow safety net. */
  reset(documents: FollowedDocument[]): Promise<void>;
  /** One document that changed; undefined when it is gone. */
  change(id: string, document: FollowedDocument | undefined): Promise<void>;
  /** Whether the collection is followed; `error` says why not. */
  onState(following: boolean, error?: Error): void;
}

/** How patient a follower is, in milliseconds. */
export interface FollowTimes {
  /** Between full reads while the change stream works. */
  safetyPollMs: number;
  /** Between full reads where the store has no change streams. */
  pollMs: number;
  /** Before the first new try after a failure; doubles up to `maxRetryMs`. */
  retryMs: number;
  maxRetryMs: number;
}

export const followTimes: FollowTimes = { safetyPollMs: 30_000, pollMs: 500, retryMs: 100, maxRetryMs: 2_000 };

/** Longest wait of one `getMore`; the stream wakes at once when something changes. */
const awaitMs = 1_000;
/** MongoDB's answer of a server that keeps no oplog, e.g. a single member without a replica set. */
const changeStreamsUnsupported = 40_573;

const oneDocument = new Set(["insert", "update", "replace", "delete"]);

/** The stream begins before the first full read, so that nothing falls between them. */
async function startOf(database: Db): Promise<{ startAtOperationTime?: Timestamp }> {
  const { operationTime } = (await database.command({ ping: 1 })) as { operationTime?: Timestamp };
  return operationTime === undefined ? {} : { startAtOperationTime: operationTime };
}

async function followStream(stream: ChangeStream<FollowedDocument>, collection: Collection<FollowedDocument>, follower: Follower, times: FollowTimes, signal: AbortSignal): Promise<void> {
  await follower.reset(await collection.find().toArray());
  follower.onState(true);
  let readAt = performance.now();
  while (!signal.aborted) {
    const change = await stream.tryNext();
    if (change !== null) {
      if (!oneDocument.has(change.operationType) || !("documentKey" in change)) throw new Error(`the collection ${collection.collectionName} was ${change.operationType}ed`);
      const id = String(change.documentKey._id);
      await follower.change(id, (await collection.findOne({ _id: id })) ?? undefined);
    } else if (performance.now() - readAt > times.safetyPollMs) {
      await follower.reset(await collection.find().toArray());
      readAt = performance.now();
    }
  }
}

async function poll(collection: Collection<FollowedDocument>, follower: Follower, times: FollowTimes, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await follower.reset(await collection.find().toArray());
    follower.onState(true);
    await wait(times.pollMs, undefined, { signal });
  }
}

/**
 * Keeps `follower` up to date with a collection until `signal` aborts, through any failure of the store: by its change stream,
 * by polling where it has none, beginning again with a full read after each failure.
 */
export async function followCollection(database: Db, name: string, follower: Follower, signal: AbortSignal, times: FollowTimes = followTimes): Promise<void> {
  const collection = database.collection<FollowedDocument>(name);
  let failures = 0;
  let hasStreams = true;
  while (!signal.aborted) {
    let stream: ChangeStream<FollowedDocument> | undefined;
    const close = () => void stream?.close();
    signal.addEventListener("abort", close, { once: true });
    try {
      if (hasStreams) stream = collection.watch<FollowedDocument>([], { maxAwaitTimeMS: awaitMs, ...(await startOf(database)) });
      const counting: Follower = {
        ...follower,
        onState: (following, error) => {
          failures = 0;
          follower.onState(following, error);
        },
      };
      if (stream === undefined) await poll(collection, counting, times, signal);
      else await followStream(stream, collection, counting, times, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof MongoServerError && error.code === changeStreamsUnsupported) {
        hasStreams = false;
        continue;
      }
      follower.onState(false, error instanceof Error ? error : new Error(String(error)));
      const delayMs = Math.min(times.maxRetryMs, times.retryMs * 2 ** failures);
      failures = Math.min(failures + 1, 16);
      await wait(delayMs, undefined, { signal }).catch((cause: Error) => {
        if (cause.name !== "AbortError") throw cause;
      });
    } finally {
      signal.removeEventListener("abort", close);
      await stream?.close();
    }
  }
}
