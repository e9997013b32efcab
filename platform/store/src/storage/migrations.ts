import { StoreError } from "../errors.ts";
import type { Connection } from "./connection.ts";

/** Brings a file of the version before to `version`; runs in one transaction with all that follow it. */
interface Migration {
  readonly version: number;
  run(connection: Connection): void;
}

/** In order, and never changed once they were in a release: files of every older version must open forever. */
const MIGRATIONS: readonly Migration[] = [
  { version: 2, run: (connection) => connection.exec("ALTER TABLE indexes ADD COLUMN stage TEXT NOT NULL DEFAULT 'ready'") },
  { version: 3, run: (connection) => connection.exec("ALTER TABLE oplog ADD COLUMN before BLOB; ALTER TABLE oplog ADD COLUMN after BLOB") },
];

/** Version of the file layout that this program writes. */
export const FILE_VERSION = 3;

/** Brings an existing file to the current layout; one that is newer than this program is refused rather than guessed at. */
export function migrate(connection: Connection, from: number): void {
  if (from > FILE_VERSION) {
    throw new StoreError("CommandFailed", `the store file has layout ${from}, this version reads up to ${FILE_VERSION}: run the newer version`);
  }
  for (const migration of MIGRATIONS) if (migration.version > from) migration.run(connection);
}
