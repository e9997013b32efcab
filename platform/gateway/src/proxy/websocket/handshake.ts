import { createHash } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { UserError } from "@tessera/contracts";
import { gatewayErrors } from "../../errors.ts";
import { websocketMessages as say } from "./websocket.messages.ts";

const acceptKey = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** What `Sec-WebSocket-Accept` must be for a key (RFC 6455, 4.2.2). */
export function acceptOf(key: string): string {
  return createHash("sha1").update(key + acceptKey).digest("base64");
}

/** Whether a request asks for a WebSocket; other upgrades are left alone, as HTTP allows. */
export function asksForWebSocket({ headers }: Pick<IncomingMessage, "headers">): boolean {
  return headers.upgrade?.trim().toLowerCase() === "websocket";
}

/** Throws `gateway.handshake-invalid` for what is no handshake of a client (RFC 6455, 4.1). */
export function requireHandshake(headers: IncomingHttpHeaders): void {
  if (headers["sec-websocket-version"] !== "13") throw new UserError({ code: gatewayErrors.handshakeInvalid, message: say.version() });
  if (!/^[A-Za-z0-9+/]{22}==$/.test(headers["sec-websocket-key"] ?? "")) throw new UserError({ code: gatewayErrors.handshakeInvalid, message: say.key() });
  if (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0) throw new UserError({ code: gatewayErrors.handshakeInvalid, message: say.body() });
}

/** Sub-protocol that the gateway itself answers when the backend chooses none, as browsers want one of those they named. */
export const ownProtocol = "tessera";
const bearerStart = "tessera.bearer.";

/** What a caller named as sub-protocols, without what is meant for the gateway. */
export interface NamedProtocols {
  /** For the backend, as a field; undefined when none is left. */
  field: string | undefined;
  /** Browsers, which cannot set `Authorization`, name their token as `tessera.bearer.<token>`. */
  token: string | undefined;
  offersOwn: boolean;
}

/** Takes the caller's sub-protocols apart, so that a token in them goes no further than the gateway. */
export function readProtocols(field: string | undefined): NamedProtocols {
  const named = (field ?? "").split(",").map((name) => name.trim()).filter((name) => name !== "");
  const token = named.find((name) => name.startsWith(bearerStart))?.slice(bearerStart.length);
  const rest = named.filter((name) => !name.startsWith(bearerStart) && name !== ownProtocol);
  return { field: rest.length === 0 ? undefined : rest.join(", "), token, offersOwn: named.includes(ownProtocol) };
}

/** Moves a token among the sub-protocols to where tokens are looked for; a caller's own `Authorization` stays. */
export function takeToken(headers: IncomingHttpHeaders): NamedProtocols {
  const protocols = readProtocols(headers["sec-websocket-protocol"]);
  if (protocols.field === undefined) delete headers["sec-websocket-protocol"];
  else headers["sec-websocket-protocol"] = protocols.field;
  if (protocols.token !== undefined) headers.authorization ??= `Bearer ${protocols.token}`;
  return protocols;
}
