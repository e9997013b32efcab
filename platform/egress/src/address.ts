import ipaddr from "ipaddr.js";

/** What an address is to the policy; everything but `public` and `private` is refused unless a range allows it. */
export type AddressKind = "public" | "private" | "loopback" | "link-local" | "metadata" | "unspecified" | "multicast" | "special";

/** An address in canonical form: one that only wraps an IPv4 address is that IPv4 address. */
export interface ClassifiedAddress {
  address: string;
  kind: AddressKind;
}

type Parsed = ipaddr.IPv4 | ipaddr.IPv6;

/** Where clouds answer credentials to whoever asks; link-local as a whole is refused beside these. */
const metadataAddresses = new Set([
  "169.254.169.254", // AWS, Azure, Google Cloud, OpenStack, Tencent Cloud (also 169.254.0.23)
  "169.254.170.2", // AWS ECS task credentials
  "169.254.170.23", // AWS EKS pod identity
  "169.254.0.23", // Tencent Cloud
  "100.100.100.200", // Alibaba Cloud
  "168.63.129.16", // Azure host agent, a public address by its range
  "192.0.0.192", // Oracle Cloud
  "fd00:ec2::254", // AWS, IPv6
  "fd00:ec2::23", // AWS EKS pod identity, IPv6
  "fd20:ce::254", // Google Cloud, IPv6
]);

/** Ranges as ipaddr.js names them, after the IANA special-purpose registries (RFC 6890). */
const kindOfRange: Readonly<Record<string, AddressKind>> = {
  unicast: "public",
  private: "private",
  carrierGradeNat: "private",
  uniqueLocal: "private",
  loopback: "loopback",
  linkLocal: "link-local",
  unspecified: "unspecified",
  broadcast: "multicast",
  multicast: "multicast",
};

const ipv4Compatible = ipaddr.parseCIDR("::/96");
const localNat64 = ipaddr.parseCIDR("64:ff9b:1::/48");

function lastFourBytes(address: ipaddr.IPv6): ipaddr.IPv4 {
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}

/** The IPv4 address that is reached through an IPv6 form: mapped, compatible, translated (RFC 6145) or NAT64 (RFC 6052). */
function embedded(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const range = address.range();
  if (range === "ipv4Mapped") return address.toIPv4Address();
  if (range === "rfc6145") return lastFourBytes(address);
  if (range === "rfc6052" && !address.match(localNat64)) return lastFourBytes(address);
  if (range === "unspecified" || range === "loopback") return undefined;
  return address.match(ipv4Compatible) ? lastFourBytes(address) : undefined;
}

/** Reads an address in its usual notation only (no octal, hexadecimal or shortened IPv4); unwraps embedded IPv4. */
export function parseAddress(text: string): Parsed | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return embedded(address) ?? address;
}

/** Canonical form and kind of an IP address; undefined when the text is no address. */
export function classifyAddress(text: string): ClassifiedAddress | undefined {
  const parsed = parseAddress(text);
  if (parsed === undefined) return undefined;
  const address = parsed.toString();
  const withoutZone = address.replace(/%.*$/, "");
  if (metadataAddresses.has(withoutZone)) return { address, kind: "metadata" };
  return { address, kind: kindOfRange[parsed.range()] ?? "special" };
}
