import { UserError } from "@tessera/contracts";
import ipaddr from "ipaddr.js";
import { classifyAddress, parseAddress } from "./address.ts";
import { egressErrors } from "./errors.ts";
import { addressKindMessages, addressMessages } from "./messages.ts";
import { purposeRules } from "./purpose.ts";
import type { EgressPurpose } from "./purpose.ts";

/** Decides which addresses may be reached for which purpose. */
export interface AddressPolicy {
  /** Throws `egress.address-refused`; `host` is what the person wrote, for the message. */
  check(address: string, purpose: EgressPurpose, host?: string): void;
  /** Whether `host:port` is one of the platform's own services and this purpose may reach it. */
  isOwnService(host: string, port: number, purpose: EgressPurpose): boolean;
}

function parseRange(cidr: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  try {
    const [base, prefix] = ipaddr.parseCIDR(cidr);
    if (base.kind() === "ipv6" && (base as ipaddr.IPv6).isIPv4MappedAddress() && prefix >= 96) return [(base as ipaddr.IPv6).toIPv4Address(), prefix - 96];
    return [base, prefix];
  } catch (cause) {
    throw new UserError({ code: egressErrors.setting, message: addressMessages.rangeInvalid({ range: cidr }), cause });
  }
}

function serviceKey(host: string, port: number): string {
  return `${host.replace(/^\[|\]$/g, "").toLowerCase()}:${port}`;
}

function parseService(text: string): string {
  const separator = text.lastIndexOf(":");
  const port = Number(text.slice(separator + 1));
  if (separator < 1 || !Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new UserError({ code: egressErrors.setting, message: addressMessages.serviceInvalid({ service: text }) });
  }
  return serviceKey(text.slice(0, separator), port);
}

/** A policy from the allowed ranges (CIDR) and the platform's own services (`host:port`). Throws `egress.setting`. */
export function createAddressPolicy(allow: readonly string[], ownServices: readonly string[]): AddressPolicy {
  const ranges = allow.map(parseRange);
  const services = new Set(ownServices.map(parseService));
  const isAllowed = (address: string) => {
    const parsed = parseAddress(address);
    return parsed !== undefined && ranges.some(([base, prefix]) => base.kind() === parsed.kind() && parsed.match(base, prefix));
  };

  return {
    check(address, purpose, host = address) {
      const classified = classifyAddress(address);
      if (classified === undefined) {
        throw new UserError({ code: egressErrors.addressRefused, reason: "unprocessable", message: addressMessages.noAddress({ host, address }) });
      }
      const { kind } = classified;
      if (kind === "public" || (kind === "private" && purposeRules[purpose].privateAllowed) || isAllowed(address)) return;
      const plain = classified.address.replace(/%.*$/, "");
      const subject = host === address ? addressMessages.itself({ address: plain }) : addressMessages.leadsTo({ host, address: plain });
      throw new UserError({
        code: egressErrors.addressRefused,
        reason: "unprocessable",
        message: addressMessages.refused({ subject, kind: addressKindMessages[kind](), range: `${plain}/${plain.includes(":") ? 128 : 32}` }),
        detail: { address: plain, kind, setting: "TESSERA_EGRESS_ALLOW" },
      });
    },
    isOwnService: (host, port, purpose) => purposeRules[purpose].ownServicesAllowed && services.has(serviceKey(host, port)),
  };
}
