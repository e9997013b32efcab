import { type FromFrame, type ToFrame, bridgeVersion } from "@tessera/contracts";

/** The one channel to the shell. */
export interface Connection {
  send(message: FromFrame): void;
  /** Starts delivery; messages that came before are not lost. */
  listen(receive: (message: ToFrame) => void): void;
}

/** Waits for the port that the shell hands over, once: later ones, and those of other windows, are ignored. */
export function awaitConnection(frame: Window = window): Promise<Connection> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent<unknown>): void => {
      const port = event.ports[0];
      const greeting = event.data as { type?: unknown; bridgeVersion?: unknown } | null;
      if (event.source !== frame.parent || event.source === frame || port === undefined || greeting?.type !== "tessera-player") return;
      frame.removeEventListener("message", onMessage);
      answerPulse(event.ports[1]);
      resolve(connectionOf(port));
    };
    frame.addEventListener("message", onMessage);
  });
}

function connectionOf(port: MessagePort): Connection {
  return {
    send: (message) => port.postMessage(message),
    listen(receive) {
      port.onmessage = (event: MessageEvent<unknown>) => {
        const message = event.data as ToFrame | null;
        if (typeof message?.type === "string") receive(message);
      };
      port.postMessage({ type: "ready", bridgeVersion } satisfies FromFrame);
    },
  };
}

/** Answers the shell's question whether this frame still gets to its messages. */
function answerPulse(pulse: MessagePort | undefined): void {
  if (pulse) pulse.onmessage = () => pulse.postMessage(null);
}
