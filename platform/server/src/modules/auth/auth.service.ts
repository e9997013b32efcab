import { type Permission, type Role, type SessionView, UserError, isAllowed, permissions, type routes } from "@tessera/contracts";
import type { AuditService } from "../audit/audit.service.ts";
import { serverErrors } from "../../errors.ts";
import type { RouteCall } from "../../http/route-call.ts";
import { type Actor, userOf } from "../../identity/actor.ts";
import type { Principal } from "../../identity/authenticator.ts";
import type { MemberService } from "../spaces/member.service.ts";
import type { SpaceService } from "../spaces/space.service.ts";
import type { StoredUser } from "../users/user.repository.ts";
import type { UserService } from "../users/user.service.ts";
import { authMessages } from "./auth.messages.ts";
import type { LoginAttemptRepository } from "./login-attempt.repository.ts";
import { type SessionService, csrfTokenOf } from "./session.service.ts";
import type { SetupService } from "./setup.service.ts";

type Routes = typeof routes.auth;

/** Signing in and out, and what a session may do. */
export class AuthService {
  readonly #users: UserService;
  readonly #members: MemberService;
  readonly #spaces: SpaceService;
  readonly #sessions: SessionService;
  readonly #setup: SetupService;
  readonly #attempts: LoginAttemptRepository;
  readonly #gatewayUrl: string;
  readonly #audit: AuditService;

  constructor(users: UserService, members: MemberService, spaces: SpaceService, sessions: SessionService, setup: SetupService, attempts: LoginAttemptRepository, gatewayUrl: string, audit: AuditService) {
    this.#users = users;
    this.#members = members;
    this.#spaces = spaces;
    this.#sessions = sessions;
    this.#setup = setup;
    this.#attempts = attempts;
    this.#gatewayUrl = gatewayUrl;
    this.#audit = audit;
  }

  async setupState(): Promise<{ needed: boolean }> {
    return { needed: await this.#setup.isNeeded() };
  }

  async setUp(call: RouteCall<Routes["setup"]>): Promise<SessionView> {
    return this.#start(call, await this.#setup.setUp(call.actor, call.body));
  }

  /** Throws `auth.login-failed`, whichever of name and password is wrong, or `auth.too-many-attempts`. */
  async logIn(call: RouteCall<Routes["login"]>): Promise<SessionView> {
    const { username, password } = call.body;
    const address = call.actor.address ?? "unknown";
    const waitMs = await this.#attempts.count(username, address);
    if (waitMs > 0) {
      const retryAfterSeconds = Math.ceil(waitMs / 1000);
      throw new UserError({ reason: "too-many", code: serverErrors.tooManyAttempts, message: authMessages.tooManyAttempts({ minutes: Math.ceil(retryAfterSeconds / 60) }), detail: { retryAfterSeconds } });
    }
    const user = await this.#users.verified(username, password);
    if (user === null) throw new UserError({ reason: "unauthenticated", code: serverErrors.loginFailed, message: authMessages.loginFailed() });
    await this.#attempts.clear(username, address);
    return this.#start(call, user);
  }

  async logOut(call: RouteCall<Routes["logout"]>): Promise<void> {
    const sessionId = call.principal?.sessionId;
    if (sessionId) {
      await this.#sessions.end(sessionId);
      await this.#audit.record(call.actor, { target: `session:${call.actor.name}`, before: null, after: null });
    }
    call.cookie.clear();
  }

  async session(call: RouteCall<Routes["session"]>): Promise<SessionView> {
    const principal = personOf(call.principal);
    return this.#view(principal, call.hostname);
  }

  async switchSpace(call: RouteCall<Routes["switchSpace"]>): Promise<SessionView> {
    const principal = personOf(call.principal);
    const sessionId = sessionOf(principal);
    const { space } = call.body;
    const member = await this.#members.find(space, principal.user.id);
    if (member === null) throw new UserError({ reason: "forbidden", code: serverErrors.notMember, message: authMessages.notMember({ space }), path: "/space" });
    await this.#sessions.switchSpace(sessionId, space);
    await this.#users.rememberSpace(principal.user.id, space);
    await this.#audit.record(call.actor, { target: `session:${call.actor.name}`, before: { space: principal.space }, after: { space }, space });
    return this.#view({ ...principal, space, role: member.role }, call.hostname);
  }

  async changePassword(call: RouteCall<Routes["changePassword"]>): Promise<void> {
    const principal = personOf(call.principal);
    await this.#users.changePassword(call.actor, userOf(call.actor).id, call.body, sessionOf(principal));
  }

  async #start({ actor: stranger, cookie, hostname }: RouteCall, user: StoredUser): Promise<SessionView> {
    const memberships = await this.#members.ofUser(user._id);
    const member = memberships.find(({ space }) => space === user.lastSpace) ?? memberships[0];
    const space = member?.space ?? null;
    const sessionId = await this.#sessions.start(user._id, space);
    const { username, displayName } = user;
    const actor: Actor = { ...stranger, kind: "user", id: user._id, name: username, user: { id: user._id, username, displayName }, space };
    await this.#audit.record(actor, { target: `session:${username}`, before: null, after: { space } });
    cookie.set(sessionId);
    return this.#view({ kind: "user", id: user._id, name: username, user: { id: user._id, username, displayName }, administrator: user.administrator, space, role: member?.role ?? null, csrfToken: csrfTokenOf(sessionId), sessionId, expiresAt: null }, hostname);
  }

  async #view(principal: Principal, hostname: string): Promise<SessionView> {
    const { user, administrator, space, role, csrfToken } = principal;
    return { user: { ...user, administrator }, space, role, permissions: permissionsOf(role, administrator), spaces: await this.#spacesOf(principal), csrfToken, gatewayUrl: reachableFrom(this.#gatewayUrl, hostname) };
  }

  /** A token acts in its own space only. */
  async #spacesOf({ user, kind, space }: Principal): Promise<SessionView["spaces"]> {
    const memberships = (await this.#members.ofUser(user.id)).filter((member) => kind === "user" || member.space === space);
    const titles = new Map((await this.#spaces.byNames(memberships.map((member) => member.space))).map(({ _id, title }) => [_id, title]));
    return memberships.map((member) => ({ name: member.space, title: titles.get(member.space) ?? member.space, role: member.role }));
  }
}

/** The gateway's address for a client elsewhere: where this machine is meant, the name under which the client reached us. */
function reachableFrom(gatewayUrl: string, hostname: string): string {
  const url = new URL(gatewayUrl);
  if (url.hostname === "127.0.0.1" && /^[\w.-]+$/.test(hostname)) url.hostname = hostname;
  return url.href.replace(/\/+$/, "");
}

function permissionsOf(role: Role | null, administrator: boolean): Permission[] {
  return permissions.filter((permission) => isAllowed(permission, role ?? undefined, administrator));
}

function personOf(principal: Principal | null): Principal {
  if (principal === null) throw new UserError({ reason: "unauthenticated", code: serverErrors.unauthenticated, message: authMessages.signIn() });
  return principal;
}

function sessionOf(principal: Principal): string {
  if (principal.sessionId === null) throw new UserError({ reason: "forbidden", code: serverErrors.sessionOnly, message: authMessages.sessionOnly() });
  return principal.sessionId;
}
