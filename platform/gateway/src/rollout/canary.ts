import type { IncomingHttpHeaders } from "node:http";
import type { CanaryRules } from "@tessera/contracts";

/** Rules of a version that is tried, ready to choose by. */
export interface Canary {
  weight: number;
  header: { name: string; values: ReadonlySet<string> } | undefined;
  callers: ReadonlySet<string>;
  /** Tells rollouts apart, so that it is not always the same callers who try. */
  salt: string;
}

/** Who calls, as far as choosing a version goes. */
export interface Chooser {
  /** As grants name callers. */
  id: string;
  /** End user on whose behalf an app calls. */
  user?: string | undefined;
}

/** Compiles rules; `salt` names the stage and the version. */
export function compileCanary({ weight, header, callers }: CanaryRules, salt: string): Canary {
  return { weight, header: header === null ? undefined : { name: header.name.toLowerCase(), values: new Set(header.values) }, callers: new Set(callers), salt };
}

/** FNV-1a with the finalizer of MurmurHash3, which spreads keys that differ in one character. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Where somebody stands among all, from 0 to below 100: those below the weight get the version. */
export function standing(salt: string, who: string): number {
  return (hash(`${salt}\0${who}`) / 0x1_0000_0000) * 100;
}

/** Whether the header alone decides for the version. */
export function matchesHeader({ header }: Canary, headers: IncomingHttpHeaders): boolean {
  if (header === undefined) return false;
  const value = headers[header.name];
  return typeof value === "string" ? header.values.has(value) : (value?.some((one) => header.values.has(one)) ?? false);
}

/** Whether it matters who calls. */
export function asksWho({ weight, callers }: Canary): boolean {
  return callers.size > 0 || (weight > 0 && weight < 100);
}

/**
 * Whether somebody gets the version: a named caller, or one whose standing is below the weight. That is the end user's behind an app, the
 * caller's, else the client address's, so that each stays with a version and a growing weight takes nobody back.
 */
export function isChosen({ weight, callers, salt }: Canary, who: Chooser | undefined, clientAddress: string): boolean {
  if (who !== undefined && callers.has(who.id)) return true;
  if (weight <= 0) return false;
  if (weight >= 100) return true;
  return standing(salt, who === undefined ? `address:${clientAddress}` : who.user === undefined ? who.id : `${who.id}/${who.user}`) < weight;
}
