import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret of a callback address, and the hash of it that is stored. */
export function newCallbackSecret(): { secret: string; hash: string } {
  const secret = randomBytes(32).toString("base64url");
  return { secret, hash: hashOf(secret) };
}

/** The part of a callback's address that names the run and proves that the address was given out. */
export function callbackToken(run: string, secret: string): string {
  return `${run}.${secret}`;
}

export function splitToken(token: string): { run: string; secret: string } | null {
  const [, run, secret] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
  return run === undefined || secret === undefined ? null : { run, secret };
}

/** Takes equally long whether there is a hash to compare with or not. */
export function isCallbackSecret(secret: string, hash: string | null): boolean {
  const expected = Buffer.from(hash ?? hashOf(""), "hex");
  return timingSafeEqual(Buffer.from(hashOf(secret), "hex"), expected) && hash !== null;
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
