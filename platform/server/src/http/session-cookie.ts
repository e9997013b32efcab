import type { Response } from "express";
import type { ApiRequest } from "./api-request.ts";
import type { SessionCookie } from "./route-call.ts";

export const sessionCookieName = "tessera_session";

/** Longest life of a session whatever its use, ms; the store ends idle ones earlier. */
export const sessionMaxAgeMs = 30 * 24 * 3600 * 1000;

/** The session cookie of an answer; `Secure` when the request came over https. */
export function sessionCookie(request: ApiRequest, response: Response): SessionCookie {
  const attributes = { httpOnly: true, sameSite: "lax", secure: request.secure, path: "/" } as const;
  return {
    set: (sessionId) => void response.cookie(sessionCookieName, sessionId, { ...attributes, maxAge: sessionMaxAgeMs }),
    clear: () => void response.clearCookie(sessionCookieName, attributes),
  };
}
