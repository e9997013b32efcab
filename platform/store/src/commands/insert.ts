import { MAX_STORED_DEPTH, readDocument } from "../bson/reader.ts";
import { isDocument } from "../bson/types.ts";
import type { Document, RawDocument } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { StoreError } from "../errors.ts";
import type { Steps } from "../pacing/pause.ts";
import type { Collection } from "../storage/catalog.ts";
import { assertStorableId } from "../update/storable.ts";
import { withId } from "../update/compile-update.ts";
import { assertNoView } from "../view/view.ts";
import { collectionName } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { runStatements, writeErrorsField } from "./write-errors.ts";

/** Decodes a document to insert; one without `_id` in front is written again with it. */
function prepared(source: unknown): { readonly document: Document; readonly bytes: Buffer } {
  if (isDocument(source)) return { document: withId(source), bytes: writeDocument(withId(source)) };
  const bytes = (source as RawDocument).bytes;
  const document = readDocument(bytes, 0, MAX_STORED_DEPTH);
  assertStorableId(document);
  if (Object.keys(document)[0] === "_id") return { document, bytes: Buffer.from(bytes) };
  const reordered = withId(document);
  return { document: reordered, bytes: writeDocument(reordered) };
}

/** Inserts one document as a client sent it. */
export function insertOne({ sink }: CommandContext, collection: Collection, source: unknown): void {
  const { document, bytes } = prepared(source);
  assertNoView(collection);
  sink.insert(collection, document, bytes);
}

const insert: Command = {
  kind: "write",
  inTransaction: true,
  *run(context): Steps<Document> {
    const { body, db, sink } = context;
    const name = collectionName(body, "insert");
    const { documents } = body;
    if (!Array.isArray(documents) || documents.length === 0) throw new StoreError("InvalidLength", "Write batch sizes must be between 1 and 100000. Got 0 operations.");
    const tally = { inserted: 0 };
    sink.ensureCollection(db, name);
    const errors = yield* runStatements(context, documents.length, tally, (index) => {
      // Between two slices it may have been dropped; as in MongoDB the rest goes into a new one.
      insertOne(context, sink.ensureCollection(db, name), documents[index]);
      tally.inserted++;
    });
    return { n: tally.inserted, ...writeErrorsField(errors) };
  },
};

/** Inserting documents. */
export const INSERT_COMMANDS: CommandTable = { insert };
