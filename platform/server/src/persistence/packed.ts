import { promisify } from "node:util";
import { constants, gunzip, gzip } from "node:zlib";

const compress = promisify(gzip);
const expand = promisify(gunzip);
/** An expanded record larger than this is not one of ours, bytes. */
const maxOutputLength = 512 * 1024 * 1024;

/** Large JSON as the store keeps it: gzipped text, so that 16 MB hold about 150 MB and keys may be any text. */
export function pack(value: unknown): Promise<Buffer> {
  return compress(JSON.stringify(value), { level: constants.Z_BEST_SPEED });
}

/** What {@link pack} made, from a Buffer or the store's Binary. */
export async function unpack<T>(packed: Uint8Array | { buffer: Uint8Array }): Promise<T> {
  const bytes = packed instanceof Uint8Array ? packed : packed.buffer;
  return JSON.parse((await expand(bytes, { maxOutputLength })).toString()) as T;
}
