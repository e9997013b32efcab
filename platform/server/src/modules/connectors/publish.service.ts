import { type BodyOf, type Operation, type ResponseOf, UserError, type routes } from "@tessera/contracts";
import { suggestVersion } from "@tessera/release-diff";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError } from "../../persistence/conflict.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { type StageChange, acceptedBreaking, breakingError, needsAcceptance } from "./breaking.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { StoredConnector } from "./connector.repository.ts";
import type { ConnectorService } from "./connector.service.ts";
import { nextVersion } from "./next-version.ts";
import type { ReleaseComparer } from "./release-comparer.ts";
import type { StoredRelease } from "./release.repository.ts";
import type { PreparedRelease, ReleaseService } from "./release.service.ts";
import { type RolloutWish, publishing, requireRollout } from "./rollout-change.ts";
import { requireServableOn } from "./servable.ts";
import type { SnapshotService } from "./snapshot.service.ts";
import type { StageRepository, StoredStage } from "./stage.repository.ts";
import type { StageService } from "./stage.service.ts";
import { releaseView, stageView } from "./views.ts";

type Published = ResponseOf<typeof routes.connectors.publish>;
type PublishInput = Omit<BodyOf<typeof routes.connectors.publish>, keyof RolloutWish> & RolloutWish;

/** What will be published, and what that changes for callers. */
interface Plan {
  connector: StoredConnector;
  release: StoredRelease | PreparedRelease;
  change: StageChange;
  /** What the release holds. */
  operations: readonly Operation[];
  /** Somebody confirmed that callers break. */
  isAccepted: boolean;
}

/** How often a plan is made anew when others publish at the same time. */
const mostAttempts = 5;

/** Puts a release on a stage, which also is how one goes back to an earlier release. */
export class PublishService {
  readonly #connectors: ConnectorService;
  readonly #stages: StageService;
  readonly #stageRecords: StageRepository;
  readonly #releases: ReleaseService;
  readonly #comparer: ReleaseComparer;
  readonly #snapshots: SnapshotService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(connectors: ConnectorService, stages: StageService, stageRecords: StageRepository, releases: ReleaseService, comparer: ReleaseComparer, snapshots: SnapshotService, audit: AuditService, transactions: Transactions) {
    this.#connectors = connectors;
    this.#stages = stages;
    this.#stageRecords = stageRecords;
    this.#releases = releases;
    this.#comparer = comparer;
    this.#snapshots = snapshots;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  /**
   * Serves `version` on the stage, or beside what it serves (`canary`); without an existing one, a release is made of the draft first. Everything counts for the
   * gateways at once or not at all. Throws `connector.not-ready`, `rollout.nothing-served`, `rollout.same-version`, `release.version`, `release.unchanged` or `release.breaking`, and what the
   * plugins of the stage lack.
   */
  async publish(actor: Actor, connectorName: string, stageName: string, input: PublishInput): Promise<Published> {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const plan = await this.#plan(spaceOf(actor), connectorName, stageName, input);
      const published = await this.#transactions.run((transaction) => this.#commit(actor, plan, input, transaction));
      if (published !== null) return published;
    }
    throw conflictError(connectorMessages.stageSubject({ stage: stageName, connector: connectorName }), null, null);
  }

  /** Everything that takes time, before the transaction. */
  async #plan(space: string, connectorName: string, stageName: string, input: PublishInput): Promise<Plan> {
    const connector = await this.#connectors.required(space, connectorName);
    const stage = requireBackend(await this.#stages.required(space, connectorName, stageName));
    const existing = input.version === undefined ? null : await this.#releases.servable(space, connectorName, input.version, input.changelog);
    const target = existing === null ? await this.#planNew(connector, input) : { release: existing, to: existing.version, suggested: null, content: await this.#releases.digested(space, connectorName, existing.version) };
    const from = stage.release?.version ?? null;
    requireRollout(stageName, from, target.to, input);
    const changes = from === null ? [] : await this.#comparer.compare(await this.#releases.digested(space, connectorName, from), target.content);
    const change = { stage: stageName, from, to: target.to, changes };
    const isAsked = needsAcceptance(change);
    if (isAsked && input.acceptBreaking !== true) throw breakingError(change, target.suggested);
    return { connector, release: target.release, change, operations: target.content.content.operations, isAccepted: isAsked };
  }

  async #planNew(connector: StoredConnector, { version }: PublishInput): Promise<{ release: PreparedRelease; to: string; suggested: string; content: PreparedRelease }> {
    const prepared = await this.#releases.prepare(connector);
    const { latest, level, digest } = prepared;
    const to = version === undefined && latest?.digest === digest ? latest.version : nextVersion(latest, level, version);
    return { release: prepared, to, suggested: suggestVersion(latest?.version ?? null, level === null ? [] : [{ level }]), content: prepared };
  }

  /** Null when release or stage moved on since the plan was made. */
  async #commit(actor: Actor, { connector, release: planned, change, operations, isAccepted }: Plan, input: PublishInput, transaction: Transaction): Promise<Published | null> {
    const { space, name } = connector;
    const current = await this.#connectors.required(space, name, transaction);
    if (current._id !== connector._id || ("latest" in planned && current.draft !== connector.draft)) throw conflictError(connectorMessages.operationsSubject({ connector: name }), null, null);
    const before = requireBackend(await this.#stages.required(space, name, change.stage, transaction));
    if ((before.release?.version ?? null) !== change.from) return null;
    if (input.revision !== undefined && input.revision !== before.revision) throw conflictError(connectorMessages.stageSubject({ stage: change.stage, connector: name }), input, stageView(before));
    requireServableOn(name, before, operations);
    await this.#stages.checkPlugins(before);
    const release = "latest" in planned ? await this.#releases.make(actor, current, planned, input, transaction) : planned;
    if (release === null) return null;
    const after = await this.#stageRecords.change(before._id, before.revision, publishing(before, { version: release.version, digest: release.gatewayDigest }, input, actor.name, new Date()), transaction);
    if (after === null) throw conflictError(connectorMessages.stageSubject({ stage: change.stage, connector: name }), null, stageView(before));
    const gatewayRevision = await this.#snapshots.write(space, transaction);
    const published: Published = { stage: stageView(after), release: releaseView(release), gatewayRevision };
    const accepted = isAccepted ? { acceptedBreaking: acceptedBreaking(change) } : {};
    await this.#audit.record(actor, { target: `stage:${name}/${change.stage}`, before: stageView(before), after: { ...published.stage, gatewayRevision, ...accepted } }, transaction);
    return published;
  }
}

function requireBackend(stage: StoredStage): StoredStage {
  if (stage.backend === null) throw new UserError({ reason: "unprocessable", code: serverErrors.connectorNotReady, message: connectorMessages.stageWithoutBackend({ stage: stage.name }) });
  return stage;
}
