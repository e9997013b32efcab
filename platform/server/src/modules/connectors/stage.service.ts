import { type CredentialInput, type PluginBinding, type StageInput, type StageView, UserError, checkStage } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError } from "../../persistence/conflict.ts";
import { newId } from "../../persistence/new-id.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import type { PluginService } from "../plugins/plugin.service.ts";
import type { BackendAddresses } from "./backend-addresses.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { ConnectorService } from "./connector.service.ts";
import { variablesOf } from "./gateway-release.ts";
import { checkedStage } from "./servable.ts";
import type { ServedNeeds } from "./served-needs.ts";
import type { SnapshotService } from "./snapshot.service.ts";
import { type StageBackends, backendOf, isElsewhere, originOf } from "./stage-backends.ts";
import type { StageRepository, StoredStage } from "./stage.repository.ts";
import { stageView } from "./views.ts";

/** What a stage gets; what is absent stays. */
export type StageChange = Omit<StageInput, "revision" | "plugins" | "credential"> & { plugins?: PluginBinding[] | undefined; credential?: CredentialInput | undefined };

/** The stages of a connector: where it calls, with which credential, through which plugins. */
export class StageService {
  readonly #stages: StageRepository;
  readonly #connectors: ConnectorService;
  readonly #snapshots: SnapshotService;
  readonly #plugins: PluginService;
  readonly #backends: StageBackends;
  readonly #addresses: BackendAddresses;
  readonly #needs: ServedNeeds;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(stages: StageRepository, connectors: ConnectorService, snapshots: SnapshotService, plugins: PluginService, backends: StageBackends, addresses: BackendAddresses, needs: ServedNeeds, audit: AuditService, transactions: Transactions) {
    this.#stages = stages;
    this.#connectors = connectors;
    this.#snapshots = snapshots;
    this.#plugins = plugins;
    this.#backends = backends;
    this.#addresses = addresses;
    this.#needs = needs;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  /** Adds or changes a stage; a served one takes effect on the gateways at once. */
  async save(actor: Actor, connector: string, name: string, input: StageChange & { revision?: number | undefined }): Promise<StageView> {
    const { revision, ...change } = input;
    if (change.plugins !== undefined) await this.#plugins.check(change.plugins, "stage", "/plugins");
    await this.#checkAddresses(change);
    return this.#transactions.run(async (transaction) => {
      await this.#connectors.required(spaceOf(actor), connector, transaction);
      const before = await this.#stages.find(spaceOf(actor), connector, name, transaction);
      const theirs = before && stageView(before);
      if (before?.revision !== revision) throw conflictError(connectorMessages.stageSubject({ stage: name, connector }), withoutSecrets(input), theirs);
      const after = stageView(await this.put(actor, connector, name, change, transaction));
      const kept = before === null ? {} : keptElsewhere(before, after, change);
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
    const credential = await this.#backends.credential(actor, { backend: before?.backend ?? null, credential: before?.credential ?? null }, backend, change, place);
    const backends = change.backends === undefined ? (before?.backends ?? []) : await this.#backends.further(actor, before?.backends ?? [], change.backends, place);
    const variables = change.variables === undefined ? (before?.variables ?? "{}") : JSON.stringify(change.variables);
    const plugins = change.plugins === undefined ? (before?.plugins ?? "[]") : JSON.stringify(change.plugins);
    const next = { backend, credential, backends, variables, plugins, updatedAt: new Date(), updatedBy: actor.name };
    if (before === null) {
      const stage: StoredStage = { _id: newId(), space, connector, name, release: null, publishedAt: null, publishedBy: null, revision: 1, ...next };
      await this.#stages.insert(stage, transaction);
      return stage;
    }
    if (isNarrowed(before, { backends, variables })) await this.#requireServing({ ...before, ...next });
    const after = await this.#stages.change(before._id, before.revision, next, transaction);
    if (after === null) throw conflictError(connectorMessages.stageSubject({ stage: name, connector }), stageView({ ...before, ...next }), stageView(before));
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

  async #checkAddresses({ backend, backends = [] }: StageChange): Promise<void> {
    if (backend !== undefined) await this.#addresses.check(backend.url, "/backend/url");
    for (const [index, { url }] of backends.entries()) await this.#addresses.check(url, `/backends/${index}/url`);
  }

  /** Gateways would refuse the whole space for a stage that lacks what its release needs. Throws `stage.in-use`. */
  async #requireServing(stage: StoredStage): Promise<void> {
    const { release, rollout } = stage;
    for (const served of [release, rollout, rollout?.previous]) {
      if (!served) continue;
      const [problem] = checkStage(checkedStage(stage), await this.#needs.of(served.digest));
      if (problem === undefined) continue;
      const path = problem.field === "/backend/name" ? "/backends" : "/variables";
      throw new UserError({ reason: "conflict", code: serverErrors.stageInUse, message: connectorMessages.stageNeeded({ stage: stage.name, version: served.version, reason: problem.message }), path });
    }
  }
}

/** Whether something that a release may need is gone or different. */
function isNarrowed(before: StoredStage, { backends, variables }: Required<Pick<StoredStage, "backends" | "variables">>): boolean {
  const [was, now] = [variablesOf(before), variablesOf({ variables })];
  return Object.entries(was).some(([name, value]) => now[name] !== value) || (before.backends ?? []).some(({ name }) => !backends.some((one) => one.name === name));
}

/** Credentials that go to another host from now on, for the audit. */
function keptElsewhere(before: StoredStage, after: StageView, { credential, keepCredentialFor, backends = [] }: StageChange): object {
  const own = credential === undefined && before.credential !== null && isElsewhere(before.backend, after.backend) ? [keepCredentialFor] : [];
  const further = backends.flatMap((input) => {
    const was = before.backends?.find(({ name }) => name === input.name);
    return input.credential === undefined && was?.credential && originOf(was) !== originOf(input) ? [input.keepCredentialFor] : [];
  });
  const kept = [...own, ...further];
  return kept.length === 0 ? {} : { credentialKeptFor: kept.length === 1 ? kept[0] : kept };
}

function withoutSecrets({ credential, backends, ...input }: StageChange): object {
  const kindOf = (given: CredentialInput | undefined) => given && { kind: given.kind };
  return { ...input, credential: kindOf(credential), ...(backends === undefined ? {} : { backends: backends.map((backend) => ({ ...backend, credential: kindOf(backend.credential) })) }) };
}

function stageNotFound(connector: string, name: string): UserError {
  return new UserError({ reason: "not-found", code: serverErrors.stageNotFound, message: connectorMessages.stageNotFound({ connector, stage: name }) });
}
