import { createReadStream, createWriteStream, existsSync, mkdirSync } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createZstdDecompress } from "node:zlib";
import { SettingError, StoreError, asStoreError } from "../errors.ts";
import { Engine } from "../storage/engine.ts";
import { lockFolder } from "../storage/lock.ts";
import { contentOf } from "./backup.ts";
import type { BackupContent } from "./backup.ts";

const EXAMPLE = "e.g. tessera-store restore --from ./store.backup --dbpath ./data/store";

/** Puts a backup into a folder that holds no store yet; a damaged backup leaves the folder as it was. */
export async function restore(from: string, dbPath: string): Promise<BackupContent> {
  if (!existsSync(from)) throw new SettingError(`--from ${from} does not exist: name a file that tessera-store backup wrote, ${EXAMPLE}`);
  const file = join(dbPath, "store.sqlite");
  if (existsSync(file)) throw new SettingError(`--dbpath ${dbPath} holds a store already: name an empty folder, ${EXAMPLE}`);
  mkdirSync(dbPath, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dbPath);
  const part = `${file}.part`;
  let content: Omit<BackupContent, "bytes">;
  try {
    await pipeline(createReadStream(from), createZstdDecompress(), createWriteStream(part, { mode: 0o600, flush: true }));
    content = contentOf(part);
    for (const stale of [`${file}.sums`, `${file}-wal`, `${file}-shm`]) await rm(stale, { force: true });
    await rename(part, file);
  } catch (error) {
    throw unusable(from, error);
  } finally {
    for (const left of [part, `${part}-wal`, `${part}-shm`]) await rm(left, { force: true });
    lock.release();
  }
  // Opening it once brings it to this version's layout and writes its checksums.
  new Engine({ dbPath }).close();
  return { ...content, bytes: (await stat(file)).size };
}

function unusable(from: string, cause: unknown): Error {
  const code = String((cause as { code?: unknown }).code);
  const failure = asStoreError(cause);
  if (/^Z(STD)?_/.test(code) || failure.codeName === "DataCorruptionDetected") {
    return new StoreError("DataCorruptionDetected", `the backup ${from} is damaged or no backup: ${failure.message}; nothing was restored, use another one`);
  }
  return failure;
}
