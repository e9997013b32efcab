import { Authenticator, type Principal } from "../../identity/authenticator.ts";
import { lowerRole } from "../../identity/role-order.ts";
import type { MemberService } from "../spaces/member.service.ts";
import type { TokenService } from "../tokens/token.service.ts";
import type { StoredUser } from "../users/user.repository.ts";
import type { UserService } from "../users/user.service.ts";
import { type SessionService, csrfTokenOf } from "./session.service.ts";

/** Reads account and membership anew for each request, so that a change of either counts at once. */
export class StoreAuthenticator extends Authenticator {
  readonly #users: UserService;
  readonly #members: MemberService;
  readonly #sessions: SessionService;
  readonly #tokens: TokenService;

  constructor(users: UserService, members: MemberService, sessions: SessionService, tokens: TokenService) {
    super();
    this.#users = users;
    this.#members = members;
    this.#sessions = sessions;
    this.#tokens = tokens;
  }

  async bySession(sessionId: string): Promise<Principal | null> {
    const session = await this.#sessions.live(sessionId);
    if (session === null) return null;
    const { space } = session;
    const [user, member] = await Promise.all([this.#users.byId(session.user), space === null ? this.#firstOf(session.user) : this.#members.find(space, session.user)]);
    if (user === null || user.disabled) return null;
    return { kind: "user", id: user._id, name: user.username, user: personOf(user), administrator: user.administrator, space: member?.space ?? null, role: member?.role ?? null, csrfToken: csrfTokenOf(sessionId), sessionId, expiresAt: null };
  }

  /** A token ends with its owner's membership; its role is never above the owner's, and only an owner's token of an administrator manages the platform. */
  async byToken(clear: string): Promise<Principal | null> {
    const token = await this.#tokens.live(clear);
    if (token === null) return null;
    const [user, member] = await Promise.all([this.#users.byId(token.user), this.#members.find(token.space, token.user)]);
    if (user === null || user.disabled || member === null) return null;
    const role = lowerRole(token.role, member.role);
    return { kind: "token", id: token._id, name: token.name, user: personOf(user), administrator: user.administrator && role === "owner", space: token.space, role, csrfToken: null, sessionId: null, expiresAt: token.expiresAt };
  }

  /** Somebody who signed in before being added to a space acts in the first one they got. */
  async #firstOf(user: string): Promise<{ space: string; role: NonNullable<Principal["role"]> } | null> {
    return (await this.#members.ofUser(user))[0] ?? null;
  }
}

function personOf({ _id, username, displayName }: StoredUser): Principal["user"] {
  return { id: _id, username, displayName };
}
