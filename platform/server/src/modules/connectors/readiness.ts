import type { ConnectorView, ReadinessStep } from "@tessera/contracts";

export interface Readiness {
  ready: boolean;
  steps: ReadinessStep[];
}

/** What a connector still lacks before somebody can call it, in the order in which a person provides it. */
export function readinessOf(connector: ConnectorView): Readiness {
  const { name, title, operationCount, stages, latestVersion } = connector;
  const withBackend = stages.filter(({ backend }) => backend !== null).map((stage) => stage.name);
  const published = stages.filter(({ release }) => release !== null).map((stage) => `${stage.name} (${stage.release ?? ""})`);
  const steps: ReadinessStep[] = [
    step("basics", Boolean(title["zh-CN"] ?? title.en), `The connector '${name}' has a title.`, `Give the connector '${name}' a title.`),
    step("operations", operationCount > 0, `${operationCount} operations.`, "Import an API document or add an operation."),
    step("backend", withBackend.length > 0, `Backend set on: ${withBackend.join(", ")}.`, "Give a stage, e.g. prod, the address of the backend."),
    step("release", latestVersion !== null, `Latest release: ${latestVersion ?? ""}.`, "Publish to make the first release."),
    step("published", published.length > 0, `Served on: ${published.join(", ")}.`, "Publish a release to a stage."),
  ];
  return { ready: steps.every(({ ready }) => ready), steps };
}

function step(name: ReadinessStep["step"], ready: boolean, done: string, missing: string): ReadinessStep {
  return { step: name, ready, message: ready ? done : missing };
}
