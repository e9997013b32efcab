import { chmodSync, closeSync, existsSync, openSync } from "node:fs";

const OWNER_ONLY = 0o600;

/**
 * Makes a store file that only its owner may read, before SQLite opens it; one that is there is changed. SQLite gives its log and
 * its shared memory file the mode of the store file; those that an earlier version left are changed as well.
 */
export function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, "a", OWNER_ONLY));
    for (const path of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(path)) chmodSync(path, OWNER_ONLY);
  } catch (error) {
    // A disk that is full or read-only, or a file of another user: opening it tells what can be done about it.
    if ((error as { code?: unknown }).code === undefined) throw error;
  }
}
