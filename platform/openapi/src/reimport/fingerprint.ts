import { createHash } from "node:crypto";
import { type Operation, canonicalJson } from "@tessera/contracts";
import { keepablesOf } from "./keepable.ts";

/** What an import gave for each part that people change by hand, as hashes by the part's name; kept beside a draft, so that the next import knows which parts were changed since. */
export type Fingerprint = Record<string, string>;

/** Fingerprint of an operation as an import gave it. */
export function fingerprintOf(operation: Operation): Fingerprint {
  return Object.fromEntries(keepablesOf(operation).flatMap(({ name, value }) => (value === undefined ? [] : [[name, hashOf(value)]])));
}

/** 96 bits of the SHA-256 of the canonical JSON; empty for nothing. */
export function hashOf(value: unknown): string {
  return value === undefined ? "" : createHash("sha256").update(canonicalJson(value)).digest("base64url").slice(0, 16);
}
