import { randomUUID } from "node:crypto";
import { ServerResponse, createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { UserError } from "@tessera/contracts";
import type { Message } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";
import type { GatewayErrorCode } from "../errors.ts";
import { requestMessages } from "./http.messages.ts";
import { asksForWebSocket } from "../proxy/websocket/handshake.ts";
import type { RequestedUpgrade } from "./handler.ts";
import { problemOf } from "./problem.ts";

/** How much a caller may send, and how slowly. */
export interface HttpLimits {
  /** Request line and header fields together, in bytes. */
  maxHeaderBytes: number;
  maxBodyBytes: number;
  /** From the first byte of a request until its header is complete. */
  headersTimeoutMs: number;
  /** From the first byte of a request until its body is complete. */
  requestTimeoutMs: number;
  /** How long an idle connection is kept. */
  keepAliveTimeoutMs: number;
}

export const defaultLimits: HttpLimits = {
  maxHeaderBytes: 32_768,
  maxBodyBytes: 32 * 1024 * 1024,
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 300_000,
  keepAliveTimeoutMs: 65_000,
};

const malformed: readonly [GatewayErrorCode, Message] = [gatewayErrors.requestMalformed, requestMessages.malformed()];
const clientErrors: Readonly<Record<string, readonly [GatewayErrorCode, Message]>> = {
  HPE_HEADER_OVERFLOW: [gatewayErrors.headersTooLarge, requestMessages.headersTooLarge()],
  ERR_HTTP_REQUEST_TIMEOUT: [gatewayErrors.requestTimeout, requestMessages.tooSlow()],
};

/** Answers, in English as no header could be read, what the parser refused, if nothing was answered on the connection yet, and closes it. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const [code, message] = clientErrors[error.code ?? ""] ?? malformed;
  const problem = problemOf(new UserError({ code, message }), randomUUID().replaceAll("-", ""), "en");
  const body = JSON.stringify(problem);
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-language: en\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
}

/** What answers on a connection that asks for a WebSocket: the connection ends after a refusal, and is handed on after status 101. */
function responseOn(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket as Socket);
  response.once("finish", () => {
    if (response.statusCode !== 101) (socket as Socket).destroySoon();
  });
  return response;
}

/** An HTTP server with the limits; strict parsing refuses ambiguous framing (`Content-Length` with `Transfer-Encoding`). */
export function createHttpServer(limits: HttpLimits, handle: (request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean, upgrade?: RequestedUpgrade) => void): Server {
  const server = createServer({
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: Math.min(2_000, Math.max(50, limits.headersTimeoutMs / 4)),
    insecureHTTPParser: false,
    requireHostHeader: true,
    noDelay: true,
    shouldUpgradeCallback: asksForWebSocket,
  });
  server.on("request", (request, response) => handle(request, response, false));
  server.on("checkContinue", (request, response) => handle(request, response, true));
  const upgraded = new Set<Duplex>();
  const closeConnections = server.closeAllConnections.bind(server);
  server.closeAllConnections = () => {
    closeConnections();
    for (const socket of upgraded) socket.destroy();
  };
  server.on("upgrade", (request, socket, head) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
    socket.on("error", () => socket.destroy());
    handle(request, responseOn(request, socket), false, { socket, head });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuseConnection(error, socket as Socket));
  return server;
}
