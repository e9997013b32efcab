import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { DocumentSink } from "../session/document-sink.ts";
import type { Collection } from "../storage/catalog.ts";
import type { ChangeKind, StoredDocument } from "../storage/document-writer.ts";
import { validatorOf } from "./validator.ts";
import type { Validator } from "./validator.ts";

/** Lets only documents through that meet the rules of their collection; commands with `bypassDocumentValidation` go without. */
export class ValidatingSink implements DocumentSink {
  readonly #inner: DocumentSink;

  constructor(inner: DocumentSink) {
    this.#inner = inner;
  }

  ensureCollection(db: string, name: string): Collection {
    return this.#inner.ensureCollection(db, name);
  }

  createCollection(db: string, name: string, options: Document): Collection {
    return this.#inner.createCollection(db, name, options);
  }

  insert(collection: Collection, document: Document, bytes: Buffer): void {
    const validator = validatorOf(collection.options);
    if (validator !== undefined) assertValid(validator, document);
    this.#inner.insert(collection, document, bytes);
  }

  change(collection: Collection, stored: StoredDocument, before: Document, after: Document, bytes: Buffer, kind: ChangeKind): void {
    const validator = validatorOf(collection.options);
    if (validator !== undefined && !(validator.isModerate && !validator.isValid(before))) assertValid(validator, after);
    this.#inner.change(collection, stored, before, after, bytes, kind);
  }

  remove(collection: Collection, stored: StoredDocument): void {
    this.#inner.remove(collection, stored);
  }
}

function assertValid(validator: Validator, document: Document): void {
  if (validator.isValid(document)) return;
  throw new StoreError("DocumentValidationFailure", "Document failed validation", {
    fields: { errInfo: { failingDocumentId: document["_id"], details: validator.explain(document) } },
  });
}
