import type { Connection } from "./connection.ts";
import { FILE_VERSION, migrate } from "./migrations.ts";

/**
 * d<id>: documents of a collection (k is the encoded _id); i<id>: one row per index key; both are created per collection.
 * oplog keeps the change history, replies the answers of retryable writes.
 */
const TABLES = `
CREATE TABLE collections (id INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL, uuid BLOB NOT NULL, options BLOB NOT NULL, UNIQUE (db, name));
CREATE TABLE indexes (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, name TEXT NOT NULL, spec BLOB NOT NULL, multikey INTEGER NOT NULL DEFAULT 0, stage TEXT NOT NULL DEFAULT 'ready', UNIQUE (collection, name));
CREATE TABLE oplog (seq INTEGER PRIMARY KEY, db TEXT NOT NULL, name TEXT NOT NULL, op TEXT NOT NULL, id BLOB, body BLOB, wall INTEGER NOT NULL, session BLOB, before BLOB, after BLOB);
CREATE TABLE replies (session BLOB NOT NULL, txn INTEGER NOT NULL, stmt INTEGER NOT NULL, reply BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (session, txn, stmt)) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
`;

/** Opens the file's layout: creates it in a new file, brings an older one to the current version. */
export function prepareSchema(connection: Connection): void {
  const version = Number(connection.pragma("user_version"));
  if (version === FILE_VERSION) return;
  connection.exec("BEGIN IMMEDIATE");
  if (version === 0) connection.exec(TABLES);
  else migrate(connection, version);
  connection.exec(`PRAGMA user_version = ${FILE_VERSION}`);
  connection.exec("COMMIT");
}

/** Creates the table of a collection's documents. */
export function createDocumentTable(connection: Connection, collection: number): void {
  connection.exec(`CREATE TABLE d${collection} (r INTEGER PRIMARY KEY, k BLOB NOT NULL UNIQUE, doc BLOB NOT NULL)`);
}

/** Creates the table of an index's keys. */
export function createIndexTable(connection: Connection, index: number): void {
  connection.exec(`CREATE TABLE i${index} (k BLOB NOT NULL, r INTEGER NOT NULL, PRIMARY KEY (k, r)) WITHOUT ROWID`);
}
