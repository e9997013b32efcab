import { StoreError } from "../errors.ts";
import type { SessionFields } from "./session-id.ts";

interface Entry {
  readonly session: SessionFields | undefined;
  /** Why it is to end at its next slice. */
  end?: StoreError;
  /** Resolves when it has ended, however that came about. */
  ended?: Promise<unknown>;
}

/** Writes that are done in slices and not over yet. */
export class RunningWrites {
  readonly #entries = new Set<Entry>();

  get count(): number {
    return this.#entries.size;
  }

  /** Resolves when the numbered write that a session runs has ended; undefined when it runs none. A command that is sent again meanwhile waits for it. */
  ofSession(id: string): Promise<unknown> | undefined {
    for (const { session, ended } of this.#entries) if (session?.id === id && session.txnNumber !== undefined) return ended;
    return undefined;
  }

  /** Runs a write; `run` is given what throws between slices when the write is to end. */
  run<T>(session: SessionFields | undefined, run: (assertWanted: () => void) => T | Promise<T>): T | Promise<T> {
    const entry: Entry = { session };
    const result = run(() => {
      if (entry.end !== undefined) throw entry.end;
    });
    if (!(result instanceof Promise)) return result;
    this.#entries.add(entry);
    const over = result.finally(() => this.#entries.delete(entry));
    entry.ended = over.catch(() => undefined);
    return over;
  }

  /** Ends the writes of a session at their next slice. What they did so far stays. */
  killSession(id: string): void {
    for (const entry of this.#entries) if (entry.session?.id === id) entry.end = new StoreError("Interrupted", "operation was interrupted: its session was killed");
  }

  /** Ends all writes at their next slice and waits for that. */
  async close(): Promise<void> {
    for (const entry of this.#entries) entry.end = new StoreError("InterruptedAtShutdown", "interrupted at shutdown");
    await Promise.all([...this.#entries].map(({ ended }) => ended));
  }
}
