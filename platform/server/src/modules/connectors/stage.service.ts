import { type Backend, type CredentialInput, type PluginBinding, type StageInput, type StageView, UserError, isAllowed } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError } from "../../persistence/conflict.ts";
import { newId } from "../../persistence/new-id.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import type { PluginService } from "../plugins/plugin.service.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { ConnectorService } from "./connector.service.ts";
import type { SnapshotService } from "./snapshot.service.ts";
import type { CredentialPlace, StageCredentials } from "./stage-credential.ts";
import type { StageRepository, StoredStage } from "./stage.repository.ts";
import { stageView } from "./views.ts";

const defaultTimeoutMs = 30_000;

/** What a stage gets; what is absent stays. */
export type StageChange = Omit<StageInput, "revision" | "plugins" | "credential"> & { plugins?: PluginBinding[] | undefined; credential?: CredentialInput | undefined };

/** The stages of a connector: where it calls, with which credential, through which plugins. */
export class StageService {
  readonly #stages: StageRepository;
  readonly #connectors: ConnectorService;
  readonly #snapshots: SnapshotService;
  readonly #plugins: PluginService;
  readonly #credentials: StageCredentials;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(stages: StageRepository, connectors: ConnectorService, snapshots: SnapshotService, plugins: PluginService, credentials: StageCredentials, audit: AuditService, transactions: Transactions) {
    this.#stages = stages;
    this.#connectors = connectors;
    this.#snapshots = snapshots;
    this.#plugins = plugins;
    this.#credentials = credentials;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  /** Adds or changes a stage; a served one takes effect on the gateways at once. */
  async save(actor: Actor, connector: string, name: string, input: StageChange & { revision?: number | undefined }): Promise<StageView> {
    const { revision, ...change } = input;
    if (change.plugins !== undefined) await this.#plugins.check(change.plugins, "stage", "/plugins");
    return this.#transactions.run(async (transaction) => {
      await this.#connectors.required(spaceOf(actor), connector, transaction);
      const before = await this.#stages.find(spaceOf(actor), connector, name, transaction);
      const theirs = before && stageView(before);
      if (before?.revision !== revision) throw conflictError(connectorMessages.stageSubject({ stage: name, connector }), { ...input, credential: input.credential && { kind: input.credential.kind } }, theirs);
      const after = stageView(await this.put(actor, connector, name, change, transaction));
      const kept = change.credential === undefined && before?.credential && isElsewhere(before.backend, after.backend) ? { credentialKeptFor: change.keepCredentialFor } : {};
      await this.#audit.record(actor, { target: `stage:${connector}/${name}`, before: theirs, after: { ...after, ...kept } }, transaction);
      return after;
    });
  }

  /** Changes a stage as part of a larger change, which records it. Throws `stage.credential-*`, `vault.certificate-*` or `egress.address-refused`. */
  async put(actor: Actor, connector: string, name: string, change: StageChange, transaction: Transaction): Promise<StoredStage> {
    const space = spaceOf(actor);
    const before = await this.#stages.find(space, connector, name, transaction);
    const backend = change.backend === undefined ? (before?.backend ?? null) : backendOf(change.backend, before?.backend ?? null);
    const place = { space, connector, stage: name };
    const credential = change.credential === undefined ? this.#keep(actor, before, backend, change, place) : await this.#credentials.seal(change.credential, place, originOf(backend));
    const plugins = change.plugins === undefined ? (before?.plugins ?? "[]") : JSON.stringify(change.plugins);
    const next = { backend, credential, plugins, updatedAt: new Date(), updatedBy: actor.name };
    if (before === null) {
      const stage: StoredStage = { _id: newId(), space, connector, name, release: null, publishedAt: null, publishedBy: null, revision: 1, ...next };
      await this.#stages.insert(stage, transaction);
      return stage;
    }
    const after = await this.#stages.change(before._id, before.revision, next, transaction);
    if (after === null) throw conflictError(connectorMessages.stageSubject({ stage: name, connector }), { ...next, credential: credential && { kind: credential.kind } }, stageView(before));
    if (after.release !== null) await this.#snapshots.write(space, transaction);
    return after;
  }

  /** Checks the plugins of a stage again: the gateways may have changed since they were bound. Throws as `PluginService.check`. */
  async checkPlugins({ name, plugins }: StoredStage): Promise<void> {
    try {
      await this.#plugins.check(JSON.parse(plugins) as PluginBinding[], "stage", "");
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError({ reason: "unprocessable", code: error.code, message: connectorMessages.stagePlugins({ stage: name, reason: error.text }), cause: error });
    }
  }

  /** Removes a stage; the gateways stop serving it. Throws `stage.not-found`. */
  async remove(actor: Actor, connector: string, name: string): Promise<void> {
    const space = spaceOf(actor);
    await this.#transactions.run(async (transaction) => {
      await this.#connectors.required(space, connector, transaction);
      const removed = await this.#stages.remove(space, connector, name, transaction);
      if (removed === null) throw stageNotFound(connector, name);
      if (removed.release !== null) await this.#snapshots.write(space, transaction);
      await this.#audit.record(actor, { target: `stage:${connector}/${name}`, before: stageView(removed), after: null }, transaction);
    });
  }

  /** Throws `stage.not-found`. */
  async required(space: string, connector: string, name: string, transaction?: Transaction): Promise<StoredStage> {
    const stage = await this.#stages.find(space, connector, name, transaction);
    if (stage === null) throw stageNotFound(connector, name);
    return stage;
  }

  find(space: string, connector: string, name: string, transaction?: Transaction): Promise<StoredStage | null> {
    return this.#stages.find(space, connector, name, transaction);
  }

  /**
   * The stored credential for a changed stage. Who may change an address must not get at a credential by pointing it at a host of
   * their own: it goes to another one only when an owner says so.
   */
  #keep(actor: Actor, before: StoredStage | null, backend: Backend | null, { keepCredentialFor }: StageChange, place: CredentialPlace): StoredStage["credential"] {
    if (!before?.credential) return null;
    const origin = originOf(backend);
    const { certificate = null, ...credential } = before.credential;
    if (originOf(before.backend) === origin) return before.credential;
    if (before.backend !== null) {
      const said = { stage: before.name, origin: originOf(before.backend) ?? "" };
      if (keepCredentialFor !== origin) throw new UserError({ code: serverErrors.stageCredentialNeeded, message: connectorMessages.credentialNeeded(said), path: "/credential" });
      if (actor.role === null || !isAllowed("member.manage", actor.role, false)) throw new UserError({ reason: "forbidden", code: serverErrors.stageCredentialOwner, message: connectorMessages.credentialOwner(said), path: "/keepCredentialFor" });
    }
    return this.#credentials.rebind({ ...credential, certificate }, place, origin);
  }
}

function backendOf(input: NonNullable<StageInput["backend"]>, before: Backend | null): Backend {
  return { url: input.url, timeoutMs: input.timeoutMs ?? before?.timeoutMs ?? defaultTimeoutMs };
}

function originOf(backend: Pick<Backend, "url"> | null): string | null {
  return backend && new URL(backend.url).origin;
}

function isElsewhere(before: Backend | null, after: Backend | null): boolean {
  return before !== null && originOf(before) !== originOf(after);
}

function stageNotFound(connector: string, name: string): UserError {
  return new UserError({ reason: "not-found", code: serverErrors.stageNotFound, message: connectorMessages.stageNotFound({ connector, stage: name }) });
}
