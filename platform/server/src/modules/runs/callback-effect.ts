import type { Message } from "@tessera/contracts";
import { unpack } from "../../persistence/packed.ts";
import type { CallbackRepository, StoredCallback } from "./callback.repository.ts";
import type { RunRepository } from "./run.repository.ts";
import { calledBack } from "./run-step.ts";

type Effect = { effect: StoredCallback["effect"]; reason: Message | null };

/** Lets callbacks act on their runs. */
export class CallbackEffects {
  readonly #runs: RunRepository;
  readonly #callbacks: CallbackRepository;

  constructor(runs: RunRepository, callbacks: CallbackRepository) {
    this.#runs = runs;
    this.#callbacks = callbacks;
  }

  /** Applies a callback that is stored as kept; one that comes before the answer to the start stays kept for it (null). */
  async apply(callback: Pick<StoredCallback, "_id" | "run">, body: unknown): Promise<StoredCallback | null> {
    let told: Effect = { effect: "kept", reason: null };
    await this.#runs.update(callback.run, (run) => {
      if (run.phase === "start") {
        told = { effect: "kept", reason: null };
        return { patch: { early: true, callbacks: run.callbacks + 1 } };
      }
      const { change, effect, reason } = calledBack(run, body, { now: new Date(), random: Math.random() });
      told = { effect, reason };
      return { ...change, patch: { ...change?.patch, callbacks: run.callbacks + 1 } };
    });
    // It was stored as kept, and may have been applied meanwhile.
    return told.effect === "kept" ? null : this.#callbacks.tell(callback._id, told.effect, told.reason);
  }

  /** Applies those that came before the answer to the start. */
  async applyKept(run: string): Promise<void> {
    for (const callback of await this.#callbacks.kept(run)) {
      const body = await unpack<unknown>(callback.body);
      let told: Effect = { effect: "ignored", reason: null };
      await this.#runs.update(run, (stored) => {
        const { change, effect, reason } = calledBack(stored, body, { now: new Date(), random: Math.random() });
        told = { effect, reason };
        return change;
      });
      await this.#callbacks.tell(callback._id, told.effect, told.reason);
    }
    await this.#runs.update(run, (stored) => (stored.early ? { patch: { early: false } } : null));
  }
}
