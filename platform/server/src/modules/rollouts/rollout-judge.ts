import { randomBytes } from "node:crypto";
import { systemActor } from "../../identity/actor.ts";
import type { Logger } from "../../logging/logger.ts";
import type { Lease } from "../../persistence/lease.ts";
import type { StageRepository, StoredStage } from "../connectors/stage.repository.ts";
import type { RolloutMeasureRepository } from "./rollout-measure.repository.ts";
import { type RolloutService, isRunning } from "./rollout.service.ts";
import { verdictOf } from "./verdict.ts";

/** Wait between looks, ms: gateways report every second, so that a bad version is gone within three. */
const everyMs = 500;

/**
 * Takes versions back that went wrong, and ends the watch of those that did well. Any number of workers may judge: the lease saves them
 * work only, since each decision is a transaction on the rollout that was judged. A worker that dies is followed by the next look of another.
 */
export class RolloutJudge {
  readonly #stages: StageRepository;
  readonly #measures: RolloutMeasureRepository;
  readonly #rollouts: RolloutService;
  readonly #lease: Lease;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(stages: StageRepository, measures: RolloutMeasureRepository, rollouts: RolloutService, lease: Lease, logger: Logger) {
    this.#stages = stages;
    this.#measures = measures;
    this.#rollouts = rollouts;
    this.#lease = lease;
    this.#logger = logger;
  }

  start(): void {
    this.#lookSoon();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** Judges all rollouts now, unless another worker does. */
  async look(): Promise<void> {
    try {
      const stages = await this.#stages.withRollout();
      if (stages.length === 0 || (await this.#lease.acquire(everyMs - 100)) === undefined) return;
      for (const stage of stages) await this.#judge(stage);
    } catch (error) {
      this.#logger.warn({ err: error }, "rollouts will be judged again");
    }
  }

  async #judge(stage: StoredStage): Promise<void> {
    if (!isRunning(stage)) return;
    const { version, canary, guard, startedAt } = stage.rollout;
    const now = new Date();
    const verdict = verdictOf({ version, isCanary: canary !== null, guard, startedAt }, await this.#measures.of(stage, version, startedAt, now), now);
    if (verdict === null) return;
    const actor = systemActor("rollouts.guard", randomBytes(16).toString("hex"), stage.space);
    const done = verdict.end === "kept" ? await this.#rollouts.keep(actor, stage) : await this.#rollouts.takeBack(actor, stage, verdict.reason);
    if (done) this.#logger.info({ space: stage.space, connector: stage.connector, stage: stage.name, version, end: verdict.end }, "rollout ended");
  }

  #lookSoon(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.look().finally(() => this.#lookSoon()), everyMs);
  }
}
