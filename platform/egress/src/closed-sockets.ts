import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

let isWatching = false;

/**
 * Ends the waits of those who wrote to a socket at the moment it was closed. Such a write answers false, as if the socket were
 * full, and the `drain` that the writer then waits for never comes; the MongoDB driver (7.8, `Connection.writeCommand`) keeps
 * the command and its connection forever. Here `drain` follows `close`, and the writer finds the socket closed. Holds for all
 * sockets that this process opens from now on; once per process is enough.
 */
export function endWaitsOfClosedSockets(): void {
  if (isWatching) return;
  isWatching = true;
  subscribe("net.client.socket", (message) => {
    const { socket } = message as { socket: Socket };
    socket.once("close", () => {
      if (socket.listenerCount("drain") > 0) setImmediate(() => socket.emit("drain"));
    });
  });
}
