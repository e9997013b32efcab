import { setTimeout as delay } from "node:timers/promises";
import type { Connection } from "mongoose";
import type { Logger } from "../logging/logger.ts";

const awaitMs = 1_000;
const retryMs = 1_000;

/**
 * Wakes those who wait for a change of a record: at once for changes of this process, through the store's change stream for
 * those of others. While the stream is down, they are woken each second to look for themselves.
 */
export class RecordFeed {
  readonly #collection: string;
  readonly #connection: Connection;
  readonly #logger: Logger;
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #closing = new AbortController();
  #following: Promise<void> | undefined;

  constructor(connection: Connection, logger: Logger, collection: string) {
    this.#collection = collection;
    this.#connection = connection;
    this.#logger = logger;
  }

  /** Says that the record of this id changed. */
  announce(id: string): void {
    for (const wake of this.#waiting.get(id) ?? []) wake();
  }

  /** Starts to listen; `changed` resolves with the next change, or after `waitMs`, or when `signal` aborts. */
  listen(id: string, waitMs: number, signal: AbortSignal): { changed: Promise<void>; stop(): void } {
    if (!this.#closing.signal.aborted) this.#following ??= this.#follow();
    const { promise, resolve } = Promise.withResolvers<void>();
    const wakers = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, wakers.add(resolve));
    const timer = setTimeout(resolve, waitMs);
    const either = AbortSignal.any([signal, this.#closing.signal]);
    const onAbort = (): void => resolve();
    if (either.aborted) resolve();
    else either.addEventListener("abort", onAbort, { once: true });
    const stop = (): void => {
      clearTimeout(timer);
      either.removeEventListener("abort", onAbort);
      wakers.delete(resolve);
      if (wakers.size === 0 && this.#waiting.get(id) === wakers) this.#waiting.delete(id);
    };
    return { changed: promise, stop };
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Ends all waiting; Nest calls it when the process ends. */
  async onModuleDestroy(): Promise<void> {
    this.#closing.abort();
    await this.#following;
  }

  #wakeAll(): void {
    for (const id of this.#waiting.keys()) this.announce(id);
  }

  async #follow(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const stream = this.#connection.collection(this.#collection).watch([], { maxAwaitTimeMS: awaitMs });
      const close = (): void => void stream.close();
      signal.addEventListener("abort", close, { once: true });
      try {
        let change = await stream.tryNext();
        // What changed before the stream was open was not seen by it.
        this.#wakeAll();
        for (; !signal.aborted; change = await stream.tryNext()) {
          if (change !== null && "documentKey" in change) this.announce(String(change.documentKey._id));
        }
      } catch (error) {
        if (signal.aborted) return;
        this.#logger.warn({ err: error }, `changes of ${this.#collection} are not followed; trying again`);
        this.#wakeAll();
        await delay(retryMs, undefined, { signal }).catch((cause: unknown) => {
          if (!signal.aborted) throw cause;
        });
      } finally {
        signal.removeEventListener("abort", close);
        await stream.close();
      }
    }
  }
}
