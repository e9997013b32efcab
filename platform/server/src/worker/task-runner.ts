import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { DefectError, UserError, isTesseraError } from "@tessera/contracts";
import { serverErrors } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import type { Logger } from "../logging/logger.ts";
import type { TaskKind, TaskRun } from "../modules/tasks/task-kind.ts";
import type { StoredTask, TaskRepository } from "../modules/tasks/task.repository.ts";
import { unpack } from "../persistence/packed.ts";
import { workerMessages } from "./worker.messages.ts";

export interface RunnerTimes {
  /** A silent worker loses its task after that, ms. */
  leaseMs: number;
  heartbeatMs: number;
  /** Wait between looks for work, ms. */
  pollMs: number;
}

const defaultTimes: RunnerTimes = { leaseMs: 15_000, heartbeatMs: 3_000, pollMs: 400 };
/** A task whose workers died that often is not tried again: it may be what kills them. */
const maxAttempts = 4;

/** Takes tasks one at a time and does them; a task of a dead worker is taken over when its lease ends. */
export class TaskRunner {
  readonly #tasks: TaskRepository;
  readonly #kinds: ReadonlyMap<string, TaskKind>;
  readonly #logger: Logger;
  readonly #times: RunnerTimes;
  readonly #worker = `${process.pid}-${randomBytes(4).toString("hex")}`;
  readonly #stopping = new AbortController();

  constructor(tasks: TaskRepository, kinds: readonly TaskKind[], logger: Logger, times: Partial<RunnerTimes> = {}) {
    this.#tasks = tasks;
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, kind]));
    this.#logger = logger;
    this.#times = { ...defaultTimes, ...times };
  }

  /** Works until {@link stop}. A store that is away is waited for. */
  async work(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const busy = await this.#next();
      if (!busy) await delay(this.#times.pollMs, undefined, { signal: this.#stopping.signal }).catch(ignoreAbort);
    }
  }

  /** Takes no further task; a running one is given back so that another worker starts it again. */
  stop(): void {
    this.#stopping.abort();
  }

  async #next(): Promise<boolean> {
    try {
      const now = Date.now();
      const task = await this.#tasks.claim(this.#worker, new Date(now), new Date(now + this.#times.leaseMs));
      if (task === null) return false;
      await this.#run(task);
      return true;
    } catch (error) {
      this.#logger.warn({ err: error }, "cannot look for work");
      return false;
    }
  }

  async #run(task: StoredTask): Promise<void> {
    const stopped = new AbortController();
    const beat = setInterval(() => void this.#beat(task, stopped), this.#times.heartbeatMs);
    const signal = AbortSignal.any([stopped.signal, this.#stopping.signal]);
    this.#logger.info({ task: task._id, kind: task.kind, attempt: task.fence }, "task taken");
    try {
      if (task.fence > maxAttempts) throw new UserError({ reason: "unprocessable", code: serverErrors.taskAbandoned, message: workerMessages.abandoned({ attempts: maxAttempts }) });
      await this.#kindOf(task).run(await this.#handle(task, signal));
    } catch (error) {
      await this.#end(task, error, stopped.signal);
    } finally {
      clearInterval(beat);
    }
  }

  async #beat(task: StoredTask, stopped: AbortController): Promise<void> {
    try {
      const state = await this.#tasks.extend(task, new Date(Date.now() + this.#times.leaseMs));
      if (state === null) stopped.abort(new TaskLost());
      else if (state.cancelRequested) stopped.abort(cancelled());
    } catch (error) {
      this.#logger.warn({ err: error, task: task._id }, "cannot keep the lease");
    }
  }

  async #handle(task: StoredTask, signal: AbortSignal): Promise<TaskRun> {
    return {
      id: task._id,
      space: task.space,
      actor: { ...(JSON.parse(task.actor) as Actor), action: task.kind },
      input: task.input === null ? null : await unpack(task.input),
      signal,
      report: async (progress, message) => {
        signal.throwIfAborted();
        await this.#tasks.report(task, progress, message);
      },
      succeed: async (result, transaction) => {
        signal.throwIfAborted();
        if (!(await this.#tasks.finish(task, { state: "succeeded", result: JSON.stringify(result) }, transaction))) throw new TaskLost();
      },
    };
  }

  async #end(task: StoredTask, error: unknown, stopped: AbortSignal): Promise<void> {
    if (stopped.reason instanceof TaskLost || error instanceof TaskLost) return this.#logger.warn({ task: task._id }, "another worker has the task");
    if (stopped.aborted) {
      await this.#tasks.finish(task, { state: "cancelled" });
      return;
    }
    // Given back: the lease ends now and another worker starts it again.
    if (this.#stopping.signal.aborted) return void (await this.#tasks.extend(task, new Date(0)));
    const shown = isTesseraError(error) && !(error instanceof DefectError) ? { code: error.code, message: error.text } : { code: serverErrors.internal, message: workerMessages.defect() };
    this.#logger.warn({ err: error, task: task._id }, "task failed");
    await this.#tasks.finish(task, { state: "failed", error: shown });
  }

  #kindOf(task: StoredTask): TaskKind {
    const kind = this.#kinds.get(task.kind);
    if (kind === undefined) throw new DefectError({ code: serverErrors.internal, message: `no worker knows the kind of task '${task.kind}'` });
    return kind;
  }
}

/** Another worker has the task. */
class TaskLost extends Error {
  override readonly name = "TaskLost";
}

function cancelled(): UserError {
  return new UserError({ reason: "conflict", code: serverErrors.taskCancelled, message: workerMessages.cancelled() });
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === "AbortError")) throw error;
}
