import { type ResponseOf, type Role, UserError, type routes } from "@tessera/contracts";
import type { AuditService } from "../audit/audit.service.ts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { type ListRequest, type Page, mapPage } from "../../persistence/page.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { TokenService } from "../tokens/token.service.ts";
import type { UserService } from "../users/user.service.ts";
import type { MemberRepository, StoredMember } from "./member.repository.ts";
import { spaceMessages } from "./space.messages.ts";

export type MemberView = ResponseOf<typeof routes.spaces.setMember>;

/** Who has which role in a space. */
export class MemberService {
  readonly #members: MemberRepository;
  readonly #users: UserService;
  readonly #tokens: TokenService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(members: MemberRepository, users: UserService, tokens: TokenService, audit: AuditService, transactions: Transactions) {
    this.#members = members;
    this.#users = users;
    this.#tokens = tokens;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  async list(actor: Actor, query: ListRequest): Promise<Page<MemberView>> {
    return mapPage(await this.#members.list(spaceOf(actor), query), viewOf);
  }

  /** Adds a member or changes the role; tokens of the member never stay above it. Throws `member.last-owner`. */
  async set(actor: Actor, username: string, role: Role): Promise<MemberView> {
    const space = spaceOf(actor);
    const user = await this.#users.required(username);
    return this.#transactions.run(async (transaction) => {
      await this.#transactions.serialize(`members/${space}`, transaction);
      const before = await this.#members.byUsername(space, username, transaction);
      const after = await this.add(actor, space, user, role, transaction);
      await this.#keepAnOwner(space, before, transaction);
      await this.#tokens.lowerRoles(space, user._id, role, transaction);
      await this.#audit.record(actor, { target: `member:${username}`, before: before && viewOf(before), after: viewOf(after) }, transaction);
      return viewOf(after);
    });
  }

  /** Removes a member; their tokens of this space end at once. Throws `member.last-owner`. */
  async remove(actor: Actor, username: string): Promise<void> {
    const space = spaceOf(actor);
    await this.#transactions.run(async (transaction) => {
      await this.#transactions.serialize(`members/${space}`, transaction);
      const before = await this.#members.byUsername(space, username, transaction);
      if (before === null) throw new UserError({ reason: "not-found", code: serverErrors.memberNotFound, message: spaceMessages.memberNotFound({ username }) });
      await this.#members.remove(before._id, transaction);
      await this.#keepAnOwner(space, before, transaction);
      await this.#tokens.revokeOfMember(space, before.user, transaction);
      await this.#audit.record(actor, { target: `member:${username}`, before: viewOf(before), after: null }, transaction);
    });
  }

  find(space: string, user: string): Promise<StoredMember | null> {
    return this.#members.find(space, user);
  }

  ofUser(user: string): Promise<StoredMember[]> {
    return this.#members.ofUser(user);
  }

  counts(spaces: readonly string[]): Promise<Map<string, number>> {
    return this.#members.counts(spaces);
  }

  /** Adds a member as part of a larger change, which records it. */
  add(actor: Actor, space: string, user: { _id: string; username: string; displayName: string }, role: Role, transaction: Transaction): Promise<StoredMember> {
    return this.#members.put({ space, user: user._id, username: user.username, displayName: user.displayName, role, addedAt: new Date(), addedBy: actor.name }, transaction);
  }

  /** Ends all memberships of a space that is deleted, with the members' tokens. */
  async removeAll(space: string, transaction: Transaction): Promise<void> {
    for (const member of await this.#members.removeOfSpace(space, transaction)) await this.#tokens.revokeOfMember(space, member.user, transaction);
  }

  async #keepAnOwner(space: string, before: StoredMember | null, transaction: Transaction): Promise<void> {
    if (before?.role === "owner" && (await this.#members.countOwners(space, transaction)) === 0) {
      throw new UserError({ reason: "conflict", code: serverErrors.lastOwner, message: spaceMessages.lastOwner({ username: before.username }) });
    }
  }
}

function viewOf(member: StoredMember): MemberView {
  const { user, username, displayName, role, addedAt } = member;
  return { userId: user, username, displayName, role, addedAt: addedAt.toISOString() };
}
