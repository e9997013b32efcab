import { UserError, recordIdSchema } from "@tessera/contracts";
import { pageErrorCodes } from "../errors.ts";
import { pageMessages } from "../messages.ts";

/** Source of randomness: a number in [0, 1). */
export type Random = () => number;

/** Cryptographic randomness, so that two people who edit at once do not meet. */
export const systemRandom: Random = () => (globalThis.crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Turns a component type or a title into the start of an identifier: `line-chart` → `lineChart`. */
export function identifierFrom(text: string): string {
  const parts = text.split(/[^A-Za-z0-9]+/).filter((part) => part !== "");
  const joined = parts.map((part, index) => (index === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1))).join("");
  if (joined === "") return "item";
  return (/^[0-9]/.test(joined) ? `n${joined}` : joined).slice(0, 40);
}

/** A new record id: a valid JavaScript identifier that starts with `prefix`, e.g. `lineChart_k3x9q1`. */
export function newId(prefix: string, random: Random = systemRandom): string {
  let suffix = "";
  for (let index = 0; index < 6; index += 1) suffix += alphabet[Math.floor(random() * alphabet.length)] ?? "0";
  return `${identifierFrom(prefix)}_${suffix}`;
}

/** A name that is not taken yet: `base`, else `base2`, `base3`, ... */
export function uniqueName(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  const stem = base.replace(/\d+$/, "").slice(0, 56) || base.slice(0, 56);
  for (let number = 2; ; number += 1) {
    const candidate = `${stem}${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Ids and names that would reach into an object's prototype when a binding reads them. */
export const reservedIds: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor", "hasOwnProperty", "toString", "valueOf"]);

/** Refuses what cannot be a record id or shown name. @throws UserError page.invalid-id. */
export function requireId(id: string, path: string): void {
  if (recordIdSchema.safeParse(id).success && !reservedIds.has(id)) return;
  throw new UserError({
    code: pageErrorCodes.invalidId,
    message: pageMessages.idInvalid({ id }),
    path,
  });
}
