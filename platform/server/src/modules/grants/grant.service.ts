import { type BodyOf, type GrantRecord, type ResponseOf, UserError, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { newId } from "../../persistence/new-id.ts";
import { type ListRequest, type Page, mapPage } from "../../persistence/page.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { Uses } from "../../persistence/uses.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { connectorMessages } from "../connectors/connector.messages.ts";
import type { OperationService } from "../connectors/operation.service.ts";
import type { TokenService } from "../tokens/token.service.ts";
import { grantMessages } from "./grant.messages.ts";
import type { GrantRepository } from "./grant.repository.ts";

export type GrantView = ResponseOf<typeof routes.grants.create>;
type CreateInput = BodyOf<typeof routes.grants.create>;

const dayMs = 24 * 3600 * 1000;

/** A grant that a change of another feature brings along. */
export interface GrantNeed {
  connector: string;
  operations: GrantRecord["operations"];
  caller: string;
  callerName: string;
  source: GrantRecord["source"];
}

/** Who outside the space's members may call which operations. */
export class GrantService {
  readonly #grants: GrantRepository;
  readonly #operations: OperationService;
  readonly #tokens: TokenService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(grants: GrantRepository, operations: OperationService, tokens: TokenService, uses: Uses, audit: AuditService, transactions: Transactions) {
    this.#grants = grants;
    this.#operations = operations;
    this.#tokens = tokens;
    this.#audit = audit;
    this.#transactions = transactions;
    uses.register("connector", async (space, connector) => (await grants.active(space, connector, new Date())).map(({ callerName }) => ({ kind: "grant", name: callerName })));
  }

  async list(actor: Actor, query: ListRequest & { connector?: string | undefined; caller?: string | undefined }): Promise<Page<GrantView>> {
    return mapPage(await this.#grants.list(spaceOf(actor), query, query), viewOf);
  }

  async create(actor: Actor, input: CreateInput): Promise<GrantView> {
    const { connector, caller, operations = "*", expiresInDays } = input;
    const missing = await this.#operations.missing(spaceOf(actor), connector, operations === "*" ? [] : operations);
    if (missing.length > 0) throw new UserError({ code: serverErrors.operationNotFound, message: connectorMessages.operationNotFound({ connector, operation: missing[0] ?? "" }), path: "/operations" });
    const callerName = await this.#callerName(spaceOf(actor), caller);
    const expiresAt = expiresInDays === undefined ? null : new Date(Date.now() + expiresInDays * dayMs);
    return this.#transactions.run(async (transaction) => {
      const grant = await this.#insert(actor, { connector, operations, caller, callerName, source: "manual" }, expiresAt, transaction);
      await this.#audit.record(actor, { target: `grant:${grant._id}`, before: null, after: viewOf(grant) }, transaction);
      return viewOf(grant);
    });
  }

  /** Grants what a caller still lacks, as part of a larger change, which records it. Answers the new grants. */
  async ensure(actor: Actor, needs: readonly GrantNeed[], transaction: Transaction): Promise<GrantView[]> {
    const made: GrantView[] = [];
    for (const need of needs) {
      const present = (await this.#grants.ofCaller(spaceOf(actor), need.caller, transaction)).filter(({ connector, expiresAt }) => connector === need.connector && expiresAt === null);
      const lacking = lackingOf(need.operations, present);
      if (lacking !== null) made.push(viewOf(await this.#insert(actor, { ...need, operations: lacking }, null, transaction)));
    }
    return made;
  }

  /** Gateways see the change through the store within a second. Throws `grant.not-found`. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.#transactions.run(async (transaction) => {
      const revoked = await this.#grants.revoke(spaceOf(actor), id, new Date(), transaction);
      if (revoked === null) throw new UserError({ reason: "not-found", code: serverErrors.grantNotFound, message: grantMessages.notFound() });
      await this.#audit.record(actor, { target: `grant:${id}`, before: viewOf(revoked), after: null }, transaction);
    });
  }

  /** Grants of a caller that are not revoked. */
  ofCaller(space: string, caller: string): Promise<GrantRecord[]> {
    return this.#grants.ofCaller(space, caller);
  }

  async #insert(actor: Actor, need: GrantNeed, expiresAt: Date | null, transaction: Transaction): Promise<GrantRecord> {
    const grant: GrantRecord = { _id: newId(), space: spaceOf(actor), ...need, createdAt: new Date(), createdBy: actor.name, expiresAt, revokedAt: null };
    await this.#grants.insert(grant, transaction);
    return grant;
  }

  /** Tokens must exist; those of other spaces are shown by id only. Apps may be made after their grant. */
  async #callerName(space: string, caller: string): Promise<string> {
    if (caller.startsWith("app:")) return caller.slice("app:".length);
    const token = await this.#tokens.anywhere(caller.slice("token:".length));
    if (token === null) throw new UserError({ code: serverErrors.grantCaller, message: grantMessages.tokenUnknown(), path: "/caller" });
    return token.space === space ? token.name : token._id;
  }
}

/** What of the wanted operations no grant covers; null: nothing. */
function lackingOf(wanted: GrantRecord["operations"], present: readonly Pick<GrantRecord, "operations">[]): GrantRecord["operations"] | null {
  if (present.some(({ operations }) => operations === "*")) return null;
  if (wanted === "*") return "*";
  const covered = new Set(present.flatMap(({ operations }) => operations));
  const lacking = wanted.filter((operation) => !covered.has(operation));
  return lacking.length === 0 ? null : lacking;
}

function viewOf(grant: GrantRecord): GrantView {
  const { _id, connector, operations, caller, callerName, source, createdAt, createdBy, expiresAt, revokedAt } = grant;
  return { id: _id, connector, operations, caller, callerName, source, createdAt: createdAt.toISOString(), createdBy, expiresAt: expiresAt?.toISOString() ?? null, revokedAt: revokedAt?.toISOString() ?? null };
}
