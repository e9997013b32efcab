import { createHash } from "node:crypto";
import { type GatewayOperation, type GatewaySnapshot, type Operation, canonicalJson } from "@tessera/contracts";
import type { StoredStage } from "./stage.repository.ts";

/** Methods that RFC 9110 (9.2.2) calls idempotent. */
const idempotentMethods = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** The routing part of an operation with all its defaults filled in. */
export function gatewayOperation(operation: Operation): GatewayOperation {
  const { id, method, path, matchSubpath = false, backend, security, deprecated = false, idempotent = idempotentMethods.has(method) } = operation;
  return {
    id, method, path, matchSubpath,
    transport: "http",
    backend: { name: null, method: backend.method ?? method, path: backend.path ?? path, timeoutMs: backend.timeoutMs ?? null },
    security: { authenticate: security.authenticate, grant: security.grant },
    idempotent, deprecated, plugins: [],
  };
}

/** SHA-256 hex of the canonical JSON. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

/** The snapshot of a space from its served stages, which come sorted by connector. */
export function assembleSnapshot(space: string, revision: number, stages: readonly StoredStage[], createdAt: Date): GatewaySnapshot {
  const connectors: GatewaySnapshot["connectors"] = [];
  for (const stage of stages) {
    const { connector, name, release, backend, credential } = stage;
    if (release === null || backend === null) continue;
    let entry = connectors.at(-1);
    if (entry?.name !== connector) connectors.push((entry = { name: connector, stages: [], policies: {}, plugins: [] }));
    entry.stages.push({
      name, version: release.version, release: release.digest, backend: { url: backend.url, timeoutMs: backend.timeoutMs },
      credential: credential === null ? null : { kind: credential.kind, sealed: credential.sealed },
      backends: [], variables: {}, canary: null, watch: null,
      plugins: JSON.parse(stage.plugins) as GatewaySnapshot["plugins"],
    });
  }
  return { _id: space, schemaVersion: 1, revision, checksum: digestOf({ connectors, plugins: [] }), connectors, plugins: [], createdAt };
}
