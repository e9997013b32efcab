import { type BodyOf, type ImportReport, type Message, type ResponseOf, UserError, backendUrlSchema, type routes } from "@tessera/contracts";
import type { ImportResult } from "@tessera/openapi";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError } from "../../persistence/conflict.ts";
import { newId } from "../../persistence/new-id.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { ConnectorRepository, StoredConnector } from "./connector.repository.ts";
import { type ConnectorService, connectorExists } from "./connector.service.ts";
import type { PlannedImport } from "./document-jobs.ts";
import type { DocumentService } from "./document.service.ts";
import type { DraftRepository } from "./draft.repository.ts";
import type { OperationRepository } from "./operation.repository.ts";
import type { StageService } from "./stage.service.ts";

export type ImportInput = BodyOf<typeof routes.connectors.import>;
export type Imported = ResponseOf<typeof routes.connectors.import>;

export interface ImportOptions {
  /** Ready-made connector that the document belongs to. */
  catalog?: string;
  description?: string;
  /** Refuse an existing connector instead of replacing its operations. */
  onlyNew?: boolean;
  signal?: AbortSignal;
  /** Called between steps with the share done; what it throws ends the import with nothing changed. */
  onProgress?: (share: number, message: Message) => Promise<void>;
  /** Part of the transaction that makes the change. */
  onCommit?: (imported: Imported, transaction: Transaction) => Promise<void>;
}

interface Planned extends PlannedImport {
  /** The connector that the plan was made over. */
  over: StoredConnector | null;
}

/**
 * Imports an API document. The operations are written as a new draft beside the current one; one small transaction then
 * moves the connector to it, so that readers see the old operations or the new ones and a crash leaves only leftovers.
 */
export class ImportService {
  readonly #documents: DocumentService;
  readonly #connectors: ConnectorService;
  readonly #connectorRecords: ConnectorRepository;
  readonly #operations: OperationRepository;
  readonly #drafts: DraftRepository;
  readonly #stages: StageService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(documents: DocumentService, connectors: ConnectorService, connectorRecords: ConnectorRepository, operations: OperationRepository, drafts: DraftRepository, stages: StageService, audit: AuditService, transactions: Transactions) {
    this.#documents = documents;
    this.#connectors = connectors;
    this.#connectorRecords = connectorRecords;
    this.#operations = operations;
    this.#drafts = drafts;
    this.#stages = stages;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  async import(actor: Actor, input: ImportInput, options: ImportOptions = {}): Promise<Imported> {
    const space = spaceOf(actor);
    if (options.onlyNew === true && (await this.#connectors.find(space, input.name)) !== null) throw connectorExists(input.name);
    await options.onProgress?.(0.05, connectorMessages.importReading());
    const over = await this.#connectors.find(space, input.name);
    const result = await this.#documents.plan(over, input.document, options.signal);
    refuseEmpty(result.report);
    const draft = newId();
    const { outcome, replaced } = await this.#fill(space, draft, result, options)
      .then(() => this.#adopt(actor, input, draft, { ...result, over }, options))
      .catch(async (error: unknown) => {
        await this.#discard(draft);
        throw error;
      });
    // Nothing points to it any more; what a failure leaves of it is removed with other leftovers.
    if (replaced !== undefined) await this.#discard(replaced);
    return outcome;
  }

  /** Removes drafts that no connector points to: leftovers of a crash. */
  async removeLeftovers(olderThanMs: number): Promise<number> {
    let removed = 0;
    for (let after = ""; ; ) {
      const drafts = await this.#drafts.olderThan(new Date(Date.now() - olderThanMs), after, 100);
      const last = drafts.at(-1);
      if (last === undefined) return removed;
      const used = await this.#connectorRecords.draftsInUse(drafts);
      for (const draft of drafts.filter((candidate) => !used.has(candidate))) {
        await this.#discard(draft);
        removed += 1;
      }
      after = last;
    }
  }

  async #fill(space: string, draft: string, { operations, schemas, facts, imported }: PlannedImport, { onProgress }: ImportOptions): Promise<void> {
    await this.#drafts.insert(draft, space, { schemas, facts, imported });
    await this.#operations.fill(space, draft, operations, onProgress === undefined ? undefined : (written) => onProgress(0.2 + (0.7 * written) / operations.length, connectorMessages.importWritten({ written, count: operations.length })));
  }

  async #adopt(actor: Actor, input: ImportInput, draft: string, result: Planned, options: ImportOptions): Promise<{ outcome: Imported; replaced: string | undefined }> {
    return this.#transactions.run(async (transaction) => {
      const current = await this.#connectors.find(spaceOf(actor), input.name, transaction);
      // What was saved since the plan was made would be lost.
      if (current !== null && current.updatedAt.getTime() !== result.over?.updatedAt.getTime()) throw conflictError(connectorMessages.operationsSubject({ connector: input.name }), null, null);
      const before = current && (await this.#connectors.view(current, transaction));
      const connector = current === null ? await this.#create(actor, input, draft, result, options, transaction) : await this.#replace(actor, current, input, draft, result, options, transaction);
      await this.#setStage(actor, input, result.report, transaction);
      const view = await this.#connectors.view(connector, transaction);
      const imported = { operations: result.operations.length, skipped: result.report.skipped.length };
      await this.#audit.record(actor, { target: `connector:${input.name}`, before, after: { ...view, imported } }, transaction);
      const { changes, ...report } = result.report;
      const outcome: Imported = { connector: view, report: changes === undefined || current === null ? report : { ...report, changes } };
      await options.onCommit?.(outcome, transaction);
      return { outcome, replaced: current?.draft };
    });
  }

  #create(actor: Actor, input: ImportInput, draft: string, { report, operations, facts }: ImportResult, options: ImportOptions, transaction: Transaction): Promise<StoredConnector> {
    const title = input.title ?? { en: report.title.slice(0, 200) || input.name };
    const description = (options.description ?? String(facts.info["description"] ?? "")).slice(0, 20_000);
    return this.#connectors.insert(actor, { name: input.name, title, description, catalog: options.catalog ?? null, draft, operationCount: operations.length }, transaction);
  }

  async #replace(actor: Actor, current: StoredConnector, input: ImportInput, draft: string, { operations }: ImportResult, options: ImportOptions, transaction: Transaction): Promise<StoredConnector> {
    if (options.onlyNew === true) throw connectorExists(input.name);
    const change = { draft, operationCount: operations.length, ...(input.title === undefined ? {} : { title: input.title }), updatedAt: new Date(), updatedBy: actor.name };
    const after = await this.#connectorRecords.draftChanged(current._id, current.draft, change, transaction);
    if (after === null) throw conflictError(connectorMessages.operationsSubject({ connector: input.name }), null, null);
    return after;
  }

  /** The stage gets the given backend; a new one the first usable server of the document. */
  async #setStage(actor: Actor, input: ImportInput, report: ImportReport, transaction: Transaction): Promise<void> {
    const stage = input.stage ?? "prod";
    const current = await this.#stages.find(spaceOf(actor), input.name, stage, transaction);
    const url = input.backend ?? (current?.backend ? undefined : report.servers.find((server) => backendUrlSchema.safeParse(server).success));
    if (current !== null && url === undefined && input.credential === undefined) return;
    await this.#stages.put(actor, input.name, stage, { ...(url === undefined ? {} : { backend: { url } }), ...(input.credential === undefined ? {} : { credential: input.credential }) }, transaction);
  }

  async #discard(draft: string): Promise<void> {
    await this.#operations.removeDraft(draft);
    await this.#drafts.remove(draft);
  }
}

function refuseEmpty(report: ImportReport): void {
  if (report.operations.length > 0) return;
  const first = report.skipped[0];
  const message =
    first === undefined
      ? connectorMessages.importEmpty()
      : connectorMessages.importAllSkipped({ count: report.skipped.length, method: first.method, path: first.path, reason: first.reasons[0] ?? connectorMessages.notValid() });
  throw new UserError({ reason: "unprocessable", code: serverErrors.importEmpty, message, path: "/document", detail: { report } });
}
