import { OperationalError } from "@tessera/contracts";
import type { OAuth2Credential } from "@tessera/contracts";
import { egressErrors } from "@tessera/egress";
import type { Egress } from "@tessera/egress";
import { gatewayErrors } from "../errors.ts";
import { proxyMessages } from "./proxy.messages.ts";

/** Asks a token endpoint for tokens and keeps the last one. */
export interface TokenSource {
  /** A token that is valid for a while; a promise only when one must be fetched. Rejects with `gateway.backend-token-*`. */
  current(): string | Promise<string>;
  /** The backend refused `token`: whether another one is, or will be, at hand. */
  refused(token: string): boolean;
}

interface Token {
  value: string;
  /** From then on another one is fetched while this one still serves, ms. */
  renewAt: number;
  expiresAt: number;
}

const fetchTimeoutMs = 10_000;
const maxAnswerBytes = 64 * 1024;
/** Life of a token whose answer does not say it. */
const assumedLifeMs = 300_000;
/** A token is not sent this shortly before its end. */
const endSkewMs = 5_000;
/** How long a failure is answered again without asking. */
const failureMs = 1_000;
/** Backends that refuse every token lead to one new token in this time. */
const refusalMs = 5_000;

/** Errors of RFC 6749, 5.2: the only words of a token endpoint that are passed on, whatever else may hold what was sent. */
const knownErrors = new Set(["invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope"]);

/** `application/x-www-form-urlencoded`, in which id and secret stand in HTTP Basic (RFC 6749, 2.3.1). */
function encoded(text: string): string {
  return new URLSearchParams({ v: text }).toString().slice(2);
}

function tokenRequest({ clientId, clientSecret, scope, audience, clientAuthentication }: OAuth2Credential): { headers: Record<string, string>; body: string } {
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (scope) form.set("scope", scope);
  if (audience) form.set("audience", audience);
  const headers: Record<string, string> = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
  if (clientAuthentication === "basic") headers["authorization"] = `Basic ${Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`).toString("base64")}`;
  else {
    form.set("client_id", clientId);
    form.set("client_secret", clientSecret);
  }
  return { headers, body: form.toString() };
}

function unavailable(cause?: unknown): OperationalError {
  return new OperationalError({ code: gatewayErrors.backendTokenUnavailable, kind: "bad-answer", message: proxyMessages.tokenUnavailable(), cause });
}

function parseAnswer(body: Buffer): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch (cause) {
    // What cannot be parsed says nothing; its text may hold what was sent, and so may the parser's message.
    if (cause instanceof SyntaxError) return {};
    throw cause;
  }
}

function readToken(status: number, body: Buffer, now: number): Token {
  const answer = parseAnswer(body);
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
    const error = typeof answer["error"] === "string" && knownErrors.has(answer["error"]) ? answer["error"] : `HTTP ${status}`;
    throw new OperationalError({ code: gatewayErrors.backendTokenRefused, kind: "bad-answer", message: proxyMessages.tokenRefused({ error }) });
  }
  const { access_token: value, token_type: type, expires_in: lifeSeconds } = answer;
  const isBearer = type === undefined || (typeof type === "string" && type.toLowerCase() === "bearer");
  const isGiven = status >= 200 && status <= 299;
  if (!isGiven || typeof value !== "string" || !/^[\x21-\x7e]{1,16384}$/.test(value) || !isBearer) {
    throw unavailable(new Error(`the token endpoint answered ${status}${isGiven ? " without a usable bearer token" : ""}`));
  }
  const seconds = Number(lifeSeconds);
  const lifeMs = lifeSeconds !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : assumedLifeMs;
  return { value, renewAt: now + lifeMs - Math.min(60_000, lifeMs / 5), expiresAt: now + lifeMs - Math.min(endSkewMs, lifeMs / 10) };
}

/**
 * One token for all calls of a stage, one fetch at a time. In the last fifth of its life (60 s at most) a new one is fetched
 * beside the calls; a failure of that matters only when the old one ends. The address obeys the rules of backends, and no
 * redirect is followed.
 */
export function createTokenSource(credential: OAuth2Credential, request: Egress["request"], now: () => number = Date.now): TokenSource {
  let token: Token | undefined;
  let pending: Promise<string> | undefined;
  let failure: { error: unknown; at: number } | undefined;
  let refusedAt = -Infinity;

  const load = async (): Promise<string> => {
    const askedAt = now();
    try {
      const answer = await request(credential.tokenUrl, { purpose: "backend", method: "POST", ...tokenRequest(credential), maxBytes: maxAnswerBytes, timeoutMs: fetchTimeoutMs });
      token = readToken(answer.status, answer.body, askedAt);
      failure = undefined;
      return token.value;
    } catch (cause) {
      const error = cause instanceof OperationalError && !Object.values<string>(egressErrors).includes(cause.code) ? cause : unavailable(cause);
      failure = { error, at: now() };
      throw error;
    } finally {
      pending = undefined;
    }
  };
  const fetchOnce = () => (pending ??= load());

  return {
    current() {
      const at = now();
      if (token !== undefined && at < token.expiresAt) {
        if (at >= token.renewAt && pending === undefined && (failure === undefined || at - failure.at >= failureMs)) {
          // Kept in `failure`: the old token serves meanwhile.
          fetchOnce().catch(() => undefined);
        }
        return token.value;
      }
      if (pending === undefined && failure !== undefined && at - failure.at < failureMs) return Promise.reject(failure.error);
      return fetchOnce();
    },
    refused(value) {
      if (token !== undefined && token.value !== value) return true;
      if (pending !== undefined) return true;
      const at = now();
      if (at - refusedAt < refusalMs) return false;
      refusedAt = at;
      token = undefined;
      return true;
    },
  };
}
