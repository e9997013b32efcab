import { OperationalError, UserError } from "@tessera/contracts";
import type { Message } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";
import type { CompiledStage } from "../pipeline/compile-space.ts";
import type { RouteMatch } from "../routing/release-router.ts";
import type { Target } from "../routing/target.ts";
import type { Configuration } from "../snapshot/configuration.ts";
import { requestMessages } from "./http.messages.ts";

/** What a request target leads to. */
export interface Resolved {
  space: string;
  connector: string;
  stage: CompiledStage;
  match: RouteMatch;
  /** Path below the stage, encoded. */
  path: string;
}

/** A path that exists for other methods. */
export interface OtherMethods {
  methods: string[];
}

function notFound(code: string, message: Message): UserError {
  return new UserError({ code, reason: "not-found", message });
}

/** Where a request target leads before a version is chosen. */
export interface Place {
  space: string;
  connector: string;
  stage: CompiledStage;
  /** Segments below the stage. */
  below: readonly string[];
}

/** Finds the stage of a request; throws a 404 that names what was not found. */
export function findStage(configuration: Pick<Configuration, "space">, isReady: boolean, { segments }: Target): Place {
  const [space = "", connector = "", stageName = "", ...rest] = segments;
  // Before tokens and grants are known every caller would look like a stranger.
  if (!isReady) throw new OperationalError({ code: gatewayErrors.notReady, message: requestMessages.notReady() });
  const served = configuration.space(space);
  if (served === undefined) {
    throw notFound(gatewayErrors.spaceNotFound, requestMessages.noSpace({ space }));
  }
  const stages = served.connectors.get(connector);
  if (stages === undefined) throw notFound(gatewayErrors.connectorNotFound, requestMessages.noConnector({ space, connector }));
  const stage = stages.get(stageName);
  if (stage === undefined) throw notFound(gatewayErrors.stageNotFound, requestMessages.noStage({ connector: `${space}/${connector}`, stage: stageName, stages: [...stages.keys()].join(", ") }));
  return { space, connector, stage, below: rest.length === 0 ? [""] : rest };
}

/** Finds the operation of a request in the version that serves it; throws a 404 that names what was not found. */
export function findOperation({ space, connector, below }: Place, stage: CompiledStage, method: string): Resolved | OtherMethods {
  const match = stage.router.find(method, below);
  if (match !== undefined) return { space, connector, stage, match, path: `/${below.join("/")}` };
  const methods = stage.router.methodsOf(below);
  if (methods.length > 0) return { methods };
  throw notFound(gatewayErrors.operationNotFound, requestMessages.noOperation({ connector: `${space}/${connector}`, method, path: `/${below.join("/")}`, version: stage.version, stage: stage.name }));
}
