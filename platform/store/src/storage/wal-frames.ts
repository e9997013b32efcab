import { closeSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";

/** Layout of SQLite's write-ahead log (sqlite.org/walformat.html): a header, then frames of a header and one page each. */
const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const FRAMES_AT_ONCE = 256;

/** The salts of a log: they change whenever it is begun anew. */
export function walGeneration(file: string): string {
  const header = Buffer.alloc(WAL_HEADER_BYTES);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, header, 0, WAL_HEADER_BYTES, 0);
  } finally {
    closeSync(descriptor);
  }
  return header.toString("hex", 16, 24);
}

/** Calls `visit` with page number and CRC-32 of the content for the frames `from` (first is 0) up to `to`, oldest first. */
export function eachFrame(file: string, pageBytes: number, from: number, to: number, visit: (page: number, sum: number) => void): void {
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  const buffer = Buffer.allocUnsafe(frameBytes * Math.min(FRAMES_AT_ONCE, Math.max(to - from, 1)));
  const descriptor = openSync(file, "r");
  try {
    for (let frame = from; frame < to; ) {
      const wanted = Math.min(FRAMES_AT_ONCE, to - frame) * frameBytes;
      const length = readSync(descriptor, buffer, 0, wanted, WAL_HEADER_BYTES + frame * frameBytes);
      if (length < wanted) throw new Error(`the write-ahead log ends before its frame ${to}`);
      for (let at = 0; at < length; at += frameBytes, frame++) visit(buffer.readUInt32BE(at), crc32(buffer.subarray(at + FRAME_HEADER_BYTES, at + frameBytes)));
    }
  } finally {
    closeSync(descriptor);
  }
}
