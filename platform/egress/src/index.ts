export { classifyAddress } from "./address.ts";
export type { AddressKind, ClassifiedAddress } from "./address.ts";
export type { Resolver, TlsIdentity } from "./connector.ts";
export { createEgress } from "./egress.ts";
export type { Egress, EgressAnswer, EgressOptions, EgressRequest, EgressText } from "./egress.ts";
export { egressErrors } from "./errors.ts";
export type { EgressErrorCode } from "./errors.ts";
export { toEgressError } from "./failure.ts";
export type { EgressPurpose } from "./purpose.ts";
