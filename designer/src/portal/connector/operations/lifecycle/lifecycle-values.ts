import type { OperationPolicy, OperationPolicyView } from "@tessera/contracts";

type Offline = NonNullable<OperationPolicy["offline"]>;
type Deprecation = NonNullable<OperationPolicy["deprecation"]>;

/** A decision with a part of it replaced, as it is saved; the rest stays as it is. */
export function decision(known: OperationPolicyView | undefined, change: Partial<OperationPolicy>): OperationPolicy & { revision?: number } {
  const { offline = null, deprecation = null, limit = null } = known ?? {};
  return { offline, deprecation, limit, ...change, ...(known === undefined ? {} : { revision: known.revision }) };
}

/** Texts of a form without those that are empty. */
function texts(message: { "zh-CN"?: string | undefined; en?: string | undefined } | undefined): Offline["message"] {
  const { "zh-CN": zh, en } = message ?? {};
  return { ...(zh ? { "zh-CN": zh } : {}), ...(en ? { en } : {}) };
}

/** The part of a form that says how an operation goes offline; dates as ISO texts. */
export interface OfflineValues {
  offline: { from?: string | undefined; message?: { "zh-CN"?: string; en?: string } };
}

export function offlineOf({ offline: { from, message } }: OfflineValues): Offline {
  return { message: texts(message), ...(from ? { from } : {}) };
}

/** The part of a form that says how callers are told to leave. */
export interface DeprecationValues {
  deprecation: { since?: string | undefined; sunset?: string | undefined; replacement?: string; link?: string; message?: { "zh-CN"?: string; en?: string } };
}

export function deprecationOf({ deprecation: { since, sunset, replacement, link, message } }: DeprecationValues, now: Date): Deprecation {
  const said = texts(message);
  return { since: since ?? now.toISOString(), ...(sunset ? { sunset } : {}), ...(replacement ? { replacement } : {}), ...(link ? { link } : {}), ...(Object.keys(said).length === 0 ? {} : { message: said }) };
}

/** Whether an operation is offline by now. */
export function isOffline({ from }: Offline, now: number): boolean {
  return from === undefined || Date.parse(from) <= now;
}
