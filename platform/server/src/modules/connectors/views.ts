import { type ConnectorView, type PluginBinding, type ReleaseView, type ResponseOf, type StageView, type routes, visibilities } from "@tessera/contracts";
import type { StoredConnector } from "./connector.repository.ts";
import type { StoredOperation } from "./operation.repository.ts";
import type { StoredRelease } from "./release.repository.ts";
import type { StoredStage } from "./stage.repository.ts";

export type OperationSummary = ResponseOf<typeof routes.connectors.operations>["items"][number];

export function stageView(stage: StoredStage): StageView {
  const { name, backend, credential, plugins, release, publishedAt, publishedBy, revision } = stage;
  return {
    name, backend: backend && { url: backend.url, timeoutMs: backend.timeoutMs },
    credential: credential === null ? { kind: "none" } : { kind: credential.kind, updatedAt: credential.updatedAt.toISOString(), ...(credential.certificate ? { certificate: credential.certificate } : {}) },
    backends: [], variables: {},
    plugins: JSON.parse(plugins) as PluginBinding[], release: release?.version ?? null, publishedAt: publishedAt?.toISOString() ?? null, publishedBy, rollout: null, lastRollout: null, revision,
  };
}

export function connectorView(connector: StoredConnector, stages: readonly StoredStage[]): ConnectorView {
  const { name, title, description, owner, visibility, operationCount, latestVersion, catalog, createdAt, createdBy, updatedAt, updatedBy, revision } = connector;
  return {
    name, title, description, owner, visibility: visibilities.find((known) => known === visibility) ?? "space", operationCount, stages: stages.map(stageView), latestVersion, catalog,
    createdAt: createdAt.toISOString(), createdBy, updatedAt: updatedAt.toISOString(), updatedBy, revision,
  };
}

export function releaseView(release: StoredRelease): ReleaseView {
  const { version, changelog, operationCount, digest, createdAt, createdBy } = release;
  return { version, changelog, operationCount, digest, createdAt: createdAt.toISOString(), createdBy };
}

export function operationSummary(stored: StoredOperation): OperationSummary {
  const { operation, method, path, summary, tags, deprecated, authenticate, grant } = stored;
  return { id: operation, method, path, ...(summary === null ? {} : { summary }), ...(tags.length === 0 ? {} : { tags: [...tags] }), ...(deprecated ? { deprecated } : {}), security: { authenticate, grant } };
}
