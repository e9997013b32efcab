import type { Message } from "@tessera/contracts";
import { newTraceId } from "../http/trace.ts";
import { systemActor } from "../identity/actor.ts";
import { AuditRepository } from "../modules/audit/audit.repository.ts";
import { AuditService } from "../modules/audit/audit.service.ts";
import { CredentialRotation } from "../modules/connectors/credential-rotation.ts";
import { PolicyRepository } from "../modules/policies/policy.repository.ts";
import { SnapshotRepository } from "../modules/connectors/snapshot.repository.ts";
import { SnapshotService } from "../modules/connectors/snapshot.service.ts";
import { StageCredentials } from "../modules/connectors/stage-credential.ts";
import { StageRepository } from "../modules/connectors/stage.repository.ts";
import { TaskRepository } from "../modules/tasks/task.repository.ts";
import { resealRuns } from "../modules/runs/reseal-runs.ts";
import { RunRepository } from "../modules/runs/run.repository.ts";
import { resealTasks } from "../modules/tasks/reseal-tasks.ts";
import { Transactions } from "../persistence/transactions.ts";
import type { Resources } from "../platform/resources.ts";
import { processMessages } from "./process.messages.ts";

/**
 * Seals all stored credentials with the current master key, beside the running platform: the last step before the older key is
 * dropped. Recorded in the audit log of each space. Answers what to say, and whether every credential could be opened.
 */
export async function rotateSecrets({ connection, vault, egress }: Resources): Promise<{ lines: Message[]; complete: boolean }> {
  const transactions = new Transactions(connection);
  const stages = new StageRepository(connection);
  const audit = new AuditService(new AuditRepository(connection));
  const snapshots = new SnapshotService(new SnapshotRepository(connection), stages, new PolicyRepository(connection), transactions);
  const rotation = new CredentialRotation(stages, new StageCredentials(vault, egress), snapshots, vault, transactions);
  const traceId = newTraceId();
  const { sealed, current, unreadable } = await rotation.run((space, count, keyId, transaction) => audit.record(systemActor("rotate-secrets", traceId, space), { target: "credentials", before: null, after: { count, keyId } }, transaction));
  const tasks = await resealTasks(new TaskRepository(connection), vault);
  const runs = await resealRuns(new RunRepository(connection), vault);
  const left = [...unreadable, ...tasks.unreadable, ...runs.unreadable];
  return {
    lines: [processMessages.secretsSealed({ sealed, current, tasks: tasks.sealed, runs: runs.sealed, keyId: vault.keyId }), ...left.map((one) => processMessages.secretUnreadable(one))],
    complete: left.length === 0,
  };
}
