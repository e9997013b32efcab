import Database from "better-sqlite3";
import { join } from "node:path";
import { SettingError } from "../errors.ts";
import { makePrivate } from "./private-file.ts";

/** Another process holds the folder. */
class FolderInUse extends SettingError {}

/** Holds a data folder for this process. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the folder with an operating-system file lock (through SQLite, which is portable), so that kill -9 leaves nothing behind.
 * A folder in use is a SettingError.
 */
export function lockFolder(folder: string): FolderLock {
  let database: Database.Database | undefined;
  try {
    const file = join(folder, "store.lock");
    makePrivate(file);
    database = new Database(file, { timeout: 0 });
    database.pragma("journal_mode = DELETE");
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database?.close();
    const code = String((error as { code?: unknown }).code);
    if (code === "SQLITE_BUSY") {
      throw new FolderInUse(`--dbpath ${folder} is in use by another tessera-store process: stop it or choose another folder, e.g. --dbpath ./data/store`);
    }
    if (!code.startsWith("SQLITE_")) throw error;
    throw new SettingError(`--dbpath ${folder} cannot be written (${code}: ${(error as Error).message}): choose a folder on a disk that is writable and has space, e.g. --dbpath ./data/store`);
  }
  const held = database;
  return { release: () => void held.close() };
}

/** True when a running store holds the folder. */
export function isFolderInUse(folder: string): boolean {
  try {
    lockFolder(folder).release();
    return false;
  } catch (error) {
    if (error instanceof FolderInUse) return true;
    throw error;
  }
}
