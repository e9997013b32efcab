import { type BodyOf, type CheckedStage, type Operation, type OperationBatch, type ResponseOf, UserError, checkRoutes, type routes } from "@tessera/contracts";
import type { QueryUse } from "@tessera/release-diff";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError, inUseError } from "../../persistence/conflict.ts";
import { newId } from "../../persistence/new-id.ts";
import { isDuplicateKey } from "../../persistence/store-error.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { ConnectorRepository, StoredConnector } from "./connector.repository.ts";
import type { ConnectorService } from "./connector.service.ts";
import type { DraftRepository } from "./draft.repository.ts";
import { changeOperation, changedFields } from "./operation-batch.ts";
import type { OperationUses } from "./operation-uses.ts";
import { type OperationRepository, type StoredOperation, routeOf } from "./operation.repository.ts";
import { gatewayOperation } from "./gateway-release.ts";
import { operationOf } from "./operation.service.ts";
import { unknownToStages } from "./servable.ts";

type Chosen = BodyOf<typeof routes.authoring.removeOperations>["operations"];
type Added = ResponseOf<typeof routes.authoring.addOperations>;

/** Changes of many operations of a draft at once: all or none, with one audit record. */
export class OperationBatchService {
  readonly #operations: OperationRepository;
  readonly #drafts: DraftRepository;
  readonly #connectorRecords: ConnectorRepository;
  readonly #connectors: ConnectorService;
  readonly #uses: OperationUses;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(operations: OperationRepository, drafts: DraftRepository, connectorRecords: ConnectorRepository, connectors: ConnectorService, uses: OperationUses, audit: AuditService, transactions: Transactions) {
    this.#operations = operations;
    this.#drafts = drafts;
    this.#connectorRecords = connectorRecords;
    this.#connectors = connectors;
    this.#uses = uses;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  /** Adds those whose method and path are free; one whose id is taken gets another. */
  async add(actor: Actor, connector: string, operations: readonly Operation[]): Promise<Added> {
    return this.#transactions.run(async (transaction) => {
      const record = await this.#connectors.required(spaceOf(actor), connector, transaction);
      const clashing = await this.#operations.clashing(record.draft, operations, transaction);
      const { added, skipped } = sorted(operations, clashing);
      if (added.length === 0) {
        this.#audit.changedNothing(actor);
        return { added: [], skipped };
      }
      await this.#insert(record, added, transaction);
      await this.#countAgain(actor, record, transaction);
      await this.#audit.record(actor, { target: `connector:${connector}`, before: null, after: { addedOperations: added } }, transaction);
      return { added: added.map(nameOf), skipped };
    });
  }

  /** Throws `conflict` that lists the operations which are no longer at their revision. */
  async edit(actor: Actor, connector: string, chosen: Chosen, change: OperationBatch): Promise<{ changed: number }> {
    return chosen.length > mostInPlace ? this.#editAside(actor, connector, chosen, change) : this.#editInPlace(actor, connector, chosen, change);
  }

  #editInPlace(actor: Actor, connector: string, chosen: Chosen, change: OperationBatch): Promise<{ changed: number }> {
    return this.#transactions.run(async (transaction) => {
      const record = await this.#connectors.required(spaceOf(actor), connector, transaction);
      const changes = changesOf(connector, chosen, await this.#operations.chosen(record.draft, chosen.map(({ id }) => id), transaction), change);
      refuseUnknownBackend(changes, await this.#connectors.checkedStages(record.space, connector, transaction));
      if (changes.length > 0) {
        if (!(await this.#operations.replaceAll(changes, transaction))) throw stale(connector, chosen, []);
        await this.#changed(actor, record, record.draft, transaction);
      }
      return this.#recordEdit(actor, connector, change, changes, transaction);
    });
  }

  /** Writes the draft anew beside the current one and then moves the connector to it, as an import does: a transaction over thousands of records takes too long. */
  async #editAside(actor: Actor, connector: string, chosen: Chosen, change: OperationBatch): Promise<{ changed: number }> {
    const record = await this.#connectors.required(spaceOf(actor), connector);
    const all = await this.#operations.everything(record.draft);
    const wanted = new Set(chosen.map(({ id }) => id));
    const changes = changesOf(connector, chosen, all.filter(({ operation }) => wanted.has(operation)), change);
    if (changes.length === 0) {
      this.#audit.changedNothing(actor);
      return { changed: 0 };
    }
    refuseUnknownBackend(changes, await this.#connectors.checkedStages(record.space, connector));
    const draft = newId();
    try {
      const next = new Map(changes.map(({ current, operation }) => [current.operation, operation]));
      await this.#drafts.copy(record.draft, draft, record.space);
      await this.#operations.fillFrom(draft, all.map((stored) => ({ stored, changed: next.get(stored.operation) })));
      await this.#transactions.run(async (transaction) => {
        const current = await this.#connectors.required(record.space, connector, transaction);
        // What was saved since it was read would be lost.
        if (current.updatedAt.getTime() !== record.updatedAt.getTime()) throw conflictError(connectorMessages.operationsSubject({ connector }), null, null);
        await this.#changed(actor, record, draft, transaction);
        await this.#recordEdit(actor, connector, change, changes, transaction);
      });
    } catch (error) {
      await this.#discard(draft);
      throw error;
    }
    // Nothing points to it any more; what a failure leaves of it is removed with other leftovers.
    await this.#discard(record.draft);
    return { changed: changes.length };
  }

  async #recordEdit(actor: Actor, connector: string, change: OperationBatch, changes: readonly EditedOperation[], transaction: Transaction): Promise<{ changed: number }> {
    const facts = changes.map(({ before, operation }) => changedFields(before, operation));
    if (facts.length === 0) this.#audit.changedNothing(actor);
    else await this.#audit.record(actor, { target: `connector:${connector}`, before: { operations: facts.map((fact) => fact?.before) }, after: { change, operations: facts.map((fact) => fact?.after) } }, transaction);
    return { changed: facts.length };
  }

  /** Throws `conflict` as `edit` does, and `in-use` with the queries that call one of them unless these are accepted. */
  async remove(actor: Actor, connector: string, chosen: Chosen, acceptUses: boolean): Promise<{ removed: number }> {
    const space = spaceOf(actor);
    const uses = await this.#uses.of({ space, connector, operations: new Set(chosen.map(({ id }) => id)) });
    if (uses.length > 0 && !acceptUses) throw inUseError(connectorMessages.operationsSubject({ connector }), uses.map(useOf));
    return this.#transactions.run(async (transaction) => {
      const record = await this.#connectors.required(space, connector, transaction);
      const current = fresh(connector, chosen, await this.#operations.chosen(record.draft, chosen.map(({ id }) => id), transaction));
      await this.#operations.removeAll(current, transaction);
      await this.#countAgain(actor, record, transaction);
      await this.#audit.record(actor, { target: `connector:${connector}`, before: { removedOperations: current.map(operationOf) }, after: uses.length > 0 ? { acceptedUses: uses.map(useOf) } : {} }, transaction);
      return { removed: current.length };
    });
  }

  async #insert(record: StoredConnector, operations: readonly Operation[], transaction: Transaction): Promise<void> {
    try {
      await this.#operations.insertAll(record.space, record.draft, operations, transaction);
    } catch (error) {
      if (isDuplicateKey(error)) throw conflictError(connectorMessages.operationsSubject({ connector: record.name }), null, null);
      throw error;
    }
  }

  async #discard(draft: string): Promise<void> {
    await this.#operations.removeDraft(draft);
    await this.#drafts.remove(draft);
  }

  async #changed(actor: Actor, { _id, name, draft: before }: StoredConnector, draft: string, transaction: Transaction): Promise<void> {
    const after = await this.#connectorRecords.draftChanged(_id, before, { draft, updatedAt: new Date(), updatedBy: actor.name }, transaction);
    if (after === null) throw conflictError(connectorMessages.operationsSubject({ connector: name }), null, null);
  }

  /** Also makes sure that no import replaced the draft meanwhile. */
  async #countAgain(actor: Actor, { _id, name, draft }: StoredConnector, transaction: Transaction): Promise<void> {
    const operationCount = await this.#operations.count(draft, transaction);
    const after = await this.#connectorRecords.draftChanged(_id, draft, { operationCount, updatedAt: new Date(), updatedBy: actor.name }, transaction);
    if (after === null) throw conflictError(connectorMessages.operationsSubject({ connector: name }), null, null);
  }
}

/** More than so many are written aside. */
const mostInPlace = 100;
const listedStale = 100;

interface EditedOperation {
  current: StoredOperation;
  before: Operation;
  operation: Operation;
}

/** The chosen ones that a change makes different. Throws `conflict`. */
function changesOf(connector: string, chosen: Chosen, found: readonly StoredOperation[], change: OperationBatch): EditedOperation[] {
  return fresh(connector, chosen, found).flatMap((current) => {
    const before = operationOf(current);
    const operation = changeOperation(before, change);
    return changedFields(before, operation) === null ? [] : [{ current, before, operation }];
  });
}

/** All of a change get the same backend, so the first one tells. */
function refuseUnknownBackend([first]: readonly EditedOperation[], stages: readonly CheckedStage[]): void {
  if (first === undefined || first.operation.backend.name === first.before.backend.name) return;
  const [problem] = unknownToStages([first.operation], stages);
  if (problem !== undefined) throw new UserError({ code: serverErrors.operationBackendPath, message: problem.message, path: "/change/backendName" });
}

/** The chosen ones when all are at the revision that the person saw. Throws `conflict`. */
function fresh(connector: string, chosen: Chosen, found: readonly StoredOperation[]): readonly StoredOperation[] {
  const revisions = new Map(found.map(({ operation, revision }) => [operation, revision]));
  const moved = chosen.filter(({ id, revision }) => revisions.get(id) !== revision);
  if (moved.length > 0) throw stale(connector, moved, found);
  return found;
}

/** `yours` are the stale ones as they were sent, `theirs` what is stored; one that is gone is missing there. */
function stale(connector: string, moved: Chosen, found: readonly StoredOperation[]): UserError {
  const shown = moved.slice(0, listedStale);
  const theirs = shown.flatMap(({ id }) => found.filter(({ operation }) => operation === id).map(({ operation, revision }) => ({ id: operation, revision })));
  return conflictError(connectorMessages.operationsSubject({ connector }), { operations: shown, count: moved.length }, { operations: theirs });
}

function sorted(operations: readonly Operation[], clashing: readonly { operation: string; route: string }[]): { added: Operation[]; skipped: Added["skipped"] } {
  const [ids, shapes] = [new Set(clashing.map(({ operation }) => operation)), new Set(clashing.map(({ route }) => route))];
  const [added, skipped]: [Operation[], Added["skipped"]] = [[], []];
  for (const operation of operations) {
    const shape = routeOf(operation.method, operation.path);
    const [problem] = checkRoutes([gatewayOperation(operation)]);
    if (problem !== undefined) skipped.push({ ...nameOf(operation), reason: problem.message });
    else if (shapes.has(shape)) skipped.push({ ...nameOf(operation), reason: connectorMessages.operationExists({ method: operation.method, path: operation.path }) });
    else {
      const id = freeId(operation.id, ids);
      ids.add(id);
      shapes.add(shape);
      added.push({ ...operation, id });
    }
  }
  return { added, skipped };
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count += 1) id = `${wanted.slice(0, 120)}${count}`;
  return id;
}

function nameOf({ id, method, path }: Operation): Added["added"][number] {
  return { id, method, path };
}

/** A use as clients see it: the app, its query and the pages that show it. */
function useOf({ app, version, query, operation, pages }: QueryUse) {
  return { kind: "app" as const, name: app, version, operation, query: query.name, pages: pages.map(({ id }) => id) };
}

