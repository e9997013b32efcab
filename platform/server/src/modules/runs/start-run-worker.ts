import { GatewayCaller } from "../../gateway-call/gateway-caller.ts";
import type { Resources } from "../../platform/resources.ts";
import type { ReleaseService } from "../connectors/release.service.ts";
import type { StageService } from "../connectors/stage.service.ts";
import { MemberRepository } from "../spaces/member.repository.ts";
import { CallbackEffects } from "./callback-effect.ts";
import { CallbackRepository } from "./callback.repository.ts";
import { OperationFinder } from "./operation-finder.ts";
import { RunDriver } from "./run-driver.ts";
import { RunRepository } from "./run.repository.ts";
import { RunSafe } from "./run-secrets.ts";
import { RunWorker } from "./run-worker.ts";

export interface RunningRunWorker {
  /** Removes runs that ended before, with their callbacks. Answers how many. */
  removeEnded(before: Date): Promise<number>;
  /** Takes no further run and lets calls on their way end. */
  close(): Promise<void>;
}

/** Follows runs in a worker process: the same classes as in the server, composed without Nest. */
export function startRunWorker({ connection, logger, vault, gatewayUrl }: Resources, stages: StageService, releases: ReleaseService): RunningRunWorker {
  const runs = new RunRepository(connection);
  const callbacks = new CallbackRepository(connection);
  const driver = new RunDriver(runs, new CallbackEffects(runs, callbacks), new OperationFinder(stages, releases), new MemberRepository(connection), new GatewayCaller(gatewayUrl, vault), new RunSafe(vault), logger);
  const worker = new RunWorker(runs, driver, logger);
  const working = worker.work();
  return {
    async removeEnded(before) {
      const [removed] = await Promise.all([runs.removeEnded(before), callbacks.removeOlder(before)]);
      return removed;
    },
    async close() {
      worker.stop();
      await working;
    },
  };
}
