import type { ConnectorView, Message, ReadinessStep } from "@tessera/contracts";
import { readinessMessages as say } from "./connector.messages.ts";

export interface Readiness {
  ready: boolean;
  steps: ReadinessStep[];
}

/** What a connector still lacks before somebody can call it, in the order in which a person provides it; `refused` says why gateways would not take its operations, `lacking` what a stage lacks for them. */
export function readinessOf(connector: ConnectorView, refused?: Message, now: Date = new Date(), lacking?: Message): Readiness {
  const { name, title, operationCount, stages, latestVersion } = connector;
  const withBackend = stages.filter(({ backend }) => backend !== null).map((stage) => stage.name);
  const published = stages.filter(({ release }) => release !== null).map((stage) => `${stage.name} (${stage.release ?? ""})`);
  const credentials = stages.flatMap(({ name: stage, credential, backends }) => [{ place: stage, credential }, ...backends.map((backend) => ({ place: `${stage}/${backend.name}`, credential: backend.credential }))]);
  const expired = credentials.find(({ credential }) => credential.certificate !== undefined && new Date(credential.certificate.expiresAt) <= now);
  const backendProblem = (expired && say.certificateExpired({ stage: expired.place, at: expired.credential.certificate?.expiresAt ?? "" })) ?? lacking;
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
