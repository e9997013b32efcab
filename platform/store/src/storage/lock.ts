import Database from "better-sqlite3";
import { join } from "node:path";
import { SettingError } from "../errors.ts";

/** Holds a data folder for this process. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the folder with an operating-system file lock (through SQLite, which is portable), so that kill -9 leaves nothing behind.
 * A folder in use is a SettingError.
 */
export function lockFolder(folder: string): FolderLock {
  const database = new Database(join(folder, "store.lock"), { timeout: 0 });
  try {
    database.pragma("journal_mode = DELETE");
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if ((error as { code?: string }).code === "SQLITE_BUSY") {
      throw new SettingError(`--dbpath ${folder} is in use by another tessera-store process: stop it or choose another folder, e.g. --dbpath ./data/store`);
    }
    throw error;
  }
  return { release: () => void database.close() };
}
