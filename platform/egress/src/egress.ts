import { OperationalError } from "@tessera/contracts";
import { Agent, request as undiciRequest } from "undici";
import type { Dispatcher } from "undici";
import { acceptedEncodings, decodeText, readBody } from "./body.ts";
import { createConnector, systemResolver } from "./connector.ts";
import type { Resolver, TlsIdentity } from "./connector.ts";
import { egressErrors } from "./errors.ts";
import { toEgressError } from "./failure.ts";
import { egressMessages } from "./messages.ts";
import { createAddressPolicy } from "./policy.ts";
import { purposeRules } from "./purpose.ts";
import type { EgressPurpose } from "./purpose.ts";
import { parseTarget } from "./target.ts";

/** How the one client behaves. */
export interface EgressOptions {
  /** Ranges (CIDR) allowed beyond the default policy: `TESSERA_EGRESS_ALLOW`. */
  allow: readonly string[];
  /** The platform's own services as `host:port`, reachable as backends: `TESSERA_OWN_SERVICES`. */
  ownServices?: readonly string[];
  /** Time to reach a host, name resolution and TLS included. Default 10,000. */
  connectTimeoutMs?: number;
  /** Connections kept per origin; further calls wait. Default 1,024. */
  maxConnectionsPerOrigin?: number;
  /** Name resolution, replaced where a test needs a name that changes its mind. */
  resolver?: Resolver;
}

/** One call to the outside. */
export interface EgressRequest {
  purpose: EgressPurpose;
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Largest answer after decompression, in bytes. Default 10 MiB. */
  maxBytes?: number;
  /** Time for everything, redirects included. Default 15,000. */
  timeoutMs?: number;
  /** Fewer redirects than the purpose follows (3 for user-typed addresses, none for backends and webhooks). */
  maxRedirects?: number;
  signal?: AbortSignal;
}

export interface EgressAnswer {
  status: number;
  /** By lower-case name; several of one name joined with `, `. */
  headers: Record<string, string>;
  /** The address that answered, after redirects. */
  url: string;
  body: Buffer;
}

export interface EgressText {
  text: string;
  contentType: string;
  status: number;
  url: string;
}

/** The one client for everything that leaves the platform. */
export interface Egress {
  /** Calls an address and reads its answer, whatever its status. Throws the codes of `egressErrors`. */
  request(url: string, request: EgressRequest): Promise<EgressAnswer>;
  /** Fetches a text; a status other than 2xx is `egress.bad-status`. */
  fetchText(url: string, request: EgressRequest): Promise<EgressText>;
  /** Pooled undici dispatcher under the policy of a purpose, for streaming; it follows no redirects. */
  dispatcherFor(purpose: EgressPurpose): Dispatcher;
  /** A dispatcher like `dispatcherFor` that shows a client certificate, with connections of its own; whoever asked closes it. */
  dispatcherWith(purpose: EgressPurpose, identity: TlsIdentity): Dispatcher;
  /** Throws `egress.address-refused` when an IP address, at a port where one is given, may not be called for a purpose. */
  checkAddress(ip: string, purpose: EgressPurpose, port?: number): void;
  /** Ends all connections, also those in use. */
  close(): Promise<void>;
}

const defaultMaxBytes = 10 * 1024 * 1024;
const defaultTimeoutMs = 15_000;
const redirects = new Set([301, 302, 303, 307, 308]);
/** All that a redirect to another origin may see of the request headers. */
const harmlessHeaders = new Set(["accept", "accept-encoding", "accept-language", "user-agent"]);

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]])));
}

function nextHop(from: URL, location: string): URL {
  const to = parseTarget(location, from.href);
  if (from.protocol === "https:" && to.protocol === "http:") {
    throw new OperationalError({ code: egressErrors.redirect, kind: "bad-answer", message: egressMessages.downgrade({ subject: from.host, origin: to.origin }) });
  }
  return to;
}

/** Makes the client; throws `egress.setting` for ranges that are none. */
export function createEgress(options: EgressOptions): Egress {
  const policy = createAddressPolicy(options.allow, options.ownServices ?? []);
  const agents = new Map<EgressPurpose, Agent>();
  const identified = new Set<Agent>();
  const createAgent = (purpose: EgressPurpose, identity?: TlsIdentity): Agent =>
    new Agent({
      connect: createConnector(policy, purpose, options.resolver ?? systemResolver, options.connectTimeoutMs ?? 10_000, identity),
      connections: options.maxConnectionsPerOrigin ?? 1024,
      pipelining: 1,
      maxHeaderSize: 65_536,
    });
  const agentFor = (purpose: EgressPurpose): Agent => {
    let agent = agents.get(purpose);
    if (agent === undefined) agents.set(purpose, (agent = createAgent(purpose)));
    return agent;
  };

  const callOnce = async (url: URL, request: EgressRequest, headers: Record<string, string>, signal: AbortSignal): Promise<EgressAnswer> => {
    try {
      const answer = await undiciRequest(url, {
        dispatcher: agentFor(request.purpose),
        method: request.method ?? "GET",
        headers,
        body: request.body ?? null,
        signal,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      const received = flatten(answer.headers);
      const encoding = request.method === "HEAD" || answer.statusCode === 204 || answer.statusCode === 304 ? "" : (received["content-encoding"] ?? "").trim().toLowerCase();
      const body = await readBody(answer.body, encoding, request.maxBytes ?? defaultMaxBytes, url.host);
      return { status: answer.statusCode, headers: received, url: url.href, body };
    } catch (cause) {
      if (signal.aborted && request.signal?.aborted !== true) {
        throw new OperationalError({ code: egressErrors.timeout, kind: "timeout", message: egressMessages.timeout({ subject: url.host, timeoutMs: request.timeoutMs ?? defaultTimeoutMs }), cause });
      }
      throw toEgressError(cause, url.host);
    }
  };

  const request: Egress["request"] = async (address, given) => {
    const deadline = AbortSignal.timeout(given.timeoutMs ?? defaultTimeoutMs);
    const signal = given.signal === undefined ? deadline : AbortSignal.any([deadline, given.signal]);
    const follows = given.method === undefined || given.method === "GET" || given.method === "HEAD";
    const limit = follows ? Math.min(given.maxRedirects ?? Infinity, purposeRules[given.purpose].maxRedirects) : 0;
    let headers: Record<string, string> = { "user-agent": "Tessera", "accept-encoding": acceptedEncodings };
    for (const [name, value] of Object.entries(given.headers ?? {})) headers[name.toLowerCase()] = value;
    let url = parseTarget(address);
    for (let hops = 0; ; hops += 1) {
      const answer = await callOnce(url, given, headers, signal);
      const location = answer.headers["location"];
      if (limit === 0 || !redirects.has(answer.status) || location === undefined) return answer;
      if (hops === limit) throw new OperationalError({ code: egressErrors.redirect, kind: "bad-answer", message: egressMessages.redirects({ subject: parseTarget(address).host, limit }) });
      const to = nextHop(url, location);
      if (to.origin !== url.origin) headers = Object.fromEntries(Object.entries(headers).filter(([name]) => harmlessHeaders.has(name)));
      url = to;
    }
  };

  return {
    request,
    async fetchText(address, given) {
      const answer = await request(address, given);
      const { host } = new URL(answer.url);
      if (answer.status < 200 || answer.status > 299) {
        throw new OperationalError({ code: egressErrors.badStatus, kind: "bad-answer", message: egressMessages.badStatus({ subject: host, status: answer.status }), detail: { status: answer.status } });
      }
      const contentType = answer.headers["content-type"] ?? "";
      return { text: decodeText(answer.body, contentType), contentType, status: answer.status, url: answer.url };
    },
    dispatcherFor: agentFor,
    dispatcherWith(purpose, identity) {
      for (const agent of identified) if (agent.destroyed) identified.delete(agent);
      const agent = createAgent(purpose, identity);
      identified.add(agent);
      return agent;
    },
    checkAddress(ip, purpose, port) {
      if (port === undefined || !policy.isOwnService(ip, port, purpose)) policy.check(ip, purpose);
    },
    async close() {
      await Promise.all([...agents.values(), ...identified].map((agent) => agent.destroy()));
    },
  };
}
