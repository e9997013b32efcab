import { subscribe } from "node:diagnostics_channel";
import { type EventEmitter, errorMonitor } from "node:events";
import type { Socket } from "node:net";

let isWatching = false;

/**
 * Ends the waits of those who wrote to a socket at the moment it was closed. Such a write answers false, as if the socket were
 * full, and the `drain` that the writer then waits for never comes; the MongoDB driver (7.8, `Connection.writeCommand`) keeps
 * the command and its connection forever. Where the write itself fails, that driver throws the socket's own error (`EPIPE`),
 * which it neither retries nor resumes from; the closed connection that it notices next is an error that it does. So `drain`
 * comes before the listeners of an error and after `close`, and the writer finds the socket closed. Holds for all sockets that
 * this process opens from now on; once per process is enough.
 */
export function endWaitsOfClosedSockets(): void {
  if (isWatching) return;
  isWatching = true;
  subscribe("net.client.socket", (message) => {
    const { socket } = message as { socket: Socket };
    (socket as EventEmitter).once(errorMonitor, () => endWaits(socket));
    socket.once("close", () => setImmediate(endWaits, socket));
  });
}

function endWaits(socket: Socket): void {
  if (socket.listenerCount("drain") > 0) socket.emit("drain");
}
