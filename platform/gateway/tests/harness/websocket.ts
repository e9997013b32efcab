import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import type { ClientOptions } from "ws";
import { onEnd } from "./cleanup.ts";

export interface SocketBackend {
  url: string;
  sockets: WebSocket[];
  requests: IncomingMessage[];
  /** Codes with which clients closed. */
  closed: number[];
}

/** A real WebSocket server: it sends back what it gets, and chooses the sub-protocol `chat` where it is offered. */
export async function startSocketBackend(options: { path?: string; perMessageDeflate?: boolean } = {}): Promise<SocketBackend> {
  const server = createServer((_request, response) => response.writeHead(404, { "content-type": "text/plain" }).end("no such page"));
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: options.perMessageDeflate ?? false, handleProtocols: (protocols) => (protocols.has("chat") ? "chat" : false) });
  const backend: SocketBackend = { url: "", sockets: [], requests: [], closed: [] };
  server.on("upgrade", (request, socket, head) => {
    if (options.path !== undefined && request.url !== options.path) {
      socket.end("HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{\"no\":1}");
      return;
    }
    wss.handleUpgrade(request, socket, head, (websocket) => {
      backend.requests.push(request);
      backend.sockets.push(websocket);
      websocket.on("error", () => undefined);
      websocket.on("close", (code) => backend.closed.push(code));
      websocket.on("message", (data, isBinary) => websocket.send(data as Buffer, { binary: isBinary }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onEnd(() => {
    for (const client of wss.clients) client.terminate();
    server.close();
    server.closeAllConnections();
  });
  backend.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return backend;
}

export interface Connected {
  socket: WebSocket;
  received: string[];
  pongs: string[];
  /** Set once it is closed. */
  closed: { code: number; reason: string } | undefined;
}

/** What answered a handshake that was refused. */
export interface RefusedHandshake {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

/** Opens a WebSocket; a refused handshake rejects with its answer. */
export function connect(url: string, path: string, protocols: string[] = [], options: ClientOptions = {}): Promise<Connected> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace("http", "ws") + path, protocols, { perMessageDeflate: false, ...options });
    const connected: Connected = { socket, received: [], pongs: [], closed: undefined };
    onEnd(() => socket.terminate());
    socket.on("message", (data) => connected.received.push(String(data)));
    socket.on("pong", (data) => connected.pongs.push(String(data)));
    socket.on("close", (code, reason) => (connected.closed = { code, reason: String(reason) }));
    socket.on("open", () => resolve(connected));
    socket.on("unexpected-response", (_request, response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => reject(Object.assign(new Error(`status ${response.statusCode}`), { status: response.statusCode, headers: response.headers, text })));
    });
    socket.on("error", reject);
  });
}

/** The answer of a handshake that must be refused. */
export async function refusedHandshake(...given: Parameters<typeof connect>): Promise<RefusedHandshake> {
  try {
    await connect(...given);
  } catch (error) {
    if (error instanceof Error && "status" in error) return error as unknown as RefusedHandshake;
    throw error;
  }
  throw new Error("the handshake was accepted");
}
