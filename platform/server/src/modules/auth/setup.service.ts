import { createHash, randomBytes } from "node:crypto";
import { UserError } from "@tessera/contracts";
import type { AuditService } from "../audit/audit.service.ts";
import { serverErrors } from "../../errors.ts";
import { type Actor } from "../../identity/actor.ts";
import type { Transactions } from "../../persistence/transactions.ts";
import type { SpaceService } from "../spaces/space.service.ts";
import { hashPassword } from "../users/password.ts";
import type { StoredUser } from "../users/user.repository.ts";
import type { UserService } from "../users/user.service.ts";
import { authMessages } from "./auth.messages.ts";
import type { SetupTokenRepository } from "./setup-token.repository.ts";

const linkLifeMs = 7 * 24 * 3600 * 1000;
const administratorName = "admin";
/** The first space; everybody starts there until others are made. */
const firstSpace = "default";

/** Makes the first administrator and the first space, once. */
export class SetupService {
  readonly #tokens: SetupTokenRepository;
  readonly #users: UserService;
  readonly #spaces: SpaceService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(tokens: SetupTokenRepository, users: UserService, spaces: SpaceService, audit: AuditService, transactions: Transactions) {
    this.#tokens = tokens;
    this.#users = users;
    this.#spaces = spaces;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  async isNeeded(): Promise<boolean> {
    return !(await this.#users.exists());
  }

  /** A new one-time token for the first-run page; valid until used or for a week. */
  async issueToken(): Promise<string> {
    const token = randomBytes(32).toString("base64url");
    await this.#tokens.insert(hashOf(token), new Date(Date.now() + linkLifeMs));
    return token;
  }

  /** Makes the administrator for who holds the link. Throws `auth.setup-token` or `auth.setup-done`. */
  async setUp(actor: Actor, input: { token: string; password: string; displayName?: string | undefined }): Promise<StoredUser> {
    if (!(await this.isNeeded())) throw setupDone();
    if (!(await this.#tokens.isValid(hashOf(input.token), new Date()))) {
      throw new UserError({ reason: "forbidden", code: serverErrors.setupToken, message: authMessages.setupToken(), path: "/token" });
    }
    return this.createAdministrator({ ...actor, kind: "system", id: "setup", name: "setup" }, input.password, input.displayName);
  }

  async createAdministrator(actor: Actor, password: string, givenName?: string): Promise<StoredUser> {
    const passwordHash = await hashPassword(password);
    const displayName = givenName ?? authMessages.administrator()[actor.locale];
    return this.#transactions.run(async (transaction) => {
      await this.#transactions.serialize("users", transaction);
      if (await this.#users.exists()) throw setupDone();
      const user = await this.#users.insert(actor, { username: administratorName, displayName, passwordHash, administrator: true }, transaction);
      if (!(await this.#spaces.exists(firstSpace, transaction))) await this.#spaces.insert(actor, { name: firstSpace, title: authMessages.firstSpace()[actor.locale] }, user, transaction);
      await this.#tokens.removeAll(transaction);
      await this.#audit.record(actor, { target: `user:${user.username}`, before: null, after: { username: user.username, displayName, administrator: true }, space: firstSpace }, transaction);
      return user;
    });
  }
}

function setupDone(): UserError {
  return new UserError({ reason: "gone", code: serverErrors.setupDone, message: authMessages.setupDone() });
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
