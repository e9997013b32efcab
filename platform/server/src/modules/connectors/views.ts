import { type ConnectorView, type PluginBinding, type ReleaseView, type ResponseOf, type RolloutView, type StageView, type routes, visibilities } from "@tessera/contracts";
import type { StoredConnector } from "./connector.repository.ts";
import type { DraftChange } from "./draft-changes.ts";
import { variablesOf } from "./gateway-release.ts";
import type { OperationRow } from "./operation.repository.ts";
import type { StoredRelease } from "./release.repository.ts";
import type { StoredRollout, StoredStage } from "./stage.repository.ts";

export type OperationSummary = ResponseOf<typeof routes.connectors.operations>["items"][number];

export function stageView(stage: StoredStage): StageView {
  const { name, backend, credential, plugins, release, publishedAt, publishedBy, revision } = stage;
  return {
    name, backend: backend && { url: backend.url, timeoutMs: backend.timeoutMs },
    credential: credentialView(credential),
    backends: (stage.backends ?? []).map((one) => ({ name: one.name, url: one.url, timeoutMs: one.timeoutMs, credential: credentialView(one.credential) })),
    variables: variablesOf(stage),
    plugins: JSON.parse(plugins) as PluginBinding[], release: release?.version ?? null, publishedAt: publishedAt?.toISOString() ?? null, publishedBy, ...rolloutOf(stage), revision,
  };
}

function credentialView(credential: StoredStage["credential"]): StageView["credential"] {
  if (credential === null) return { kind: "none" };
  return { kind: credential.kind, updatedAt: credential.updatedAt.toISOString(), ...(credential.certificate ? { certificate: credential.certificate } : {}) };
}

/** Earlier builds stored nothing of rollouts. */
function rolloutOf({ rollout, lastRollout, previousRelease }: StoredStage): Pick<StageView, "previousRelease" | "rollout" | "lastRollout"> {
  return { previousRelease: previousRelease?.version ?? null, rollout: rollout ? rolloutView(rollout) : null, lastRollout: lastRollout ? { ...lastRollout, at: lastRollout.at.toISOString() } : null };
}

export function rolloutView({ version, previous, canary, guard, startedAt, startedBy }: StoredRollout): RolloutView {
  return { version, previous: previous.version, canary, guard, startedAt: startedAt.toISOString(), startedBy };
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

export function operationSummary(row: OperationRow, changed: DraftChange | undefined): OperationSummary {
  const { operation, method, path, summary, summaries = {}, tags, deprecated, authenticate, grant, score, revision } = row;
  return {
    id: operation, method, path, ...(summary === null ? {} : { summary }), ...(Object.keys(summaries).length === 0 ? {} : { translations: Object.fromEntries(Object.entries(summaries).map(([locale, text]) => [locale, { summary: text }])) }), ...(tags.length === 0 ? {} : { tags: [...tags] }), ...(deprecated ? { deprecated } : {}), security: { authenticate, grant },
    docsScore: score, revision, ...(changed === undefined ? {} : { changed }),
  };
}
