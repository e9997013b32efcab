import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { OperationalError } from "@tessera/contracts";
import { gatewayErrors } from "../../errors.ts";
import type { CalledSide } from "../../pipeline/called-side.ts";
import type { RequestContext } from "../../pipeline/context.ts";
import type { Answering } from "../answering.ts";
import type { AttemptEnd } from "../attempt.ts";
import type { Proxy } from "../proxy.ts";
import { closeCodes } from "./frames.ts";
import { acceptOf, ownProtocol } from "./handshake.ts";
import { joinSockets } from "./tunnel.ts";
import { websocketMessages } from "./websocket.messages.ts";

interface Connection {
  context: RequestContext;
  called: CalledSide;
  answering: Answering;
  /** Sits on the caller's socket and carries the answer of the handshake. */
  response: ServerResponse;
  upgrade: { socket: Duplex; head: Buffer; offersOwn: boolean } | undefined;
  answered: Extract<AttemptEnd, { kind: "upgraded" }>;
}

/** Answers the caller's handshake as the backend did and joins the two until one ends. Throws `gateway.backend-bad-answer`. */
export async function connectWebSocket(proxy: Pick<Proxy, "streams" | "isAllowed" | "maxBodyBytes">, { context, called, answering, response, upgrade, answered }: Connection): Promise<void> {
  const { outcome } = context;
  const { socket: backend, status, headers } = answered;
  if (upgrade === undefined || status !== 101 || headers["sec-websocket-accept"] !== acceptOf(String(context.headers["sec-websocket-key"]))) {
    backend.destroy();
    throw new OperationalError({ code: gatewayErrors.backendBadAnswer, kind: "bad-answer", message: websocketMessages.wrongAnswer() });
  }
  if (upgrade.offersOwn) headers["sec-websocket-protocol"] ??= ownProtocol;
  const prepared = answering.prepare(status, headers, undefined);
  response.writeHead(101, { ...prepared.headers, connection: "Upgrade", upgrade: "websocket" });
  response.flushHeaders();
  response.end();
  const tunnel = joinSockets(upgrade.socket, upgrade.head, backend, {
    idleMs: called.idleMs,
    maxMessageBytes: proxy.maxBodyBytes,
    onClosing: (code) => (outcome.closeCode = code),
    onBytes(fromCaller, fromBackend) {
      outcome.requestBytes += fromCaller;
      outcome.responseBytes += fromBackend;
    },
  });
  const forget = proxy.streams.add({
    transport: "websocket",
    end: (reason) => (reason === "stopping" ? tunnel.close(closeCodes.serviceRestart, "the gateway restarts") : tunnel.close(closeCodes.policyViolation, "no longer allowed")),
    isAllowed: () => proxy.isAllowed(context),
  });
  await tunnel.ended;
  forget();
}
