/** A coarse clock that many watch with one timer; it stands still while nobody does. */
export interface Clock {
  /** Ms since the epoch, as of the last tick or the first watcher. */
  now(): number;
  subscribe(listener: () => void): () => void;
}

export function createClock(tickMs: number): Clock {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    now: () => now,
    subscribe(listener) {
      if (timer === undefined) {
        timer = setInterval(tick, tickMs);
        now = Date.now();
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

/** The one of this browser tab, for times that are shown relative to now. */
export const relativeClock = createClock(30_000);
