import { type BodyOf, type Operation, type ResponseOf, type ValueSchema, UserError, docsScore, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError } from "../../persistence/conflict.ts";
import { type Page, mapPage } from "../../persistence/page.ts";
import { isDuplicateKey } from "../../persistence/store-error.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { ConnectorRepository, StoredConnector } from "./connector.repository.ts";
import type { ConnectorService } from "./connector.service.ts";
import type { DraftChanges } from "./draft-changes.ts";
import type { DraftRepository } from "./draft.repository.ts";
import type { DraftRows } from "./draft-rows.ts";
import { type OperationListRequest, pageOfRelease } from "./operation-list.ts";
import { type OperationRepository, type StoredOperation, rowOf } from "./operation.repository.ts";
import type { ReleaseService } from "./release.service.ts";
import { refuseUnfollowable } from "./async-problems.ts";
import { type ServingProblem, servingProblems, unknownToStages } from "./servable.ts";
import { type OperationSummary, operationSummary } from "./views.ts";

type SaveInput = BodyOf<typeof routes.connectors.saveOperation> & { operation: Operation };
type Saved = ResponseOf<typeof routes.connectors.saveOperation>;

/** The operations of a connector's draft, and of its releases for reading. */
export class OperationService {
  readonly #operations: OperationRepository;
  readonly #drafts: DraftRepository;
  readonly #connectorRecords: ConnectorRepository;
  readonly #connectors: ConnectorService;
  readonly #releases: ReleaseService;
  readonly #changes: DraftChanges;
  readonly #rows: DraftRows;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(operations: OperationRepository, drafts: DraftRepository, connectorRecords: ConnectorRepository, connectors: ConnectorService, releases: ReleaseService, changes: DraftChanges, rows: DraftRows, audit: AuditService, transactions: Transactions) {
    this.#operations = operations;
    this.#drafts = drafts;
    this.#connectorRecords = connectorRecords;
    this.#connectors = connectors;
    this.#releases = releases;
    this.#changes = changes;
    this.#rows = rows;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  async list(actor: Actor, connector: string, query: OperationListRequest & { version?: string | undefined; changed?: "true" | undefined }): Promise<Page<OperationSummary>> {
    const record = await this.#connectors.required(spaceOf(actor), connector);
    if (query.version !== undefined) return mapPage(pageOfRelease((await this.#releases.content(spaceOf(actor), connector, query.version)).operations, query), releasedSummary);
    const changeOf = await this.#changes.of(record);
    const ids = query.changed === undefined ? undefined : (await this.#rows.of(record)).filter((row) => changeOf(row) !== undefined).map(({ operation }) => operation);
    return mapPage(await this.#operations.list(record.draft, query, ids), (row) => operationSummary(row, changeOf(row)));
  }

  /** One operation with the shared schemas that it uses. Throws `operation.not-found`. */
  async get(actor: Actor, connector: string, id: string, version?: string): Promise<ResponseOf<typeof routes.connectors.operation>> {
    const { operation, schemas, revision } = version === undefined ? await this.#ofDraft(actor, connector, id) : await this.#ofRelease(actor, connector, id, version);
    const { referencedSchemas } = await import("@tessera/openapi");
    return { operation, schemas: referencedSchemas([operation], schemas), revision };
  }

  /** Adds or changes an operation of the draft; `revision` is that of the operation, absent for a new one. */
  async save(actor: Actor, connector: string, id: string, input: SaveInput): Promise<Saved> {
    const { operation, revision } = input;
    if (operation.id !== id) throw new UserError({ code: serverErrors.operationMismatch, message: connectorMessages.operationMismatch({ address: id, body: operation.id }), path: "/operation/id" });
    refuseUnservable(operation);
    const { saved, keep } = await this.#transactions.run(async (transaction) => {
      const { draft, ...record } = await this.#connectors.required(spaceOf(actor), connector, transaction);
      refuseProblems(unknownToStages([operation], await this.#connectors.checkedStages(record.space, connector, transaction)));
      await refuseUnfollowable(this.#operations, draft, operation, transaction);
      const before = await this.#operations.find(draft, id, transaction);
      const theirs = before && { operation: operationOf(before), revision: before.revision };
      if (before?.revision !== revision) throw conflictError(connectorMessages.operationSubject({ operation: id, connector }), input, theirs);
      const after = await this.#write(record.space, draft, before, operation, transaction);
      if (after === null) throw conflictError(connectorMessages.operationSubject({ operation: id, connector }), input, theirs);
      const state = { ...record, draft };
      const next = before === null ? await this.#countAgain(actor, state, transaction) : await this.#touch(actor, state, {}, transaction);
      await this.#audit.record(actor, { target: `operation:${connector}/${id}`, before: theirs?.operation ?? null, after: operation }, transaction);
      return { saved: { operation, revision: after.revision }, keep: () => this.#rows.changed(state, next, rowOf(after)) };
    });
    keep();
    return saved;
  }

  async remove(actor: Actor, connector: string, id: string): Promise<void> {
    await this.#transactions.run(async (transaction) => {
      const record = await this.#connectors.required(spaceOf(actor), connector, transaction);
      const removed = await this.#operations.remove(record.draft, id, transaction);
      if (removed === null) throw operationNotFound(connector, id);
      await this.#countAgain(actor, record, transaction);
      await this.#audit.record(actor, { target: `operation:${connector}/${id}`, before: operationOf(removed), after: null }, transaction);
    });
  }

  /** Ids that the draft does not have. */
  async missing(space: string, connector: string, ids: readonly string[]): Promise<string[]> {
    const { draft } = await this.#connectors.required(space, connector);
    return this.#operations.missing(draft, ids);
  }

  async #write(space: string, draft: string, before: StoredOperation | null, operation: Operation, transaction: Transaction): Promise<StoredOperation | null> {
    try {
      return before === null ? await this.#operations.insert(space, draft, operation, transaction) : await this.#operations.replace(before, operation, transaction);
    } catch (error) {
      if (isDuplicateKey(error)) {
        throw new UserError({ reason: "conflict", code: serverErrors.operationExists, message: connectorMessages.operationExists({ method: operation.method, path: operation.path }), path: "/operation/path", cause: error });
      }
      throw error;
    }
  }

  async #countAgain(actor: Actor, connector: StoredConnector, transaction: Transaction): Promise<StoredConnector> {
    return this.#touch(actor, connector, { operationCount: await this.#operations.count(connector.draft, transaction) }, transaction);
  }

  /** Notes that the draft changed; also makes sure that no import replaced it meanwhile. */
  async #touch(actor: Actor, { _id, name, draft }: StoredConnector, change: { operationCount?: number }, transaction: Transaction): Promise<StoredConnector> {
    const after = await this.#connectorRecords.draftChanged(_id, draft, { ...change, updatedAt: new Date(), updatedBy: actor.name }, transaction);
    if (after === null) throw conflictError(connectorMessages.operationsSubject({ connector: name }), null, null);
    return after;
  }

  async #ofDraft(actor: Actor, connector: string, id: string): Promise<{ operation: Operation; schemas: Record<string, ValueSchema>; revision: number }> {
    const { draft } = await this.#connectors.required(spaceOf(actor), connector);
    const stored = await this.#operations.find(draft, id);
    if (stored === null) throw operationNotFound(connector, id);
    return { operation: operationOf(stored), schemas: (await this.#drafts.read(draft)).schemas, revision: stored.revision };
  }

  async #ofRelease(actor: Actor, connector: string, id: string, version: string): Promise<{ operation: Operation; schemas: Record<string, ValueSchema>; revision: number }> {
    const { operations, schemas } = await this.#releases.content(spaceOf(actor), connector, version);
    const operation = operations.find((candidate) => candidate.id === id);
    if (operation === undefined) throw operationNotFound(`${connector} ${version}`, id);
    return { operation, schemas, revision: 0 };
  }
}

/** What gateways would refuse of one operation by itself, every field at once. */
function refuseUnservable(operation: Operation): void {
  refuseProblems(servingProblems([operation]));
}

function refuseProblems(problems: readonly ServingProblem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const errors = problems.map(({ field, message }) => ({ path: `/operation${field}`, detail: message }));
  throw new UserError({ code: serverErrors.operationBackendPath, message: first.message, path: `/operation${first.field}`, detail: { errors } });
}

function releasedSummary(operation: Operation): OperationSummary {
  const { id, method, path, summary, translations, tags, deprecated, security } = operation;
  return { id, method, path, summary, translations, tags, deprecated, security, docsScore: docsScore(operation).score };
}

export function operationOf(stored: StoredOperation): Operation {
  return JSON.parse(stored.content) as Operation;
}

export function operationNotFound(connector: string, id: string): UserError {
  return new UserError({ reason: "not-found", code: serverErrors.operationNotFound, message: connectorMessages.operationNotFound({ connector, operation: id }) });
}
