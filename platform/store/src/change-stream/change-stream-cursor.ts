import type { Timestamp } from "bson";
import { Expressions } from "../aggregate/expressions.ts";
import { runStages } from "../aggregate/pipeline.ts";
import { withOriginalNumbers, withPlainNumbers } from "../aggregate/plain-numbers.ts";
import { readDocument } from "../bson/reader.ts";
import { RawDocument, isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { writeDocument, MAX_DOCUMENT_BYTES } from "../bson/writer.ts";
import { StoreError, asStoreError } from "../errors.ts";
import { encodeValue } from "../index/key-encoding.ts";
import { withoutPauses } from "../pacing/pause.ts";
import { compileFilter } from "../query/filter.ts";
import type { DocumentTest } from "../query/filter.ts";
import type { Engine } from "../storage/engine.ts";
import { seqOf } from "../storage/oplog.ts";
import type { OplogRecord } from "../storage/oplog.ts";
import { changeEvent, invalidateEvent } from "./change-event.ts";
import { addImages, assertImageOptions } from "./images.ts";
import { CollectionNames } from "./collection-names.ts";
import { parseResumeToken, resumeToken } from "./resume-token.ts";

/** What a stream watches: one collection, one database or everything. */
export interface WatchScope {
  readonly db: string | undefined;
  readonly collection: string | undefined;
}

const CHUNK = 500;

/** A change stream: reads the history from its position on and runs the client's stages over the events. */
export class ChangeStreamCursor {
  readonly namespace: string;
  readonly #engine: Engine;
  readonly #scope: WatchScope;
  readonly #options: Document;
  /** The leading `$match` stages, compiled once: most streams consist of nothing else. */
  readonly #isWanted: DocumentTest;
  readonly #matchReadsDocuments: boolean;
  readonly #stages: readonly unknown[];
  #position: number;
  #pending: RawDocument[] = [];
  #pendingToken: Document | undefined;
  #isInvalidated = false;
  #failure: StoreError | undefined;
  #closed = new AbortController();
  readonly #names: CollectionNames | undefined;

  constructor(engine: Engine, namespace: string, scope: WatchScope, options: Document, stages: readonly unknown[]) {
    this.namespace = namespace;
    this.#engine = engine;
    this.#scope = scope;
    this.#options = options;
    this.#names = options["showExpandedEvents"] === true ? new CollectionNames(engine) : undefined;
    const matches = stages.findIndex((stage) => !isDocument(stage) || !isDocument(stage["$match"]));
    const leading = stages.slice(0, matches < 0 ? stages.length : matches) as { $match: Document }[];
    this.#isWanted = compileFilter(leading.length === 0 ? {} : { $and: leading.map(({ $match }) => $match) }, new Expressions()).test;
    this.#matchReadsDocuments = /fullDocument|\$\$/.test(JSON.stringify(leading));
    this.#stages = stages.slice(leading.length);
    this.#position = startPosition(engine, options);
    assertImageOptions(options);
    // Compile once now: a wrong pipeline has to fail the aggregate command, not the first event.
    runStages(stages, [], this.#pipelineSource()).next();
  }

  get isExhausted(): boolean {
    return this.#isInvalidated && this.#pending.length === 0;
  }

  /** The token that continues after everything that was handed out or skipped so far. */
  get postBatchResumeToken(): Document {
    return this.#pendingToken ?? resumeToken({ seq: this.#position, isInvalidate: this.#isInvalidated });
  }

  /** Events that are there now. */
  take(size: number): RawDocument[] {
    while (this.#pending.length < size && !this.#isInvalidated && this.#failure === undefined && this.#read());
    if (this.#failure !== undefined && this.#pending.length === 0) throw this.#failure;
    const taken: RawDocument[] = [];
    let bytes = 0;
    while (taken.length < size && this.#pending.length > 0) {
      bytes += (this.#pending[0] as RawDocument).bytes.length;
      if (bytes > MAX_DOCUMENT_BYTES && taken.length > 0) break;
      taken.push(this.#pending.shift() as RawDocument);
    }
    const last = taken.at(-1);
    this.#pendingToken = this.#pending.length > 0 && last !== undefined ? (readDocument(last.bytes)["_id"] as Document) : undefined;
    return taken;
  }

  /** Waits until there are events, the time is over, or the client or cursor is gone. */
  async await(size: number, maxMillis: number, closed: AbortSignal): Promise<RawDocument[]> {
    const deadline = Date.now() + maxMillis;
    for (;;) {
      const events = this.take(size);
      const remaining = deadline - Date.now();
      if (events.length > 0 || this.isExhausted || remaining <= 0 || closed.aborted || this.#closed.signal.aborted) return events;
      await this.#nextCommit(remaining, AbortSignal.any([closed, this.#closed.signal]));
    }
  }

  close(): void {
    this.#closed.abort();
  }

  #nextCommit(millis: number, aborted: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#engine.events.off("committed", done);
        aborted.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, millis);
      this.#engine.events.on("committed", done);
      aborted.addEventListener("abort", done);
    });
  }

  /** Reads one chunk of history; false when the end is reached. */
  #read(): boolean {
    if (this.#engine.oplog.last <= this.#position) return false;
    if (this.#position < this.#engine.oplog.floor) throw historyLost();
    const records = this.#engine.oplog.after(this.#position, CHUNK);
    const events: Document[] = [];
    for (const record of records) {
      this.#position = record.seq;
      if (!this.#isWatched(record)) continue;
      const event = changeEvent(record, this.#names);
      try {
        if (event !== undefined && this.#isTold(event, record)) events.push(event);
      } catch (error) {
        // What happened before is told first.
        this.#failure = asStoreError(error);
        break;
      }
      if (!this.#endsWith(record)) continue;
      events.push(invalidateEvent(record));
      this.#isInvalidated = true;
      break;
    }
    this.#emit(events);
    return records.length === CHUNK && !this.#isInvalidated && this.#failure === undefined;
  }

  #emit(events: readonly Document[]): void {
    const encoded = events.map(writeDocument);
    if (this.#stages.length === 0) return void this.#pending.push(...encoded.map((bytes) => new RawDocument(bytes)));
    if (events.length === 0) return;
    const originals = new Map(encoded.map((bytes, index) => [tokenText(events[index]), bytes]));
    for (const result of withoutPauses(runStages(this.#stages, events.map(withPlainNumbers), this.#pipelineSource()))) {
      const original = originals.get(tokenText(result));
      if (original === undefined) {
        throw new StoreError("ChangeStreamFatalError", "Encountered an event whose _id field, which contains the resume token, was modified by the pipeline.", { labels: ["NonResumableChangeStreamError"] });
      }
      this.#pending.push(new RawDocument(writeDocument(withOriginalNumbers(result, readDocument(original)) as Document)));
    }
  }

  /** Documents are looked for only when the event is wanted, or when that depends on them. */
  #isTold(event: Document, record: OplogRecord): boolean {
    if (this.#matchReadsDocuments) return this.#isWanted(this.#withFullDocument(event, record));
    if (!this.#isWanted(event)) return false;
    this.#withFullDocument(event, record);
    return true;
  }

  #withFullDocument(event: Document, record: OplogRecord): Document {
    addImages(event, record, this.#options);
    if (record.operation !== "update" || this.#options["fullDocument"] !== "updateLookup") return event;
    const collection = this.#engine.catalog.find(record.db, record.name);
    const key = encodeValue((event["documentKey"] as Document)["_id"]);
    const row = collection === undefined ? undefined : this.#engine.connection.row<[Buffer]>(`SELECT doc FROM d${collection.id} WHERE k = ?`, key);
    event["fullDocument"] = row === undefined ? null : readDocument(row[0]);
    return event;
  }

  #isWatched(record: OplogRecord): boolean {
    if (this.#scope.db !== undefined && record.db !== this.#scope.db) return false;
    return this.#scope.collection === undefined || (record.name === this.#scope.collection && record.operation !== "dropDatabase");
  }

  #endsWith(record: OplogRecord): boolean {
    if (this.#scope.collection !== undefined) return record.operation === "rename" || (record.operation === "drop" && !isOfView(record));
    return this.#scope.db !== undefined && record.operation === "dropDatabase";
  }

  #pipelineSource() {
    return { view: this.#engine, db: this.#scope.db ?? "admin", collection: undefined, variables: {} };
  }
}

function isOfView({ body }: OplogRecord): boolean {
  return body !== undefined && readDocument(body)["isView"] === true;
}

function tokenText(event: Document | undefined): unknown {
  const token = event?.["_id"];
  return isDocument(token) ? token["_data"] : undefined;
}

function historyLost(): StoreError {
  return new StoreError("ChangeStreamHistoryLost", "Resume of change stream was not possible, as the resume point may no longer be in the oplog.", { labels: ["NonResumableChangeStreamError"] });
}

function startPosition(engine: Engine, options: Document): number {
  const given = ["resumeAfter", "startAfter", "startAtOperationTime"].filter((name) => options[name] !== undefined && options[name] !== null);
  if (given.length > 1) throw new StoreError("BadValue", `only one of ${given.join(", ")} may be given to $changeStream`);
  const token = options["resumeAfter"] ?? options["startAfter"];
  if (token !== undefined && token !== null) {
    const point = parseResumeToken(token);
    if (point.isInvalidate && options["resumeAfter"] !== undefined) {
      throw new StoreError("InvalidResumeToken", "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.");
    }
    return checked(engine, point.seq);
  }
  const time = options["startAtOperationTime"] as Timestamp | undefined;
  if (time !== undefined && time !== null) return checked(engine, seqOf(time) - 1);
  return engine.oplog.last;
}

function checked(engine: Engine, seq: number): number {
  if (seq < engine.oplog.floor) throw historyLost();
  return seq;
}


