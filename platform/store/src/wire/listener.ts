import { once } from "node:events";
import { chmodSync, existsSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { Server, Socket } from "node:net";
import type { Document } from "../bson/types.ts";
import { SettingError, asStoreError } from "../errors.ts";
import { FrameSplitter } from "./frame.ts";
import type { Frame } from "./frame.ts";
import { encodeReply, parseRequest } from "./message.ts";

/** Where clients connect: a socket file (which has to end in .sock, or drivers take it for a host name) or a TCP port. */
export interface ListenAddress {
  readonly socketPath?: string;
  readonly host?: string;
  readonly port?: number;
}

/** What the commands know about the connection they came on. */
export interface ClientConnection {
  readonly id: number;
  readonly peer: string;
  /** Aborted when the socket closes, so that waiting commands stop. */
  readonly closed: AbortSignal;
}

/** Answers one command; must not throw for failures that the client can be told about. */
export type CommandHandler = (body: Document, client: ClientConnection) => Promise<Document>;

/** A listening server. */
export interface Listener {
  readonly uri: string;
  /** `host:port` or the socket path, as drivers name this server. */
  readonly address: string;
  connections(): number;
  close(): Promise<void>;
}

const CLOSE_GRACE_MS = 2_000;

/** Starts listening; a stale socket file of a killed process is replaced, a live one refused. */
export async function listen(address: ListenAddress, handler: CommandHandler): Promise<Listener> {
  const sockets = new Set<Socket>();
  let nextId = 1;
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    void serve(socket, nextId++, handler);
  });
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

async function serve(socket: Socket, id: number, handler: CommandHandler): Promise<void> {
  const closing = new AbortController();
  socket.once("close", () => closing.abort());
  // A broken connection ends this loop through the iterator; without a listener it would end the process.
  socket.on("error", () => socket.destroy());
  const client: ClientConnection = { id, peer: socket.remoteAddress === undefined ? "socket" : `${socket.remoteAddress}:${socket.remotePort ?? 0}`, closed: closing.signal };
  const splitter = new FrameSplitter();
  let answerId = 1;
  try {
    for await (const chunk of socket) {
      for (const frame of splitter.push(chunk as Buffer)) {
        const answer = await answerTo(frame, client, handler, answerId++);
        if (answer !== undefined && !socket.destroyed && !socket.write(answer)) await drained(socket);
      }
    }
  } catch {
    // Framing is lost or the peer is gone: only this connection ends.
    socket.destroy();
  }
}

async function drained(socket: Socket): Promise<void> {
  if (socket.destroyed) return;
  // Whichever comes first takes the other's listener away: a slow reader would pile them up otherwise.
  const settled = new AbortController();
  const signal = settled.signal;
  await Promise.race([once(socket, "drain", { signal }), once(socket, "close", { signal })]).finally(() => settled.abort());
}

async function answerTo(frame: Frame, client: ClientConnection, handler: CommandHandler, answerId: number): Promise<Buffer | undefined> {
  let isLegacy = false;
  try {
    const request = parseRequest(frame);
    isLegacy = request.isLegacy;
    const reply = await handler(request.body, client);
    return request.wantsReply ? encodeReply(answerId, frame.requestId, reply, isLegacy) : undefined;
  } catch (error) {
    const failure = asStoreError(error);
    const reply = { ok: 0, errmsg: failure.message, code: failure.code, codeName: failure.codeName };
    return encodeReply(answerId, frame.requestId, reply, isLegacy);
  }
}
