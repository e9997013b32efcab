import type { Message } from "@tessera/contracts";
import type { Actor } from "../../identity/actor.ts";
import type { Transaction } from "../../persistence/transactions.ts";

/** What a kind of task gets while it runs. */
export interface TaskRun {
  id: string;
  space: string;
  /** Who asked; changes are recorded under this name. */
  actor: Actor;
  input: unknown;
  /** Aborts when the task was cancelled or another worker took it over. */
  signal: AbortSignal;
  /** Shows progress (0 to 1); throws when the task was aborted. */
  report(progress: number | null, message: Message): Promise<void>;
  /** Ends the task within the transaction that makes its change, so that neither happens without the other. Throws when another worker has the task. */
  succeed(result: unknown, transaction: Transaction): Promise<void>;
}

/** How a kind of task is done. It may be run again from its start after a crash, so that its change must be one transaction. */
export interface TaskKind {
  kind: string;
  run(run: TaskRun): Promise<void>;
}
