import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Where a request comes from, as far as it can be believed. */
export interface Origin {
  /** Of the caller: what connected, or whom the believed proxies in between name. */
  address: string;
  /** `X-Forwarded-For` for the backend: everybody on the way here that is believed. */
  chain: string;
  protocol: "http" | "https";
  /** Host and port that the caller asked for. */
  host: string | undefined;
}

export type OriginOf = (request: IncomingMessage) => Origin;

/** Makes what reads the origin of requests; `X-Forwarded-*` of a connection is believed when its other end is in one of the ranges `trusted` (CIDR). */
export function createOriginOf(trusted: readonly string[]): OriginOf {
  const proxies = new BlockList();
  for (const range of trusted) {
    const [network = "", bits] = range.split("/");
    proxies.addSubnet(network, Number(bits), isIP(network) === 6 ? "ipv6" : "ipv4");
  }
  const isProxy = (address: string): boolean => {
    const version = isIP(address);
    return version !== 0 && proxies.check(address, version === 6 ? "ipv6" : "ipv4");
  };
  return ({ socket, headers }) => {
    const peer = socket.remoteAddress ?? "";
    const { host, "x-forwarded-for": named, "x-forwarded-proto": protocol, "x-forwarded-host": askedFor } = headers;
    if ((named === undefined && protocol === undefined && askedFor === undefined) || !isProxy(peer)) return { address: peer, chain: peer, protocol: "http", host };
    const before = String(named ?? "").split(",").map((address) => address.trim()).filter((address) => address !== "");
    return {
      address: nearestCaller(before, peer, isProxy),
      chain: [...before, peer].join(", "),
      protocol: protocol === "https" ? "https" : "http",
      host: askedFor === undefined ? host : String(askedFor),
    };
  };
}

/** The last address that no believed proxy has: what stands before it, anybody may have written. */
function nearestCaller(chain: readonly string[], peer: string, isProxy: (address: string) => boolean): string {
  let nearest = peer;
  for (const address of chain.toReversed()) {
    if (isIP(address) === 0) return nearest;
    nearest = address;
    if (!isProxy(address)) return nearest;
  }
  return nearest;
}
