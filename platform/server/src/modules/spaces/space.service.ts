import { type BodyOf, type ResponseOf, UserError, type routes } from "@tessera/contracts";
import type { AuditService } from "../audit/audit.service.ts";
import { serverErrors } from "../../errors.ts";
import { type Actor, userOf } from "../../identity/actor.ts";
import { inUseError } from "../../persistence/conflict.ts";
import { type ListRequest, type Page, mapPage } from "../../persistence/page.ts";
import { isDuplicateKey } from "../../persistence/store-error.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { Uses } from "../../persistence/uses.ts";
import type { MemberService } from "./member.service.ts";
import { spaceMessages } from "./space.messages.ts";
import type { SpaceRepository, StoredSpace } from "./space.repository.ts";

export type SpaceView = ResponseOf<typeof routes.spaces.create>;

/** Spaces: the tenants of the platform. */
export class SpaceService {
  readonly #spaces: SpaceRepository;
  readonly #members: MemberService;
  readonly #uses: Uses;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(spaces: SpaceRepository, members: MemberService, uses: Uses, audit: AuditService, transactions: Transactions) {
    this.#spaces = spaces;
    this.#members = members;
    this.#uses = uses;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  async list(query: ListRequest): Promise<Page<SpaceView>> {
    const page = await this.#spaces.list(query);
    const counts = await this.#members.counts(page.items.map(({ _id }) => _id));
    return mapPage(page, (space) => viewOf(space, counts.get(space._id) ?? 0));
  }

  async create(actor: Actor, input: BodyOf<typeof routes.spaces.create>): Promise<SpaceView> {
    const { id, ...user } = userOf(actor);
    return this.#transactions.run(async (transaction) => {
      const space = await this.insert(actor, input, { _id: id, ...user }, transaction);
      await this.#audit.record(actor, { target: `space:${space._id}`, before: null, after: viewOf(space, 1), space: null }, transaction);
      return viewOf(space, 1);
    });
  }

  /** Adds a space with its owner; the caller records it. Throws `space.exists`. */
  async insert(actor: Actor, input: { name: string; title: string }, owner: { _id: string; username: string; displayName: string }, transaction: Transaction): Promise<StoredSpace> {
    const space: StoredSpace = { _id: input.name, title: input.title, createdAt: new Date(), createdBy: actor.name };
    try {
      await this.#spaces.insert(space, transaction);
    } catch (error) {
      if (isDuplicateKey(error)) throw new UserError({ reason: "conflict", code: serverErrors.spaceExists, message: spaceMessages.exists({ name: input.name }), path: "/name", cause: error });
      throw error;
    }
    await this.#members.add(actor, input.name, owner, "owner", transaction);
    return space;
  }

  /** Deletes a space that holds nothing; its members lose it. Throws `in-use` with what it still holds. */
  async remove(actor: Actor, name: string): Promise<void> {
    const uses = await this.#uses.of("space", name, name);
    if (uses.length > 0) throw inUseError(spaceMessages.subject({ name }), uses);
    await this.#transactions.run(async (transaction) => {
      const space = await this.#spaces.byName(name, transaction);
      if (space === null) throw new UserError({ reason: "not-found", code: serverErrors.spaceNotFound, message: spaceMessages.notFound({ name }) });
      await this.#spaces.remove(name, transaction);
      await this.#members.removeAll(name, transaction);
      await this.#audit.record(actor, { target: `space:${name}`, before: viewOf(space, 0), after: null, space: null }, transaction);
    });
  }

  async exists(name: string, transaction?: Transaction): Promise<boolean> {
    return (await this.#spaces.byName(name, transaction)) !== null;
  }

  byNames(names: readonly string[]): Promise<StoredSpace[]> {
    return this.#spaces.byNames(names);
  }
}

function viewOf(space: StoredSpace, memberCount: number): SpaceView {
  return { name: space._id, title: space.title, memberCount, createdAt: space.createdAt.toISOString() };
}
