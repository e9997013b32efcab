import { lookup as systemLookup } from "node:dns";
import type { LookupAddress, LookupOptions } from "node:dns";
import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import { createSecureContext } from "node:tls";
import { callbackify } from "node:util";
import { OperationalError, isTesseraError } from "@tessera/contracts";
import { buildConnector } from "undici";
import { egressErrors } from "./errors.ts";
import { egressMessages } from "./messages.ts";
import type { AddressPolicy } from "./policy.ts";
import type { EgressPurpose } from "./purpose.ts";

/** Resolves a host name to all its addresses; replaced in tests of rebinding. */
export type Resolver = (hostname: string) => Promise<LookupAddress[]>;

export const systemResolver: Resolver = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true, order: "verbatim" }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

async function resolveOnce(resolver: Resolver, hostname: string): Promise<LookupAddress[]> {
  let addresses: LookupAddress[];
  try {
    addresses = await resolver(hostname);
  } catch (cause) {
    throw new OperationalError({ code: egressErrors.dns, message: egressMessages.nameUnresolved({ name: hostname }), cause });
  }
  if (addresses.length === 0) throw new OperationalError({ code: egressErrors.dns, message: egressMessages.nameWithoutAddress({ name: hostname }) });
  return addresses;
}

type LookupCallback = Parameters<LookupFunction>[2];

function answer(callback: LookupCallback, options: LookupOptions, addresses: LookupAddress[]): void {
  const [first] = addresses;
  if (options.all) callback(null, addresses);
  else callback(null, first?.address ?? "", first?.family ?? 4);
}

/** How this side shows itself in TLS, and by what it knows the other; all PEM. */
export interface TlsIdentity {
  certificate: string;
  privateKey: string;
  /** Authorities in place of those of the system. */
  ca?: string | undefined;
  /** Name for SNI and for the check of the other's certificate, where it is not the host. */
  serverName?: string | undefined;
}

/** One context for all connections: certificate and key are parsed once. */
function tlsOptions({ certificate, privateKey, ca, serverName }: TlsIdentity): buildConnector.BuildOptions {
  const secureContext = createSecureContext({ cert: certificate, key: privateKey, ...(ca === undefined ? {} : { ca }) });
  return { secureContext, ...(serverName === undefined ? {} : { servername: serverName }) };
}

/**
 * A connector that resolves a name once, checks every address it has, and connects to exactly those: a name that answers
 * differently the next time (DNS rebinding) changes nothing. One refused address refuses the name.
 */
export function createConnector(policy: AddressPolicy, purpose: EgressPurpose, resolver: Resolver, connectTimeoutMs: number, identity?: TlsIdentity): buildConnector.connector {
  const isOpen = (hostname: string, port: number) => policy.isOwnService(hostname, port, purpose);
  const resolveChecked = callbackify(async (hostname: string, port: number) => {
    const addresses = await resolveOnce(resolver, hostname);
    if (!isOpen(hostname, port)) for (const { address } of addresses) policy.check(address, purpose, hostname);
    return addresses;
  });
  const lookupFor = (port: number): LookupFunction => (hostname, options, callback) => {
    resolveChecked(hostname, port, (error, addresses) => {
      if (error) callback(error, []);
      else answer(callback, options, addresses);
    });
  };
  const tls = identity === undefined ? {} : tlsOptions(identity);
  const connectors = new Map<number, buildConnector.connector>();
  const connectorFor = (port: number) => {
    let connector = connectors.get(port);
    if (connector === undefined) {
      // HTTP/2 stays off: its multiplexing would let one stalled answer hold back others on the same connection.
      connector = buildConnector({ timeout: connectTimeoutMs, allowH2: false, lookup: lookupFor(port), ...tls });
      connectors.set(port, connector);
    }
    return connector;
  };

  return (options, callback) => {
    const hostname = options.hostname.replace(/^\[|\]$/g, "");
    const port = Number(options.port) || (options.protocol === "https:" ? 443 : 80);
    if (isIP(hostname) !== 0 && !isOpen(hostname, port)) {
      try {
        policy.check(hostname, purpose);
      } catch (error) {
        if (!isTesseraError(error)) throw error;
        process.nextTick(callback, error, null);
        return;
      }
    }
    connectorFor(port)(options, callback);
  };
}
