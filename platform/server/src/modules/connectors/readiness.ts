import type { ConnectorView, Message, ReadinessStep } from "@tessera/contracts";
import { readinessMessages as say } from "./connector.messages.ts";

export interface Readiness {
  ready: boolean;
  steps: ReadinessStep[];
}

/** What a connector still lacks before somebody can call it, in the order in which a person provides it; `refused` says why gateways would not take its operations. */
export function readinessOf(connector: ConnectorView, refused?: Message, now: Date = new Date()): Readiness {
  const { name, title, operationCount, stages, latestVersion } = connector;
  const withBackend = stages.filter(({ backend }) => backend !== null).map((stage) => stage.name);
  const published = stages.filter(({ release }) => release !== null).map((stage) => `${stage.name} (${stage.release ?? ""})`);
  const expired = stages.find(({ credential }) => credential.certificate !== undefined && new Date(credential.certificate.expiresAt) <= now);
  const backendProblem = expired && say.certificateExpired({ stage: expired.name, at: expired.credential.certificate?.expiresAt ?? "" });
  const steps: ReadinessStep[] = [
    step("basics", Boolean(title["zh-CN"] ?? title.en), say.basicsReady({ name }), say.basicsMissing({ name })),
    step("operations", operationCount > 0 && refused === undefined, say.operationsReady({ count: operationCount }), refused ?? say.operationsMissing()),
    step("backend", withBackend.length > 0 && backendProblem === undefined, say.backendReady({ stages: withBackend.join(", ") }), backendProblem ?? say.backendMissing()),
    step("release", latestVersion !== null, say.releaseReady({ version: latestVersion ?? "" }), say.releaseMissing()),
    step("published", published.length > 0, say.publishedReady({ stages: published.join(", ") }), say.publishedMissing()),
  ];
  return { ready: steps.every(({ ready }) => ready), steps };
}

function step(name: ReadinessStep["step"], ready: boolean, done: Message, missing: Message): ReadinessStep {
  return { step: name, ready, message: ready ? done : missing };
}
