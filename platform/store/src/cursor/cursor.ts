import { Long } from "bson";
import { RawDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { MAX_DOCUMENT_BYTES, writeDocument } from "../bson/writer.ts";

/** What a cursor yields: BSON that is ready to send. */
export type CursorItems = Iterator<RawDocument>;

/** One batch of a cursor. */
export interface Batch {
  readonly documents: readonly RawDocument[];
  readonly isExhausted: boolean;
}

/** Default size of a first batch, as MongoDB. */
export const FIRST_BATCH_SIZE = 101;

/** Results that are handed out in batches of at most 16 MiB; between batches nothing is held but the position. */
export class Cursor {
  readonly namespace: string;
  readonly #items: CursorItems;
  #held: RawDocument | undefined;

  constructor(namespace: string, items: CursorItems) {
    this.namespace = namespace;
    this.#items = items;
  }

  /** The next batch of at most `size` documents. */
  next(size: number): Batch {
    const documents: RawDocument[] = [];
    let bytes = 0;
    while (documents.length < size) {
      const document = this.#take();
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
  isAtEnd(): boolean {
    this.#held ??= this.#pull();
    return this.#held === undefined;
  }

  close(): void {
    this.#items.return?.();
  }

  #take(): RawDocument | undefined {
    const held = this.#held;
    this.#held = undefined;
    return held ?? this.#pull();
  }

  #pull(): RawDocument | undefined {
    const next = this.#items.next();
    return next.done === true ? undefined : next.value;
  }
}

/** Turns results into sendable BSON: stored documents verbatim, computed ones encoded. */
export function* sendable(results: Iterable<{ readonly bytes: Buffer } | Document>): Generator<RawDocument> {
  for (const result of results) {
    const { bytes } = result as { bytes?: unknown };
    yield new RawDocument(Buffer.isBuffer(bytes) ? bytes : writeDocument(result as Document));
  }
}

/** The `cursor` part of a reply. */
export function cursorReply(id: number, namespace: string, name: "firstBatch" | "nextBatch", documents: readonly RawDocument[], extra: Document = {}): Document {
  return { cursor: { [name]: documents, id: Long.fromNumber(id), ns: namespace, ...extra } };
}
