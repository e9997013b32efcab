/** Saves what changes often: at once, and once more after a save during which something changed. */
export interface Saver {
  saveSoon(): void;
  /** Waits for what is being saved. */
  close(): Promise<void>;
}

/** Runs `save` so that no two overlap and the last change is always saved. */
export function createSaver(save: () => Promise<void>, onError: (error: unknown) => void): Saver {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async () => {
    do {
      again = false;
      try {
        await save();
      } catch (error) {
        onError(error);
      }
    } while (again);
    running = undefined;
  };
  return {
    saveSoon() {
      if (running === undefined) running = run();
      else again = true;
    },
    close: async () => running,
  };
}
