import { createHash, randomBytes } from "node:crypto";
import { type BodyOf, type ResponseOf, type Role, type TokenView, UserError, apiTokenPrefix, type routes } from "@tessera/contracts";
import type { AuditService } from "../audit/audit.service.ts";
import { tokenMessages } from "./token.messages.ts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf, userOf } from "../../identity/actor.ts";
import { rolesAbove } from "../../identity/role-order.ts";
import { newId } from "../../persistence/new-id.ts";
import { type ListRequest, type Page, mapPage } from "../../persistence/page.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { StoredToken, TokenRepository } from "./token.repository.ts";

const dayMs = 24 * 3600 * 1000;
const touchEveryMs = 60_000;

type CreateInput = BodyOf<typeof routes.tokens.create>;
type Created = ResponseOf<typeof routes.tokens.create>;

/** API tokens: shown once, stored as SHA-256, never more powerful than their owner. */
export class TokenService {
  readonly #tokens: TokenRepository;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(tokens: TokenRepository, audit: AuditService, transactions: Transactions) {
    this.#tokens = tokens;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  async list(actor: Actor, query: ListRequest): Promise<Page<TokenView>> {
    return mapPage(await this.#tokens.list(spaceOf(actor), userOf(actor).id, query), viewOf);
  }

  /** `notAfter` bounds the life of a token made with another token. */
  async create(actor: Actor, input: CreateInput, notAfter: Date | null): Promise<Created> {
    const space = spaceOf(actor);
    const user = userOf(actor);
    const role = input.role ?? actor.role ?? "viewer";
    if (actor.role === null || rolesAbove(actor.role).includes(role)) {
      throw new UserError({ reason: "forbidden", code: serverErrors.tokenRole, message: tokenMessages.role({ own: String(actor.role), wanted: role }), path: "/role" });
    }
    const clear = apiTokenPrefix + randomBytes(32).toString("base64url");
    const createdAt = new Date();
    const wanted = input.expiresInDays === undefined ? null : new Date(createdAt.getTime() + input.expiresInDays * dayMs);
    const expiresAt = notAfter !== null && (wanted === null || wanted > notAfter) ? notAfter : wanted;
    const token: StoredToken = { _id: newId(), space, name: input.name, hash: hashOf(clear), user: user.id, username: user.username, role, createdAt, expiresAt, revokedAt: null, prefix: clear.slice(0, 8), lastUsedAt: null };
    await this.#transactions.run(async (transaction) => {
      await this.#tokens.insert(token, transaction);
      await this.#audit.record(actor, { target: `token:${token._id}`, before: null, after: viewOf(token) }, transaction);
    });
    return { token: clear, view: viewOf(token) };
  }

  async revoke(actor: Actor, id: string): Promise<void> {
    await this.#transactions.run(async (transaction) => {
      const revoked = await this.#tokens.revoke(spaceOf(actor), userOf(actor).id, id, new Date(), transaction);
      if (revoked === null) throw new UserError({ reason: "not-found", code: serverErrors.tokenNotFound, message: tokenMessages.notFound() });
      await this.#audit.record(actor, { target: `token:${id}`, before: viewOf(revoked), after: null }, transaction);
    });
  }

  /** The token of that clear text if it is valid now. */
  async live(clear: string): Promise<StoredToken | null> {
    if (!clear.startsWith(apiTokenPrefix)) return null;
    const now = new Date();
    const token = await this.#tokens.live(hashOf(clear), now);
    if (token !== null && now.getTime() - (token.lastUsedAt?.getTime() ?? 0) > touchEveryMs) await this.#tokens.touch(token._id, now);
    return token;
  }

  /** A token that is not revoked, in any space. */
  anywhere(id: string): Promise<StoredToken | null> {
    return this.#tokens.anywhere(id);
  }

  async revokeOfUser(user: string, transaction: Transaction): Promise<void> {
    await this.#tokens.revokeMany({ user }, new Date(), transaction);
  }

  async revokeOfMember(space: string, user: string, transaction: Transaction): Promise<void> {
    await this.#tokens.revokeMany({ space, user }, new Date(), transaction);
  }

  /** Gateways read a token's role from its record, so that a smaller role of the member is written there. */
  async lowerRoles(space: string, user: string, to: Role, transaction: Transaction): Promise<void> {
    await this.#tokens.lowerRoles(space, user, rolesAbove(to), to, transaction);
  }
}

function hashOf(clear: string): string {
  return createHash("sha256").update(clear).digest("hex");
}

function viewOf(token: StoredToken): TokenView {
  const { _id, name, role, username, prefix, createdAt, expiresAt, lastUsedAt } = token;
  return { id: _id, name, role, username, prefix, createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null, lastUsedAt: lastUsedAt?.toISOString() ?? null };
}
