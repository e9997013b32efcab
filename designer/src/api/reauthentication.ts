/** Waits of calls whose session is over for the person's answer; the dialog subscribes, calls request. */
export interface Reauthentication {
  /** Resolves true when the person is logged in again, false when they declined. One dialog serves all callers. */
  request(): Promise<boolean>;
  settle(loggedIn: boolean): void;
  isOpen(): boolean;
  subscribe(listener: () => void): () => void;
}

export function createReauthentication(): Reauthentication {
  let pending: PromiseWithResolvers<boolean> | undefined;
  const listeners = new Set<() => void>();
  const changed = () => listeners.forEach((listener) => listener());
  return {
    request() {
      if (!pending) {
        pending = Promise.withResolvers<boolean>();
        changed();
      }
      return pending.promise;
    },
    settle(loggedIn) {
      const waiting = pending;
      pending = undefined;
      waiting?.resolve(loggedIn);
      changed();
    },
    isOpen: () => pending !== undefined,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The one of this browser tab. */
export const reauthentication = createReauthentication();
