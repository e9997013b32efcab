import { createHash } from "node:crypto";
import { type IncomingHttpHeaders, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

export interface SocketBackend {
  url: string;
  handshakes: readonly IncomingHttpHeaders[];
  stop: () => Promise<void>;
}

const acceptKey = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** A system that speaks WebSocket (RFC 6455): it greets whoever opens one. */
export async function startSocketBackend(greeting: string): Promise<SocketBackend> {
  const handshakes: IncomingHttpHeaders[] = [];
  const open = new Set<Duplex>();
  const server = createServer((_request, response) => response.writeHead(404).end());
  server.on("upgrade", ({ headers }, socket) => {
    handshakes.push(headers);
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
    socket.on("end", () => socket.end());
    socket.resume();
    const accept = createHash("sha1").update(`${headers["sec-websocket-key"] ?? ""}${acceptKey}`).digest("base64");
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    socket.write(Buffer.concat([Buffer.from([0x81, Buffer.byteLength(greeting)]), Buffer.from(greeting)]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    handshakes,
    stop: async () => {
      server.closeAllConnections();
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
