import { type CallerClaims, type Locale, OperationalError } from "@tessera/contracts";
import type { Vault } from "@tessera/vault";
import { serverErrors } from "../errors.ts";
import type { BuiltCall } from "./build-call.ts";
import { gatewayCallMessages } from "./gateway-call.messages.ts";

/** Where on the gateway a call goes. */
export interface CallPlace {
  space: string;
  connector: string;
  stage: string;
}

/** Who calls; the rest of the claims is the same for all calls of the control plane. */
export type CallIdentity = Omit<CallerClaims, "iss" | "aud" | "exp">;

export interface CallLimits {
  /** Time for the whole call, answer included. */
  timeoutMs: number;
  /** What is more of the answer is cut off. */
  maxBytes: number;
  signal: AbortSignal;
  traceId: string;
  /** Language in which the gateway and the system behind it are asked to answer, unless the call says so itself. */
  locale: Locale;
}

export interface GatewayAnswer {
  status: number;
  headers: Record<string, string>;
  bytes: Buffer;
  truncated: boolean;
  durationMs: number;
  url: string;
}

const claimsLifeSeconds = 60;

/** Calls operations through the gateway on behalf of a person or an app. */
export class GatewayCaller {
  readonly #gatewayUrl: string;
  readonly #key: Uint8Array;

  constructor(gatewayUrl: string, vault: Vault) {
    this.#gatewayUrl = gatewayUrl;
    this.#key = vault.deriveKey("gateway-call");
  }

  /** Address of an operation's call, as the answer and its curl text show it. */
  urlOf({ space, connector, stage }: CallPlace, call: BuiltCall): string {
    return `${this.#gatewayUrl}/${space}/${connector}/${stage}${call.target}`;
  }

  /** Answers whatever status comes back. Throws {@link OperationalError} `gateway.unavailable` or `gateway.timeout`; rejects with the signal's reason when aborted. */
  async call(identity: CallIdentity, place: CallPlace, call: BuiltCall, limits: CallLimits): Promise<GatewayAnswer> {
    const url = this.urlOf(place, call);
    const started = performance.now();
    const deadline = AbortSignal.timeout(limits.timeoutMs);
    try {
      const response = await fetch(url, {
        method: call.method,
        headers: { "accept-language": limits.locale, ...call.headers, authorization: `Bearer ${await this.#credential(identity)}`, traceparent: traceparentOf(limits.traceId) },
        body: call.body ?? null,
        redirect: "manual",
        signal: AbortSignal.any([deadline, limits.signal]),
      });
      const { bytes, truncated } = await readUpTo(response, limits.maxBytes);
      return { status: response.status, headers: headersOf(response), bytes, truncated, durationMs: Math.round((performance.now() - started) * 10) / 10, url };
    } catch (error) {
      limits.signal.throwIfAborted();
      if (deadline.aborted) throw new OperationalError({ kind: "timeout", code: serverErrors.gatewayTimeout, message: gatewayCallMessages.timeout({ seconds: Math.round(limits.timeoutMs / 1000), connector: place.connector }), cause: error });
      throw new OperationalError({ code: serverErrors.gatewayUnavailable, message: gatewayCallMessages.unreachable(), cause: error });
    }
  }

  /** Jose is loaded with the first call. */
  async #credential(identity: CallIdentity): Promise<string> {
    const { SignJWT } = await import("jose");
    const exp = Math.floor(Date.now() / 1000) + claimsLifeSeconds;
    return new SignJWT({ ...identity, iss: "tessera-server", aud: "tessera-gateway", exp }).setProtectedHeader({ alg: "HS256" }).sign(this.#key);
  }
}

async function readUpTo(response: Response, maxBytes: number): Promise<{ bytes: Buffer; truncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body === null) return { bytes: Buffer.alloc(0), truncated: false };
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop cancels the rest of the body.
    if (size > maxBytes) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), truncated: size > maxBytes };
}

function headersOf(response: Response): Record<string, string> {
  return Object.fromEntries([...response.headers].filter(([name]) => name !== "set-cookie"));
}

function traceparentOf(traceId: string): string {
  return `00-${traceId}-${traceId.slice(0, 16).replace(/^0{16}$/, "1".repeat(16))}-01`;
}
