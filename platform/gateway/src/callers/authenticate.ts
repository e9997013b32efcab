import { UserError, apiTokenPrefix, callerClaimsSchema } from "@tessera/contracts";
import type { ApiTokenRecord, CallerClaims, Message } from "@tessera/contracts";
import { errors as joseErrors, jwtVerify } from "jose";
import { gatewayErrors } from "../errors.ts";
import type { GatewayErrorCode } from "../errors.ts";
import type { Caller } from "../pipeline/context.ts";
import { callerMessages } from "./caller.messages.ts";
import type { CallerDirectory } from "./directory.ts";

/** Turns an `Authorization` header into the caller it stands for; throws `gateway.token-*`. */
export type Authenticate = (authorization: string | undefined) => Caller | Promise<Caller>;

const maxKept = 5_000;

function refuse(code: GatewayErrorCode, message: Message, cause?: unknown): UserError {
  return new UserError({ code, reason: "unauthenticated", message, cause });
}

function ofToken(token: ApiTokenRecord | undefined, now: number): Caller {
  if (token === undefined) throw refuse(gatewayErrors.tokenInvalid, callerMessages.unknown());
  if (token.revokedAt !== null) throw refuse(gatewayErrors.tokenRevoked, callerMessages.revoked({ name: token.name }));
  if (token.expiresAt !== null && token.expiresAt.getTime() <= now) throw refuse(gatewayErrors.tokenExpired, callerMessages.expired({ name: token.name, at: token.expiresAt.toISOString() }));
  return { kind: "token", id: `token:${token._id}`, name: token.name, space: token.space, member: token.role !== "viewer" };
}

function ofClaims(claims: CallerClaims, now: number): Caller {
  if (claims.exp * 1000 <= now) throw refuse(gatewayErrors.tokenExpired, callerMessages.credentialExpired());
  return { kind: claims.kind, id: claims.sub, name: claims.name, space: claims.space, member: claims.kind === "user" && claims.member === true, ...(claims.user === undefined ? {} : { user: claims.user }) };
}

/**
 * Knows API tokens (`tsr_…`, by their hash) and the control plane's short-lived JWTs (HS256 under one of `callKeys`, newest
 * first). Verified JWTs are kept until they expire, 5,000 at most.
 */
export function createAuthenticator(directory: CallerDirectory, callKeys: readonly Buffer[], now: () => number = Date.now): Authenticate {
  const verified = new Map<string, CallerClaims>();

  const verify = async (jwt: string): Promise<Caller> => {
    let failure: unknown;
    for (const key of callKeys) {
      try {
        const { payload } = await jwtVerify(jwt, key, { algorithms: ["HS256"], issuer: "tessera-server", audience: "tessera-gateway", currentDate: new Date(now()) });
        const parsed = callerClaimsSchema.safeParse(payload);
        if (!parsed.success) throw refuse(gatewayErrors.tokenInvalid, callerMessages.credentialIncomplete(), parsed.error);
        verified.set(jwt, parsed.data);
        if (verified.size > maxKept) for (const oldest of verified.keys()) if (verified.delete(oldest)) break;
        return ofClaims(parsed.data, now());
      } catch (cause) {
        if (cause instanceof UserError) throw cause;
        failure = cause;
      }
    }
    if (failure instanceof joseErrors.JWTExpired) throw refuse(gatewayErrors.tokenExpired, callerMessages.credentialExpired(), failure);
    throw refuse(gatewayErrors.tokenInvalid, callerMessages.neither(), failure);
  };

  return (authorization) => {
    if (authorization === undefined || authorization === "") throw refuse(gatewayErrors.tokenMissing, callerMessages.missing());
    const credential = /^Bearer +([A-Za-z0-9._~+/=-]{1,8192}) *$/i.exec(authorization)?.[1];
    if (credential === undefined) throw refuse(gatewayErrors.tokenInvalid, callerMessages.header());
    if (credential.startsWith(apiTokenPrefix)) return ofToken(directory.tokenOf(credential), now());
    const claims = verified.get(credential);
    if (claims === undefined) return verify(credential);
    if (claims.exp * 1000 <= now()) verified.delete(credential);
    return ofClaims(claims, now());
  };
}
