import type { Role } from "@tessera/contracts";

/** Whom a cookie or bearer token stands for. */
export interface Principal {
  kind: "user" | "token";
  /** User id or token id. */
  id: string;
  /** Username or token name. */
  name: string;
  user: { id: string; username: string; displayName: string };
  administrator: boolean;
  space: string | null;
  role: Role | null;
  /** Expected `X-CSRF-Token` of changes; null for tokens, which no browser sends by itself. */
  csrfToken: string | null;
  /** Clear session id, for ending or changing the session; null for tokens. */
  sessionId: string | null;
  /** When the credential itself ends; null: never. */
  expiresAt: Date | null;
}

/** Turns the credentials of a request into a principal; implemented by the auth module. */
export abstract class Authenticator {
  abstract bySession(sessionId: string): Promise<Principal | null>;
  abstract byToken(token: string): Promise<Principal | null>;
}
