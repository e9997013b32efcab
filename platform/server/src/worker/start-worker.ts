import { AuditRepository } from "../modules/audit/audit.repository.ts";
import { AuditService } from "../modules/audit/audit.service.ts";
import { SessionRepository } from "../modules/auth/session.repository.ts";
import { SessionService } from "../modules/auth/session.service.ts";
import { BackendAddresses } from "../modules/connectors/backend-addresses.ts";
import { ConnectorRepository } from "../modules/connectors/connector.repository.ts";
import { ConnectorService } from "../modules/connectors/connector.service.ts";
import { DocumentService } from "../modules/connectors/document.service.ts";
import { DraftRepository } from "../modules/connectors/draft.repository.ts";
import { ImportService } from "../modules/connectors/import.service.ts";
import { OperationRepository } from "../modules/connectors/operation.repository.ts";
import { DraftOperations } from "../modules/connectors/draft-operations.ts";
import { DraftRows } from "../modules/connectors/draft-rows.ts";
import { ReleaseComparer } from "../modules/connectors/release-comparer.ts";
import { ReleaseRepository } from "../modules/connectors/release.repository.ts";
import { ReleaseService } from "../modules/connectors/release.service.ts";
import { ServedNeeds } from "../modules/connectors/served-needs.ts";
import { SnapshotRepository } from "../modules/connectors/snapshot.repository.ts";
import { SnapshotService } from "../modules/connectors/snapshot.service.ts";
import { StageBackends } from "../modules/connectors/stage-backends.ts";
import { StageCredentials } from "../modules/connectors/stage-credential.ts";
import { StageRepository } from "../modules/connectors/stage.repository.ts";
import { StageService } from "../modules/connectors/stage.service.ts";
import { GrantRepository } from "../modules/grants/grant.repository.ts";
import { PolicyRepository } from "../modules/policies/policy.repository.ts";
import { PluginRepository } from "../modules/plugins/plugin.repository.ts";
import { PluginService } from "../modules/plugins/plugin.service.ts";
import { RolloutJudge } from "../modules/rollouts/rollout-judge.ts";
import { RolloutMeasureRepository } from "../modules/rollouts/rollout-measure.repository.ts";
import { RolloutService } from "../modules/rollouts/rollout.service.ts";
import { startRunWorker } from "../modules/runs/start-run-worker.ts";
import { importTask } from "../modules/tasks/import-task.ts";
import { TaskRepository } from "../modules/tasks/task.repository.ts";
import { TokenRepository } from "../modules/tokens/token.repository.ts";
import { Lease } from "../persistence/lease.ts";
import { Transactions } from "../persistence/transactions.ts";
import { Uses } from "../persistence/uses.ts";
import type { Resources } from "../platform/resources.ts";
import { Housekeeper } from "./housekeeper.ts";
import { type RunnerTimes, TaskRunner } from "./task-runner.ts";

const dayMs = 24 * 3600 * 1000;
/** How long what has ended is kept for people to look at, days. */
const keptDays = { tokens: 30, grants: 90, tasks: 30, runs: 30 } as const;

export interface RunningWorker {
  /** Takes no further task and gives a running one back. */
  close(): Promise<void>;
}

/** Starts a worker: long tasks, housekeeping, and the guard of rollouts. The same classes as in the server, composed without Nest. */
export function startWorker(resources: Resources, times: Partial<RunnerTimes> = {}): RunningWorker {
  const { connection, logger, vault } = resources;
  const { imports, judge, stages, releases } = compose(resources);
  const runs = startRunWorker(resources, stages, releases);
  const tasks = new TaskRepository(connection);
  const runner = new TaskRunner(tasks, [importTask(imports, vault)], logger, times);
  const sessions = new SessionService(new SessionRepository(connection));
  const tokens = new TokenRepository(connection);
  const grants = new GrantRepository(connection);
  const before = (days: number): Date => new Date(Date.now() - days * dayMs);
  const housekeeper = new Housekeeper(
    new Lease(connection, "housekeeping"),
    [
      { name: "sessions", run: () => sessions.removeExpired() },
      { name: "tokens", run: () => tokens.removeEnded(before(keptDays.tokens)) },
      { name: "grants", run: () => grants.removeEnded(before(keptDays.grants)) },
      { name: "tasks", run: () => tasks.removeFinished(before(keptDays.tasks)) },
      { name: "runs", run: () => runs.removeEnded(before(keptDays.runs)) },
      { name: "drafts", run: () => imports.removeLeftovers(dayMs) },
    ],
    logger,
  );
  housekeeper.start();
  judge.start();
  const working = runner.work();
  return {
    async close() {
      housekeeper.stop();
      judge.stop();
      runner.stop();
      await Promise.all([working, runs.close()]);
    },
  };
}

function compose({ connection, vault, egress, logger }: Resources): { imports: ImportService; judge: RolloutJudge; stages: StageService; releases: ReleaseService } {
  const transactions = new Transactions(connection);
  const audit = new AuditService(new AuditRepository(connection));
  const operations = new OperationRepository(connection);
  const drafts = new DraftRepository(connection);
  const connectorRecords = new ConnectorRepository(connection);
  const stageRecords = new StageRepository(connection);
  const releaseRecords = new ReleaseRepository(connection);
  const snapshotRecords = new SnapshotRepository(connection);
  const policies = new PolicyRepository(connection);
  const snapshots = new SnapshotService(snapshotRecords, stageRecords, policies, transactions);
  const addresses = new BackendAddresses(egress);
  const connectors = new ConnectorService(connectorRecords, operations, stageRecords, releaseRecords, snapshots, new Uses(), audit, transactions);
  const stages = new StageService(stageRecords, connectors, snapshots, new PluginService(new PluginRepository(connection)), new StageBackends(new StageCredentials(vault, egress)), addresses, new ServedNeeds(snapshotRecords), audit, transactions);
  const releases = new ReleaseService(releaseRecords, connectors, connectorRecords, new DraftOperations(operations, new DraftRows(operations)), drafts, snapshotRecords, new ReleaseComparer());
  const documents = new DocumentService(egress, connectors, operations, drafts, releases, policies);
  const measures = new RolloutMeasureRepository(connection);
  const rollouts = new RolloutService(stages, stageRecords, measures, snapshots, audit, transactions);
  const judge = new RolloutJudge(stageRecords, measures, rollouts, new Lease(connection, "rollouts"), logger);
  return { judge, stages, releases, imports: new ImportService(documents, connectors, connectorRecords, operations, drafts, stages, audit, transactions) };
}
