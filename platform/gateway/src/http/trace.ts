import { randomUUID } from "node:crypto";

/** Identifiers of one request on its way through the hops. */
export interface Trace {
  /** `X-Request-Id`: the caller's when it is harmless, else new. */
  requestId: string;
  /** W3C trace id, 32 hexadecimal characters. */
  traceId: string;
  /** `traceparent` for the next hop: same trace, new span (https://www.w3.org/TR/trace-context/). */
  traceparent: string;
}

const requestIdFormat = /^[A-Za-z0-9._:-]{1,128}$/;
const traceparentFormat = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const zeroTrace = "0".repeat(32);
const zeroSpan = "0".repeat(16);

function newHex(): string {
  return randomUUID().replaceAll("-", "");
}

/** Continues the caller's trace, or begins one. */
export function continueTrace(requestIdHeader: string | undefined, traceparentHeader: string | undefined): Trace {
  const span = newHex().slice(0, 16);
  const given = traceparentHeader === undefined ? null : traceparentFormat.exec(traceparentHeader);
  const [, version, parentTrace, parentSpan, flags] = given ?? [];
  const usable = version !== undefined && version !== "ff" && parentTrace !== undefined && parentTrace !== zeroTrace && parentSpan !== zeroSpan;
  const traceId = usable ? parentTrace : newHex();
  const requestId = requestIdHeader !== undefined && requestIdFormat.test(requestIdHeader) ? requestIdHeader : traceId;
  return { requestId, traceId, traceparent: `00-${traceId}-${span}-${usable ? (flags ?? "00") : "01"}` };
}
