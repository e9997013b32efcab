import { type BodyOf, type ResponseOf, UserError, type routes } from "@tessera/contracts";
import type { AuditService } from "../audit/audit.service.ts";
import { serverErrors } from "../../errors.ts";
import type { Actor } from "../../identity/actor.ts";
import { newId } from "../../persistence/new-id.ts";
import { type ListRequest, type Page, mapPage } from "../../persistence/page.ts";
import { isDuplicateKey } from "../../persistence/store-error.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { SessionService } from "../auth/session.service.ts";
import type { TokenService } from "../tokens/token.service.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { userMessages } from "./user.messages.ts";
import type { StoredUser, UserRepository } from "./user.repository.ts";

export type UserView = ResponseOf<typeof routes.users.create>;
type CreateInput = BodyOf<typeof routes.users.create>;
type UpdateInput = BodyOf<typeof routes.users.update>;

/** Local accounts. */
export class UserService {
  readonly #users: UserRepository;
  readonly #sessions: SessionService;
  readonly #tokens: TokenService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(users: UserRepository, sessions: SessionService, tokens: TokenService, audit: AuditService, transactions: Transactions) {
    this.#users = users;
    this.#sessions = sessions;
    this.#tokens = tokens;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  async list(query: ListRequest): Promise<Page<UserView>> {
    return mapPage(await this.#users.list(query), viewOf);
  }

  async create(actor: Actor, input: CreateInput): Promise<UserView> {
    const passwordHash = await hashPassword(input.password);
    return this.#transactions.run(async (transaction) => {
      const user = await this.insert(actor, { ...input, passwordHash }, transaction);
      await this.#audit.record(actor, { target: `user:${user.username}`, before: null, after: viewOf(user), space: null }, transaction);
      return viewOf(user);
    });
  }

  /** Adds an account; the caller records it. Throws `user.exists`. */
  async insert(actor: Actor, input: { username: string; displayName: string; passwordHash: string; administrator?: boolean | undefined }, transaction: Transaction): Promise<StoredUser> {
    const at = new Date();
    const { username, displayName, passwordHash, administrator = false } = input;
    const user: StoredUser = { _id: newId(), username, displayName, passwordHash, administrator, disabled: false, lastSpace: null, createdAt: at, createdBy: actor.name, updatedAt: at, updatedBy: actor.name, revision: 1 };
    try {
      await this.#users.insert(user, transaction);
    } catch (error) {
      if (isDuplicateKey(error)) throw new UserError({ reason: "conflict", code: serverErrors.userExists, message: userMessages.exists({ username }), path: "/username", cause: error });
      throw error;
    }
    return user;
  }

  /** A disabled account loses its sessions and tokens at once, a new password ends its sessions. */
  async update(actor: Actor, username: string, input: UpdateInput): Promise<UserView> {
    const { password, ...change } = input;
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    return this.#transactions.run(async (transaction) => {
      await this.#transactions.serialize("users", transaction);
      const before = await this.#required(username, transaction);
      const changes = { ...definedOf(change), ...(passwordHash === undefined ? {} : { passwordHash }), updatedAt: new Date(), updatedBy: actor.name };
      const after = (await this.#users.update(before._id, changes, transaction)) ?? before;
      if (before.administrator && !before.disabled && (await this.#users.countAdministrators(transaction)) === 0) {
        throw new UserError({ reason: "conflict", code: serverErrors.lastAdministrator, message: userMessages.lastAdministrator({ username }) });
      }
      if (after.disabled) await this.#tokens.revokeOfUser(after._id, transaction);
      if (after.disabled || passwordHash !== undefined) await this.#sessions.endOfUser(after._id, transaction);
      await this.#audit.record(actor, { target: `user:${username}`, before: viewOf(before), after: { ...viewOf(after), ...(passwordHash === undefined ? {} : { password: "changed" }) }, space: null }, transaction);
      return viewOf(after);
    });
  }

  /** Changes one's own password; other sessions end. Throws `auth.password-wrong`. */
  async changePassword(actor: Actor, userId: string, input: { current: string; next: string }, keepSessionId: string | null): Promise<void> {
    const user = await this.#users.byId(userId);
    if (user === null || !(await verifyPassword(user.passwordHash, input.current))) {
      throw new UserError({ code: serverErrors.passwordWrong, message: userMessages.passwordWrong(), path: "/current" });
    }
    const passwordHash = await hashPassword(input.next);
    await this.#transactions.run(async (transaction) => {
      await this.#users.update(userId, { passwordHash, updatedAt: new Date(), updatedBy: actor.name }, transaction);
      await this.#sessions.endOfUser(userId, transaction, keepSessionId);
      await this.#audit.record(actor, { target: `user:${user.username}`, before: null, after: { password: "changed" } }, transaction);
    });
  }

  byId(id: string): Promise<StoredUser | null> {
    return this.#users.byId(id);
  }

  /** The account of that name. Throws `user.not-found`. */
  async required(username: string): Promise<StoredUser> {
    return this.#required(username);
  }

  /** The account if name and password are right and it is not disabled; takes as long when they are not. */
  async verified(username: string, password: string): Promise<StoredUser | null> {
    const user = await this.#users.byUsername(username);
    const isRight = await verifyPassword(user?.passwordHash, password);
    return isRight && user !== null && !user.disabled ? user : null;
  }

  exists(): Promise<boolean> {
    return this.#users.exists();
  }

  rememberSpace(id: string, space: string): Promise<void> {
    return this.#users.rememberSpace(id, space);
  }

  async #required(username: string, transaction?: Transaction): Promise<StoredUser> {
    const user = await this.#users.byUsername(username, transaction);
    if (user === null) throw new UserError({ reason: "not-found", code: serverErrors.userNotFound, message: userMessages.notFound({ username }) });
    return user;
  }
}

function definedOf<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Partial<T>;
}

function viewOf(user: StoredUser): UserView {
  const { _id, username, displayName, administrator, disabled, createdAt } = user;
  return { id: _id, username, displayName, administrator, disabled, createdAt: createdAt.toISOString() };
}
