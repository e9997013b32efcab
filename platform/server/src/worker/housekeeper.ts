import type { Logger } from "../logging/logger.ts";
import type { Lease } from "../persistence/lease.ts";

/** A chore: its name in the log and what it removes. */
export interface Chore {
  name: string;
  /** Number of records removed. */
  run(): Promise<number>;
}

const everyMs = 60_000;

/** Does chores once a minute, in one worker at a time. */
export class Housekeeper {
  readonly #lease: Lease;
  readonly #chores: readonly Chore[];
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;

  constructor(lease: Lease, chores: readonly Chore[], logger: Logger) {
    this.#lease = lease;
    this.#chores = chores;
    this.#logger = logger;
  }

  start(): void {
    this.#timer = setInterval(() => void this.sweep(), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Does all chores now unless another worker did within the minute. The lease is kept so that others pause too. */
  async sweep(): Promise<void> {
    try {
      if ((await this.#lease.acquire(everyMs - 5_000)) === undefined) return;
      for (const { name, run } of this.#chores) {
        const removed = await run();
        if (removed > 0) this.#logger.info({ chore: name, removed }, "swept");
      }
    } catch (error) {
      this.#logger.warn({ err: error }, "housekeeping will be tried again");
    }
  }
}
