import { closeSync, existsSync, fdatasyncSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";

const MAGIC = Buffer.from("TSPS0001", "latin1");
const SUM_BYTES = 4;
const BLOCK_BYTES = 4096;
const SUMS_PER_BLOCK = BLOCK_BYTES / SUM_BYTES;
const READ_BYTES = 4 * 1024 * 1024;
/** SQLite never uses the page at this offset of a file: it holds its locks there. */
const LOCK_OFFSET = 0x40000000;

/** What a check of the file found: the first page that is not what was written, and why. */
export interface Damage {
  readonly page: number;
  readonly reason: string;
}

/**
 * CRC-32 of every page of the store file, in a file beside it. The sums of pages are written before a checkpoint copies the pages
 * out of the write-ahead log, so that at any moment a page either has its sum or is still in the log.
 */
export class PageSums {
  readonly #file: string;
  /** Entry n-1 belongs to page n; 0 stands for none. */
  #sums: Uint32Array;
  #count: number;
  readonly #changedBlocks = new Set<number>();

  private constructor(file: string, sums: Uint32Array, count: number) {
    this.#file = file;
    this.#sums = sums;
    this.#count = count;
  }

  /** Reads the sums of an existing file; undefined when there are none that can be used. */
  static load(file: string): PageSums | undefined {
    if (!existsSync(file)) return undefined;
    const bytes = readFileSync(file);
    if (bytes.length < BLOCK_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
    const count = Math.floor((bytes.length - BLOCK_BYTES) / SUM_BYTES);
    const sums = new Uint32Array(count);
    for (let index = 0; index < count; index++) sums[index] = bytes.readUInt32LE(BLOCK_BYTES + index * SUM_BYTES);
    return new PageSums(file, sums, count);
  }

  /** Computes the sums of a file that has an empty log, and writes them down. */
  static create(file: string, database: string, pageBytes: number): PageSums {
    const sums = new PageSums(file, new Uint32Array(1024), 0);
    eachPage(database, pageBytes, (page, sum) => sums.set(page, sum));
    const descriptor = openSync(`${file}.new`, "w", 0o600);
    try {
      writeSync(descriptor, sums.#header());
      for (const block of sums.#changedBlocks) writeSync(descriptor, sums.#block(block), 0, undefined, BLOCK_BYTES * (block + 1));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(`${file}.new`, file);
    syncFolder(dirname(file));
    sums.#changedBlocks.clear();
    return sums;
  }

  set(page: number, sum: number): void {
    if (page > this.#sums.length) {
      const grown = new Uint32Array(Math.max(page, this.#sums.length * 2));
      grown.set(this.#sums);
      this.#sums = grown;
    }
    this.#sums[page - 1] = storedSum(sum);
    this.#count = Math.max(this.#count, page);
    this.#changedBlocks.add(Math.floor((page - 1) / SUMS_PER_BLOCK));
  }

  /** Makes all changes durable. */
  save(): void {
    if (this.#changedBlocks.size === 0) return;
    const descriptor = openSync(this.#file, "r+");
    try {
      for (const block of this.#changedBlocks) writeSync(descriptor, this.#block(block), 0, undefined, BLOCK_BYTES * (block + 1));
      fdatasyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    this.#changedBlocks.clear();
  }

  /** Gives the sums up: the next start checks the file in another way and makes new ones. */
  discard(): void {
    rmSync(this.#file, { force: true });
  }

  /** Compares every page of the file with its sum, except those whose valid content is still in the log. */
  check(database: string, pageBytes: number, inLog: ReadonlySet<number>): Damage | undefined {
    let damage: Damage | undefined;
    const lockPage = LOCK_OFFSET / pageBytes + 1;
    const pages = eachPage(database, pageBytes, (page, sum) => {
      if (inLog.has(page) || page === lockPage) return true;
      // SQLite may free a page before it was ever written: then it has no sum, and nothing reads it.
      const expected = page > this.#count ? 0 : (this.#sums[page - 1] as number);
      if (expected !== 0 && expected !== storedSum(sum)) damage = { page, reason: "its content does not match its checksum" };
      return damage === undefined;
    });
    if (damage !== undefined) return damage;
    for (let page = pages + 1; page <= this.#count; page++) if (!inLog.has(page) && page !== lockPage) return { page, reason: "the file ends before it" };
    return undefined;
  }

  #header(): Buffer {
    const header = Buffer.alloc(BLOCK_BYTES);
    MAGIC.copy(header);
    return header;
  }

  #block(block: number): Buffer {
    const first = block * SUMS_PER_BLOCK;
    const last = Math.min(first + SUMS_PER_BLOCK, this.#count);
    const bytes = Buffer.alloc((last - first) * SUM_BYTES);
    for (let index = first; index < last; index++) bytes.writeUInt32LE(this.#sums[index] as number, (index - first) * SUM_BYTES);
    return bytes;
  }
}

function storedSum(sum: number): number {
  return sum === 0 ? 1 : sum;
}

/** Calls `visit` for the pages of a file until it says false; gives the number of whole pages. */
function eachPage(database: string, pageBytes: number, visit: (page: number, sum: number) => unknown): number {
  const descriptor = openSync(database, "r");
  try {
    const pages = Math.floor(fstatSync(descriptor).size / pageBytes);
    const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, Math.max(pages, 1) * pageBytes));
    for (let page = 1; page <= pages; ) {
      const length = readSync(descriptor, buffer, 0, buffer.length, (page - 1) * pageBytes);
      for (let at = 0; at + pageBytes <= length; at += pageBytes, page++) if (visit(page, crc32(buffer.subarray(at, at + pageBytes))) === false) return pages;
      if (length < pageBytes) return page - 1;
    }
    return pages;
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a rename in the folder durable; not every platform can open a folder. */
function syncFolder(folder: string): void {
  if (process.platform === "win32" || !statSync(folder).isDirectory()) return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
