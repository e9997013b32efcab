import { Long } from "bson";
import { RawDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { MAX_DOCUMENT_BYTES, writeDocument } from "../bson/writer.ts";
import { StoreError } from "../errors.ts";
import type { PacedView } from "../pacing/paced-view.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Pause, Paced, Steps } from "../pacing/pause.ts";
import type { TimeBudget } from "../pacing/turns.ts";

/** What a cursor yields: BSON that is ready to send. */
export type CursorItems = Iterator<RawDocument | Pause>;

/** One batch of a cursor. */
export interface Batch {
  readonly documents: readonly RawDocument[];
  readonly isExhausted: boolean;
}

/** Default size of a first batch, as MongoDB. */
export const FIRST_BATCH_SIZE = 101;

/** What a cursor reads with; left out for results that are there already. */
export interface CursorSource {
  readonly view?: PacedView | undefined;
  /** The `maxTimeMS` of the command that opened it. */
  readonly budget?: TimeBudget | undefined;
}

/** Results that are handed out in batches of at most 16 MiB; between batches nothing is held but the position. */
export class Cursor {
  readonly namespace: string;
  readonly source: CursorSource;
  readonly #items: CursorItems;
  #held: RawDocument | undefined;
  #isClosed = false;

  constructor(namespace: string, items: CursorItems, source: CursorSource = {}) {
    this.namespace = namespace;
    this.#items = items;
    this.source = source;
  }

  /** The next batch of at most `size` documents; pauses where its items do. */
  *next(size: number): Steps<Batch> {
    const documents: RawDocument[] = [];
    let bytes = 0;
    while (documents.length < size) {
      const document = this.#held ?? this.#pull();
      this.#held = undefined;
      if (document === PAUSE) {
        yield PAUSE;
        continue;
      }
      if (document === undefined) return { documents, isExhausted: true };
      bytes += document.bytes.length + 16;
      if (bytes > MAX_DOCUMENT_BYTES && documents.length > 0) {
        this.#held = document;
        break;
      }
      documents.push(document);
    }
    return { documents, isExhausted: false };
  }

  /** Looks one document ahead, so that the last batch can say that it is the last. */
  *isAtEnd(): Steps<boolean> {
    while (this.#held === undefined) {
      const next = this.#pull();
      if (next === undefined) return true;
      if (next === PAUSE) yield PAUSE;
      else this.#held = next;
    }
    return false;
  }

  /** Throws CursorKilled when it was closed in the middle of a batch. */
  assertOpen(): void {
    if (this.#isClosed) throw new StoreError("CursorKilled", "the cursor was killed while it was read");
  }

  close(): void {
    this.#isClosed = true;
    this.#items.return?.();
  }

  #pull(): RawDocument | Pause | undefined {
    const next = this.#items.next();
    return next.done === true ? undefined : next.value;
  }
}

/** Turns results into sendable BSON: stored documents verbatim, computed ones encoded. */
export function* sendable(results: Paced<{ readonly bytes: Buffer } | Document>): Generator<RawDocument | Pause> {
  for (const result of results) {
    if (result === PAUSE) {
      yield PAUSE;
      continue;
    }
    const { bytes } = result as { bytes?: unknown };
    yield new RawDocument(Buffer.isBuffer(bytes) ? bytes : writeDocument(result as Document));
  }
}

/** The `cursor` part of a reply. */
export function cursorReply(id: number, namespace: string, name: "firstBatch" | "nextBatch", documents: readonly RawDocument[], extra: Document = {}): Document {
  return { cursor: { [name]: documents, id: Long.fromNumber(id), ns: namespace, ...extra } };
}
