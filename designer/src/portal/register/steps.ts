import type { ConnectorView, ReadinessStep } from "@tessera/contracts";

export const registerSteps = ["basics", "operations", "security", "stage", "valid"] as const;
export type RegisterStep = (typeof registerSteps)[number];

/** How far a step is: nothing is there, something is still missing, or it has what it needs. */
export type StepState = "empty" | "missing" | "ready";

/** The step that the address names; one that cannot be reached yet is the first. */
export function stepOf(stated: string | null, connector: string | undefined): RegisterStep {
  if (connector === undefined) return "basics";
  return registerSteps.find((step) => step === stated) ?? "operations";
}

/** The readiness of each step, from what the server says of the connector. */
export function stepStates(connector: Pick<ConnectorView, "operationCount" | "stages"> | undefined, readiness: readonly ReadinessStep[] | undefined): Record<RegisterStep, StepState> {
  if (connector === undefined) return { basics: "missing", operations: "empty", security: "empty", stage: "empty", valid: "empty" };
  const isReady = (step: ReadinessStep["step"]) => readiness?.find((one) => one.step === step)?.ready ?? false;
  const hasOperations = connector.operationCount > 0;
  const served = isReady("published");
  const reachable = connector.stages.some(({ backend }) => backend !== null);
  return {
    basics: isReady("basics") ? "ready" : "missing",
    operations: isReady("operations") ? "ready" : hasOperations ? "missing" : "empty",
    // Each operation has a rule from the start; it is the person's to change.
    security: hasOperations ? "ready" : "empty",
    stage: isReady("backend") ? "ready" : reachable ? "missing" : "empty",
    valid: served ? "ready" : hasOperations && reachable ? "missing" : "empty",
  };
}
