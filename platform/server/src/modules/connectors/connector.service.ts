import { type BodyOf, type CheckedStage, type ConnectorView, UserError, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError, inUseError } from "../../persistence/conflict.ts";
import { newId } from "../../persistence/new-id.ts";
import { type ListRequest, type Page, mapPage } from "../../persistence/page.ts";
import { isDuplicateKey } from "../../persistence/store-error.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { Uses } from "../../persistence/uses.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { ConnectorRepository, StoredConnector } from "./connector.repository.ts";
import type { OperationRepository } from "./operation.repository.ts";
import type { ReleaseRepository } from "./release.repository.ts";
import { checkedStage } from "./servable.ts";
import type { SnapshotService } from "./snapshot.service.ts";
import type { StageRepository } from "./stage.repository.ts";
import { connectorView } from "./views.ts";

type CreateInput = BodyOf<typeof routes.connectors.create>;
type UpdateInput = BodyOf<typeof routes.connectors.update>;

/** What a new connector gets beyond what a person types. */
export interface NewConnector extends CreateInput {
  catalog?: string | null;
  draft?: string;
  operationCount?: number;
}

/** The connectors of a space. */
export class ConnectorService {
  readonly #connectors: ConnectorRepository;
  readonly #operations: OperationRepository;
  readonly #stages: StageRepository;
  readonly #releases: ReleaseRepository;
  readonly #snapshots: SnapshotService;
  readonly #uses: Uses;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(connectors: ConnectorRepository, operations: OperationRepository, stages: StageRepository, releases: ReleaseRepository, snapshots: SnapshotService, uses: Uses, audit: AuditService, transactions: Transactions) {
    this.#connectors = connectors;
    this.#operations = operations;
    this.#stages = stages;
    this.#releases = releases;
    this.#snapshots = snapshots;
    this.#uses = uses;
    this.#audit = audit;
    this.#transactions = transactions;
    uses.register("space", async (space) => (await connectors.names(space)).map((name) => ({ kind: "connector", name })));
  }

  async list(actor: Actor, query: ListRequest): Promise<Page<ConnectorView>> {
    const space = spaceOf(actor);
    const page = await this.#connectors.list(space, query);
    const stages = Map.groupBy(await this.#stages.ofConnectors(space, page.items.map(({ name }) => name)), ({ connector }) => connector);
    return mapPage(page, (connector) => connectorView(connector, stages.get(connector.name) ?? []));
  }

  async get(actor: Actor, name: string): Promise<ConnectorView> {
    return this.view(await this.required(spaceOf(actor), name));
  }

  async create(actor: Actor, input: CreateInput): Promise<ConnectorView> {
    return this.#transactions.run(async (transaction) => {
      const view = connectorView(await this.insert(actor, input, transaction), []);
      await this.#audit.record(actor, { target: `connector:${view.name}`, before: null, after: view }, transaction);
      return view;
    });
  }

  /** Adds a connector as part of a larger change, which records it. Throws `connector.exists`. */
  async insert(actor: Actor, input: NewConnector, transaction: Transaction): Promise<StoredConnector> {
    const at = new Date();
    const { name, title = { en: name }, description = "", visibility = "space", catalog = null, draft = newId(), operationCount = 0 } = input;
    const owner = actor.user?.username ?? actor.name;
    const connector: StoredConnector = {
      _id: newId(), space: spaceOf(actor), name, title, description, owner, visibility, catalog, draft, operationCount, latestVersion: null,
      createdAt: at, createdBy: owner, updatedAt: at, updatedBy: owner, revision: 1,
    };
    try {
      await this.#connectors.insert(connector, transaction);
    } catch (error) {
      if (isDuplicateKey(error)) throw connectorExists(name);
      throw error;
    }
    return connector;
  }

  async update(actor: Actor, name: string, input: UpdateInput): Promise<ConnectorView> {
    const { revision, ...change } = input;
    return this.#transactions.run(async (transaction) => {
      const before = await this.required(spaceOf(actor), name, transaction);
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const after = await this.#connectors.change(before._id, revision, { ...given, updatedAt: new Date(), updatedBy: actor.name }, transaction);
      const [was, now] = [await this.view(before, transaction), after && (await this.view(after, transaction))];
      if (now === null) throw conflictError(connectorMessages.subject({ name }), { revision, ...given }, was);
      await this.#audit.record(actor, { target: `connector:${name}`, before: was, after: now }, transaction);
      return now;
    });
  }

  /** Deletes a connector with its draft, stages and releases; the gateways stop serving it. Throws `in-use`. */
  async remove(actor: Actor, name: string): Promise<void> {
    const space = spaceOf(actor);
    await this.required(space, name);
    const uses = await this.#uses.of("connector", space, name);
    if (uses.length > 0) throw inUseError(connectorMessages.subject({ name }), uses);
    const removed = await this.#transactions.run(async (transaction) => {
      const before = await this.required(space, name, transaction);
      const view = await this.view(before, transaction);
      await this.#connectors.remove(before._id, transaction);
      await this.#stages.removeOfConnector(space, name, transaction);
      await this.#releases.removeOfConnector(space, name, transaction);
      await this.#snapshots.removeConnector(space, name, transaction);
      await this.#audit.record(actor, { target: `connector:${name}`, before: view, after: null }, transaction);
      return before;
    });
    await this.#operations.removeDraft(removed.draft);
  }

  /** The stages of a connector as checks look at them. */
  async checkedStages(space: string, connector: string, transaction?: Transaction): Promise<CheckedStage[]> {
    return (await this.#stages.ofConnectors(space, [connector], transaction)).map(checkedStage);
  }

  async view(connector: StoredConnector, transaction?: Transaction): Promise<ConnectorView> {
    return connectorView(connector, await this.#stages.ofConnectors(connector.space, [connector.name], transaction));
  }

  /** Throws `connector.not-found`. */
  async required(space: string, name: string, transaction?: Transaction): Promise<StoredConnector> {
    const connector = await this.#connectors.find(space, name, transaction);
    if (connector === null) throw new UserError({ reason: "not-found", code: serverErrors.connectorNotFound, message: connectorMessages.notFound({ name }) });
    return connector;
  }

  /** The connector, or null when the space has none of that name. */
  find(space: string, name: string, transaction?: Transaction): Promise<StoredConnector | null> {
    return this.#connectors.find(space, name, transaction);
  }

  catalogEntries(space: string): Promise<string[]> {
    return this.#connectors.catalogEntries(space);
  }
}

export function connectorExists(name: string): UserError {
  return new UserError({ reason: "conflict", code: serverErrors.connectorExists, message: connectorMessages.exists({ name }), path: "/name" });
}
