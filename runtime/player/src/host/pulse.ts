/** Time between two questions, ms. */
const intervalMs = 2_000;
/** Times in a row that nothing has come when the next question is due, until the frame counts as hanging: about ten seconds. */
const patience = 5;

/** Asks a frame again and again whether it still gets to its messages. */
export interface Pulse {
  /** Something else came from the frame: it runs, however late its answers are. */
  alive(): void;
  stop(): void;
}

export interface PulseOptions {
  /** Its other end answers each message with one. */
  port: Pick<MessagePort, "postMessage" | "onmessage" | "close">;
  /** Hears `true` when about ten seconds pass without anything from the frame, and `false` when something comes after all. */
  tell: (hangs: boolean) => void;
  isHidden?: () => boolean;
}

/**
 * Starts asking. Time counts in turns of this window's own timer, so that a shell that was held up itself blames nobody, and not
 * while the window is hidden: browsers slow hidden frames down.
 */
export function startPulse({ port, tell, isHidden = () => document.visibilityState === "hidden" }: PulseOptions): Pulse {
  let asked = false;
  let silent = 0;
  let hangs = false;
  const alive = (): void => {
    silent = 0;
    if (!hangs) return;
    hangs = false;
    tell(false);
  };
  port.onmessage = () => {
    asked = false;
    alive();
  };
  const turn = (): void => {
    if (isHidden()) {
      silent = 0;
      return;
    }
    // One question at a time: a frame that comes back must not find a queue of them.
    if (!asked) {
      asked = true;
      port.postMessage(null);
      return;
    }
    silent += 1;
    if (silent < patience || hangs) return;
    hangs = true;
    tell(true);
  };
  const timer = setInterval(turn, intervalMs);
  turn();
  return {
    alive,
    stop() {
      clearInterval(timer);
      port.close();
    },
  };
}
