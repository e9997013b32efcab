import { createHash } from "node:crypto";
import { type GatewayOperation, type GatewaySnapshot, type Operation, type StageVariables, canonicalJson } from "@tessera/contracts";
import { oncePerObject } from "../../platform/once-per-object.ts";
import type { StoredRollout, StoredStage } from "./stage.repository.ts";

/** Policies by connector, then by operation. */
export type PoliciesByConnector = ReadonlyMap<string, GatewaySnapshot["connectors"][number]["policies"]>;

/** Methods that RFC 9110 (9.2.2) calls idempotent. */
const idempotentMethods = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** Most operations of a draft are the objects of its latest release, whose routing parts need not be made again. */
const routingOf = oncePerObject((operation: Operation) => {
  const routing = routed(operation);
  return { routing, text: canonicalJson(routing) };
});

/** The routing part of an operation with all its defaults filled in. */
export function gatewayOperation(operation: Operation): GatewayOperation {
  return routingOf(operation).routing;
}

/** What gateways know a release by: SHA-256 hex of the canonical JSON of its operations' routing parts. */
export function gatewayDigest(operations: readonly Operation[]): string {
  return sha256(`[${operations.map((operation) => routingOf(operation).text).join(",")}]`);
}

function routed(operation: Operation): GatewayOperation {
  const { id, method, path, matchSubpath = false, backend, security, deprecated = false, idempotent = idempotentMethods.has(method) } = operation;
  return {
    id, method, path, matchSubpath,
    transport: operation.transport ?? "http",
    backend: {
      name: backend.name ?? null, method: backend.method ?? method, path: backend.path ?? path, timeoutMs: backend.timeoutMs ?? null,
      ...(backend.retry === undefined ? {} : { retry: backend.retry }), ...(backend.request === undefined ? {} : { request: backend.request }), ...(backend.response === undefined ? {} : { response: backend.response }),
    },
    security: { authenticate: security.authenticate, grant: security.grant },
    idempotent, deprecated, plugins: [],
  };
}

/** Earlier builds stored none. */
export function variablesOf({ variables }: Pick<StoredStage, "variables">): StageVariables {
  return variables === undefined ? {} : (JSON.parse(variables) as StageVariables);
}

/** What gateways need of a rollout: whom the version that is tried goes to, and that calls are measured. */
function servedRollout(rollout: StoredRollout | null): Pick<GatewaySnapshot["connectors"][number]["stages"][number], "canary" | "watch"> {
  if (rollout === null) return { canary: null, watch: null };
  const { version, digest, canary, startedAt } = rollout;
  return { canary: canary && { weight: canary.weight, header: canary.header, callers: [...canary.callers], version, release: digest }, watch: { since: startedAt.toISOString() } };
}

/** SHA-256 hex of the canonical JSON. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The snapshot of a space from its served stages, which come sorted by connector. */
export function assembleSnapshot(space: string, revision: number, stages: readonly StoredStage[], policies: PoliciesByConnector, createdAt: Date): GatewaySnapshot {
  const connectors: GatewaySnapshot["connectors"] = [];
  for (const stage of stages) {
    const { connector, name, release, backend, credential } = stage;
    if (release === null || backend === null) continue;
    let entry = connectors.at(-1);
    if (entry?.name !== connector) connectors.push((entry = { name: connector, stages: [], policies: policies.get(connector) ?? {}, plugins: [] }));
    entry.stages.push({
      name, version: release.version, release: release.digest, backend: { url: backend.url, timeoutMs: backend.timeoutMs },
      credential: credential === null ? null : { kind: credential.kind, sealed: credential.sealed },
      backends: (stage.backends ?? []).map((one) => ({ name: one.name, url: one.url, timeoutMs: one.timeoutMs, credential: one.credential && { kind: one.credential.kind, sealed: one.credential.sealed } })),
      variables: variablesOf(stage),
      ...servedRollout(stage.rollout ?? null),
      plugins: JSON.parse(stage.plugins) as GatewaySnapshot["plugins"],
    });
  }
  return { _id: space, schemaVersion: 1, revision, checksum: digestOf({ connectors, plugins: [] }), connectors, plugins: [], createdAt };
}
