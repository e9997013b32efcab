import type { IdentityKeyPair } from "@tessera/vault";
import { SignJWT } from "jose";
import type { Caller } from "../pipeline/context.ts";

/** Mints what tells a backend who calls. */
export interface IdentityIssuer {
  /** Value of `X-Tessera-Identity` for a caller of `<space>/<connector>`. */
  tokenFor(caller: Caller, audience: string): string | Promise<string>;
}

const lifetimeSeconds = 60;
/** A token is used again for half its life, so that a backend always sees one valid for at least 30 s. */
const reuseMs = 30_000;
const maxKept = 10_000;

/**
 * Signs EdDSA JWTs (`iss` tessera-gateway, `aud` `<space>/<connector>`, `sub` caller, `exp` in 60 s) and keeps each for 30 s,
 * the oldest first to go beyond 10,000.
 */
export function createIdentityIssuer(pair: IdentityKeyPair, now: () => number = Date.now): IdentityIssuer {
  const kept = new Map<string, { token: Promise<string> | string; madeAt: number }>();

  const sign = (caller: Caller, audience: string, madeAt: number) => {
    const issuedAt = Math.floor(madeAt / 1000);
    return new SignJWT({ name: caller.name, kind: caller.kind, space: caller.space, ...(caller.user === undefined ? {} : { user: caller.user }) })
      .setProtectedHeader({ alg: "EdDSA", kid: pair.keyId, typ: "JWT" })
      .setIssuer("tessera-gateway")
      .setAudience(audience)
      .setSubject(caller.id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .sign(pair.privateKey);
  };

  return {
    tokenFor(caller, audience) {
      const key = `${audience}\0${caller.id}\0${caller.user ?? ""}\0${caller.name}`;
      const madeAt = now();
      const before = kept.get(key);
      if (before !== undefined && madeAt - before.madeAt < reuseMs) return before.token;
      kept.delete(key);
      const entry: { token: Promise<string> | string; madeAt: number } = { token: "", madeAt };
      entry.token = sign(caller, audience, madeAt).then((token) => (entry.token = token));
      kept.set(key, entry);
      if (kept.size > maxKept) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
      return entry.token;
    },
  };
}
