import Database from "better-sqlite3";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress } from "node:zlib";
import { SettingError, StoreError } from "../errors.ts";
import { Engine } from "../storage/engine.ts";
import { makePrivate } from "../storage/private-file.ts";
import { isFolderInUse } from "../storage/lock.ts";

const EXAMPLE = "e.g. tessera-store backup --dbpath ./data/store --out ./store.backup";

/** What a backup file or a restored folder holds. */
export interface BackupContent {
  readonly collections: number;
  readonly documents: number;
  readonly bytes: number;
}

/**
 * Writes the state of one moment into `out`: the store file, checked and compressed with a checksum (zstd). The store may be running
 * and may be written to meanwhile; one that is not running is checked and recovered first.
 */
export async function backUp(dbPath: string, out: string): Promise<BackupContent> {
  const file = join(dbPath, "store.sqlite");
  if (!existsSync(file)) throw new SettingError(`--dbpath ${dbPath} holds no store: name the folder that tessera-store was started with, ${EXAMPLE}`);
  if (existsSync(out)) throw new SettingError(`--out ${out} exists already: name a new file, ${EXAMPLE}`);
  if (!existsSync(dirname(resolve(out)))) throw new SettingError(`--out ${out} is in a folder that does not exist: create it first, ${EXAMPLE}`);
  if (!isFolderInUse(dbPath)) new Engine({ dbPath }).close();
  const copy = `${out}.copy`;
  const compressed = `${out}.part`;
  try {
    await copyDatabase(file, copy);
    const content = contentOf(copy);
    await pipeline(createReadStream(copy), createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: 3 } }), createWriteStream(compressed, { mode: 0o600 }));
    const bytes = await makeDurable(compressed);
    await rename(compressed, out);
    return { ...content, bytes };
  } finally {
    for (const left of [copy, `${copy}-wal`, `${copy}-shm`, compressed]) await rm(left, { force: true });
  }
}

/** Copies one snapshot: the open transaction keeps it, however much is written to the running store meanwhile. */
async function copyDatabase(file: string, copy: string): Promise<void> {
  const source = new Database(file, { readonly: true, fileMustExist: true });
  try {
    source.exec("BEGIN");
    source.prepare("SELECT count(*) FROM meta").get();
    makePrivate(copy);
    await source.backup(copy);
  } finally {
    source.close();
  }
}

/** Checks the whole structure of a store file and counts what is in it; a damaged one is a DataCorruptionDetected error. */
export function contentOf(file: string): Omit<BackupContent, "bytes"> {
  const database = new Database(file, { fileMustExist: true });
  try {
    const [problem] = database.pragma("integrity_check(1)") as [{ integrity_check: string }];
    if (problem.integrity_check !== "ok") throw new StoreError("DataCorruptionDetected", `${file} is damaged: ${problem.integrity_check}`);
    const collections = database.prepare("SELECT id FROM collections").pluck().all() as number[];
    const documents = collections.reduce((sum, id) => sum + (database.prepare(`SELECT count(*) FROM d${id}`).pluck().get() as number), 0);
    return { collections: collections.length, documents };
  } finally {
    database.close();
  }
}

async function makeDurable(file: string): Promise<number> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}
