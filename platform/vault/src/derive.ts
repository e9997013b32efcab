import { createHash, hkdfSync } from "node:crypto";

/** Bytes of a master key and of every key derived from one. */
export const keyBytes = 32;

/** HKDF-SHA256 (RFC 5869) without salt: the master key is uniformly random already; `label` separates the uses. */
export function deriveFrom(masterKey: Buffer, label: string): Buffer {
  return Buffer.from(hkdfSync("sha256", masterKey, Buffer.alloc(0), `tessera/${label}`, keyBytes));
}

/** Public name of a master key: says nothing of the key, as it is a hash of a derived value. */
export function keyIdOf(masterKey: Buffer): string {
  return createHash("sha256").update(deriveFrom(masterKey, "key-id")).digest("base64url").slice(0, 12);
}
