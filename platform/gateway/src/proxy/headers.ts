import type { IncomingHttpHeaders } from "node:http";
import type { Origin } from "../callers/origin.ts";
import type { HeaderMap } from "../pipeline/context.ts";

/** Fields that belong to one connection only (RFC 9110, 7.6.1), with `Proxy-Connection` as some clients send it. */
export const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
]);

/** Fields of the caller that the gateway answers for itself. */
const replaced: ReadonlySet<string> = new Set(["host", "authorization", "expect", "content-length", "x-request-id", "traceparent", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-prefix", "forwarded"]);

/** Cookies of the platform's own pages: a browser sends them to every port of the host. */
const ownCookie = /^(?:__Host-|__Secure-)?tessera/i;

function namedByConnection(connection: string | undefined): ReadonlySet<string> | undefined {
  if (connection === undefined || connection === "keep-alive" || connection === "close") return undefined;
  return new Set(connection.toLowerCase().split(",").map((token) => token.trim()));
}

function foreignCookies(cookie: string): string {
  return cookie
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "" && !ownCookie.test(pair))
    .join("; ");
}

/**
 * The caller's header fields as a backend may see them: without those of the connection, the caller's own credentials, the
 * platform's cookies and `X-Tessera-*`.
 */
export function forwardedHeaders(received: IncomingHttpHeaders): HeaderMap {
  const named = namedByConnection(received.connection);
  const headers: HeaderMap = Object.create(null) as HeaderMap;
  for (const name in received) {
    const value = received[name];
    if (value === undefined || hopByHop.has(name) || replaced.has(name) || name.startsWith("x-tessera-") || named?.has(name)) continue;
    if (name === "cookie") {
      const cookies = foreignCookies(String(value));
      if (cookies !== "") headers[name] = cookies;
      continue;
    }
    headers[name] = value;
  }
  return headers;
}

/** What the backend learns of the way here. */
export function addForwarding(headers: HeaderMap, { chain, protocol, host }: Origin, prefix: string): void {
  headers["x-forwarded-for"] = chain;
  headers["x-forwarded-proto"] = protocol;
  if (host !== undefined) headers["x-forwarded-host"] = host;
  headers["x-forwarded-prefix"] = prefix;
}

/** Fields of an answer that do not pass: those of the connection, and an offer to go around the gateway. */
const notAnswered: ReadonlySet<string> = new Set([...hopByHop, "alt-svc", "x-request-id"]);

/**
 * Header fields of a backend's answer by lower-case name, byte for byte (Latin-1), so that raw UTF-8 in them survives.
 * `raw` alternates names and values as undici's parser found them.
 */
export function answeredHeaders(raw: readonly (Buffer | string)[]): HeaderMap {
  const headers: HeaderMap = Object.create(null) as HeaderMap;
  let named: ReadonlySet<string> | undefined;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const rawName = raw[index] ?? "";
    const rawValue = raw[index + 1] ?? "";
    const name = (typeof rawName === "string" ? rawName : rawName.toString("latin1")).toLowerCase();
    const value = typeof rawValue === "string" ? rawValue : rawValue.toString("latin1");
    if (name === "connection") named = namedByConnection(value);
    if (notAnswered.has(name) || name.startsWith("x-tessera-")) continue;
    const before = headers[name];
    if (before === undefined) headers[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else headers[name] = [before, value];
  }
  if (named !== undefined) for (const name of named) delete headers[name];
  return headers;
}
