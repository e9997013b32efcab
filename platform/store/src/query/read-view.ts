import type { Collection } from "../storage/catalog.ts";
import type { Connection } from "../storage/connection.ts";
import type { StoredDocument } from "../storage/document-writer.ts";

/** The state of the data that one command reads: the newest one, or a transaction's snapshot with its own writes on top. */
export interface ReadView {
  readonly connection: Connection;
  collection(db: string, name: string): Collection | undefined;
  /** False for a collection that is newer than the snapshot: only the overlay can hold documents of it. */
  hasRows(collection: Collection): boolean;
  /** Documents the transaction wrote (or null where it deleted), by encoded `_id` in latin1; undefined outside of transactions. */
  overlay(collection: Collection): ReadonlyMap<string, StoredDocument | null> | undefined;
  /** True when a long read is to pause now; a view that is read in one go never says so. */
  isTurnOver(): boolean;
}

/** The map key of an encoded `_id`. */
export function idText(idKey: Buffer): string {
  return idKey.toString("latin1");
}
