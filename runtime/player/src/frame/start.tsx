import type { FromFrame, ToFrame } from "@tessera/contracts";
import { bridgeVersion } from "@tessera/contracts";
import { createRoot } from "react-dom/client";
import { type Connection, awaitConnection } from "./connection.ts";
import { dropPlacement, showDragOver } from "./edit/drop.ts";
import { type Registry, type Session, createSession } from "./session.ts";
import { App } from "./view/App.tsx";

/** Waits for the shell and shows what it sends. */
export function startFrame(registry: Registry, element: HTMLElement): void {
  void awaitConnection().then((connection) => run(connection, registry, element));
}

function run(connection: Connection, registry: Registry, element: HTMLElement): void {
  const root = createRoot(element);
  let session: Session | null = null;
  connection.listen((message) => {
    if (message.type === "init") {
      if (message.bridgeVersion !== bridgeVersion) return;
      const startedAt = performance.now();
      session?.stop();
      session = createSession(message, registry, connection);
      root.render(<App key={startedAt} session={session} startedAt={startedAt} />);
    } else if (session) handle(message, session);
  });
}

function handle(message: ToFrame, session: Session): void {
  if (message.type === "dragOver") showDragOver(session, message);
  else if (message.type === "dragLeave") session.store.setState({ preview: null });
  else if (message.type === "drop") {
    const to = dropPlacement(session, message);
    session.store.setState({ preview: null });
    session.connection.send({ type: "dropped", callId: message.callId, to, breakpoint: session.store.getState().breakpoint } satisfies FromFrame);
  } else session.receive(message);
}
