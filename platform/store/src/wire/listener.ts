import { once } from "node:events";
import { chmodSync, existsSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { SettingError } from "../errors.ts";
import { ClientSession } from "./client-session.ts";
import type { ServeOptions } from "./client-session.ts";

/** Where clients connect: a socket file (which has to end in .sock, or drivers take it for a host name) or a TCP port. */
export interface ListenAddress {
  readonly socketPath?: string;
  readonly host?: string;
  readonly port?: number;
}

/** A listening server. */
export interface Listener {
  readonly uri: string;
  /** `host:port` or the socket path, as drivers name this server. */
  readonly address: string;
  connections(): number;
  close(): Promise<void>;
}

const CLOSE_GRACE_MS = 2_000;
/** Connections beyond this are closed at once; each may hold one long message. */
const MAX_CONNECTIONS = 4_000;

/** Starts listening; a stale socket file of a killed process is replaced, a live one refused. */
export async function listen(address: ListenAddress, options: ServeOptions): Promise<Listener> {
  const sockets = new Set<Socket>();
  let nextId = 1;
  // The session ends its side itself: a client that only stopped sending may still have commands waiting.
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    new ClientSession(socket, nextId++, options);
  });
  server.maxConnections = MAX_CONNECTIONS;
  const name = await bind(server, address);
  return {
    uri: `mongodb://${address.socketPath === undefined ? name : encodeURIComponent(name)}/?directConnection=true`,
    address: name,
    connections: () => sockets.size,
    async close() {
      const closed = once(server, "close");
      server.close();
      // Answers that are on their way still go out; a client that does not read them cannot hold up the end.
      for (const socket of sockets) socket.destroySoon();
      const impatience = setTimeout(() => sockets.forEach((socket) => socket.destroy()), CLOSE_GRACE_MS);
      await closed;
      clearTimeout(impatience);
      if (address.socketPath !== undefined) rmSync(address.socketPath, { force: true });
    },
  };
}

async function bind(server: Server, { socketPath, host = "127.0.0.1", port = 27017 }: ListenAddress): Promise<string> {
  if (socketPath !== undefined) await replaceStaleSocket(socketPath);
  try {
    const listening = once(server, "listening");
    if (socketPath === undefined) server.listen({ host, port });
    else server.listen(socketPath);
    await listening;
  } catch (error) {
    throw bindError(error, socketPath ?? `${host}:${port}`);
  }
  if (socketPath !== undefined) {
    chmodSync(socketPath, 0o600);
    return socketPath;
  }
  const bound = server.address();
  const actual = typeof bound === "object" && bound !== null ? bound.port : port;
  return `${host.includes(":") ? `[${host}]` : host}:${actual}`;
}

function bindError(error: unknown, where: string): unknown {
  const code = (error as { code?: string }).code;
  if (code === "EADDRINUSE") return new SettingError(`${where} is in use by another process: choose another, e.g. --port 27018`);
  if (code === "EACCES" || code === "ENOENT" || code === "EADDRNOTAVAIL" || code === "EINVAL") {
    return new SettingError(`cannot listen on ${where} (${code}): choose an address that exists and may be used, e.g. --port 27018`);
  }
  return error;
}

async function replaceStaleSocket(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const probe = connect(path);
  try {
    await once(probe, "connect");
  } catch {
    // Nobody answers: the socket was left behind by a process that was killed.
    rmSync(path, { force: true });
    return;
  } finally {
    probe.destroy();
  }
  throw new SettingError(`--socket ${path} is in use by another process: choose another path, e.g. --socket ./store.sock`);
}
