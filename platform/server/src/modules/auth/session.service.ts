import { createHash, createHmac, randomBytes } from "node:crypto";
import { sessionMaxAgeMs } from "../../http/session-cookie.ts";
import type { Transaction } from "../../persistence/transactions.ts";
import type { SessionRepository, StoredSession } from "./session.repository.ts";

/** A session ends after this time without use, ms. */
const idleMs = 12 * 3600 * 1000;
/** Use moves the end at most this often, ms, so that reading does not write. */
const extendEveryMs = 10 * 60 * 1000;

/** Browser sessions: a random 256-bit id in the cookie, its hash in the store. */
export class SessionService {
  readonly #sessions: SessionRepository;

  constructor(sessions: SessionRepository) {
    this.#sessions = sessions;
  }

  /** Starts a session and answers its clear id. */
  async start(user: string, space: string | null): Promise<string> {
    const sessionId = randomBytes(32).toString("base64url");
    const now = Date.now();
    await this.#sessions.insert({ _id: hashOf(sessionId), user, space, createdAt: new Date(now), expiresAt: new Date(now + idleMs) });
    return sessionId;
  }

  /** The session if it still runs; its end slides. */
  async live(sessionId: string): Promise<StoredSession | null> {
    const now = Date.now();
    const session = await this.#sessions.live(hashOf(sessionId), new Date(now));
    if (session === null) return null;
    const end = Math.min(now + idleMs, session.createdAt.getTime() + sessionMaxAgeMs);
    if (end - session.expiresAt.getTime() > extendEveryMs) await this.#sessions.extend(session._id, new Date(end));
    return session;
  }

  async switchSpace(sessionId: string, space: string): Promise<void> {
    await this.#sessions.setSpace(hashOf(sessionId), space);
  }

  async end(sessionId: string): Promise<void> {
    await this.#sessions.remove(hashOf(sessionId));
  }

  /** Ends all sessions of a person, except the one whose clear id is `keepSessionId`. */
  async endOfUser(user: string, transaction: Transaction, keepSessionId: string | null = null): Promise<void> {
    await this.#sessions.removeOfUser(user, keepSessionId === null ? null : hashOf(keepSessionId), transaction);
  }

  removeExpired(): Promise<number> {
    return this.#sessions.removeExpired(new Date());
  }
}

/** The CSRF token of a session: derived from the clear id, which only cookie and request hold. */
export function csrfTokenOf(sessionId: string): string {
  return createHmac("sha256", sessionId).update("tessera-csrf").digest("base64url");
}

function hashOf(sessionId: string): string {
  return createHash("sha256").update(sessionId).digest("hex");
}
