import { type Message, type ResponseOf, type RolloutStatus, UserError, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError } from "../../persistence/conflict.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { connectorMessages } from "../connectors/connector.messages.ts";
import { type RolloutWish, ended, serving } from "../connectors/rollout-change.ts";
import { rolloutMessages } from "../connectors/rollout.messages.ts";
import type { SnapshotService } from "../connectors/snapshot.service.ts";
import type { StageRepository, StoredRollout, StoredStage } from "../connectors/stage.repository.ts";
import type { StageService } from "../connectors/stage.service.ts";
import { stageView } from "../connectors/views.ts";
import type { RolloutMeasureRepository } from "./rollout-measure.repository.ts";
import { factsOf } from "./verdict.ts";

type Changed = ResponseOf<typeof routes.rollouts.promote>;
type ChangeInput = RolloutWish & { revision?: number | undefined };
type Running = StoredStage & { rollout: StoredRollout };
type StageFields = Parameters<StageRepository["change"]>[2];

/** Versions that are tried by some callers, or watched after they were published to all. */
export class RolloutService {
  readonly #stages: Pick<StageService, "required">;
  readonly #stageRecords: StageRepository;
  readonly #measures: RolloutMeasureRepository;
  readonly #snapshots: SnapshotService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(stages: Pick<StageService, "required">, stageRecords: StageRepository, measures: RolloutMeasureRepository, snapshots: SnapshotService, audit: AuditService, transactions: Transactions) {
    this.#stages = stages;
    this.#stageRecords = stageRecords;
    this.#measures = measures;
    this.#snapshots = snapshots;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  /** What is tried or watched on a stage, with what was measured so far. Throws `stage.not-found`. */
  async status(actor: Actor, connector: string, name: string): Promise<RolloutStatus> {
    const stage = await this.#stages.required(spaceOf(actor), connector, name);
    const { release, rollout, lastRollout, revision } = stageView(stage);
    return { release, rollout, facts: stage.rollout ? await this.#facts(stage, stage.rollout) : null, lastRollout, revision };
  }

  /** Changes whom the version goes to, or when it is taken back. Throws `rollout.none`, `rollout.no-canary` or `conflict`. */
  change(actor: Actor, connector: string, name: string, { revision, canary, guard }: ChangeInput): Promise<Changed> {
    return this.#run(actor, connector, name, revision, { canary, guard }, ({ rollout }) => {
      if (canary !== undefined && rollout.canary === null) throw new UserError({ reason: "conflict", code: serverErrors.rolloutNoCanary, message: rolloutMessages.noCanary({ stage: name, version: rollout.version }), path: "/canary" });
      return { rollout: { ...rollout, canary: canary ?? rollout.canary, guard: guard === undefined ? rollout.guard : guard } };
    });
  }

  /** Serves the version that is tried to all. Throws `rollout.none`, `rollout.no-canary` or `conflict`. */
  promote(actor: Actor, connector: string, name: string, revision?: number): Promise<Changed> {
    return this.#run(actor, connector, name, revision, {}, (stage, at) => {
      const { rollout } = stage;
      if (rollout.canary === null) throw new UserError({ reason: "conflict", code: serverErrors.rolloutNoCanary, message: rolloutMessages.noCanary({ stage: name, version: rollout.version }) });
      return { ...serving(stage, rollout, actor.name, at), rollout: null, ...ended(rollout, "promoted", null, actor.name, at) };
    });
  }

  /** Takes back what is tried; what is served to all stays and is no longer watched. Throws `rollout.none` or `conflict`. */
  cancel(actor: Actor, connector: string, name: string, revision?: number): Promise<Changed> {
    return this.#run(actor, connector, name, revision, {}, ({ rollout }, at) => ({ rollout: null, ...ended(rollout, rollout.canary === null ? "kept" : "cancelled", null, actor.name, at) }));
  }

  /** Takes back a version that went wrong, unless its rollout is no longer the one that was judged; false: it is not. */
  async takeBack(actor: Actor, judged: Running, reason: Message): Promise<boolean> {
    return this.#conclude(actor, judged, (stage, at) => ({
      ...(stage.rollout.canary === null ? serving(stage, stage.rollout.previous, actor.name, at) : {}),
      rollout: null, ...ended(stage.rollout, "rolled-back", reason, actor.name, at),
    }));
  }

  /** Ends the watch of a version that did well. */
  async keep(actor: Actor, judged: Running): Promise<boolean> {
    return this.#conclude(actor, judged, ({ rollout }, at) => ({ rollout: null, ...ended(rollout, "kept", null, actor.name, at) }));
  }

  async #conclude(actor: Actor, judged: Running, change: (stage: Running, at: Date) => StageFields): Promise<boolean> {
    const { space, connector, name, rollout } = judged;
    return this.#transactions.run(async (transaction) => {
      const before = await this.#stageRecords.find(space, connector, name, transaction);
      if (!isRunning(before) || before._id !== judged._id || before.rollout.startedAt.getTime() !== rollout.startedAt.getTime()) return false;
      return (await this.#write(actor, before, change, transaction)) !== null;
    });
  }

  async #run(actor: Actor, connector: string, name: string, revision: number | undefined, yours: object, change: (stage: Running, at: Date) => StageFields): Promise<Changed> {
    const subject = connectorMessages.stageSubject({ stage: name, connector });
    return this.#transactions.run(async (transaction) => {
      const before = await this.#stages.required(spaceOf(actor), connector, name, transaction);
      if (!isRunning(before)) throw new UserError({ reason: "conflict", code: serverErrors.rolloutNone, message: rolloutMessages.none({ stage: name, connector }) });
      if (revision !== undefined && revision !== before.revision) throw conflictError(subject, { ...yours, revision }, stageView(before));
      const changed = await this.#write(actor, before, change, transaction);
      if (changed === null) throw conflictError(subject, { ...yours, revision }, stageView(before));
      return changed;
    });
  }

  async #write(actor: Actor, before: Running, change: (stage: Running, at: Date) => StageFields, transaction: Transaction): Promise<Changed | null> {
    const at = new Date();
    const after = await this.#stageRecords.change(before._id, before.revision, { updatedAt: at, updatedBy: actor.name, ...change(before, at) }, transaction);
    if (after === null) return null;
    const changed = { stage: stageView(after), gatewayRevision: await this.#snapshots.write(before.space, transaction) };
    await this.#audit.record(actor, { target: `stage:${before.connector}/${before.name}`, before: stageView(before), after: { ...changed.stage, gatewayRevision: changed.gatewayRevision } }, transaction);
    return changed;
  }

  async #facts(stage: StoredStage, { version, previous, startedAt }: StoredRollout): Promise<RolloutStatus["facts"]> {
    const now = new Date();
    const [tried, other] = await Promise.all([this.#measures.of(stage, version, startedAt, now), this.#measures.of(stage, previous.version, startedAt, now)]);
    return { version: factsOf(tried.total), previous: factsOf(other.total) };
  }
}

export function isRunning(stage: StoredStage | null): stage is Running {
  return Boolean(stage?.rollout);
}
