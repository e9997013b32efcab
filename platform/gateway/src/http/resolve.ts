import { OperationalError, UserError } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";
import type { CompiledStage } from "../pipeline/compile-space.ts";
import type { RouteMatch } from "../routing/release-router.ts";
import type { Target } from "../routing/target.ts";
import type { Configuration } from "../snapshot/configuration.ts";

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

function notFound(code: string, message: string): UserError {
  return new UserError({ code, reason: "not-found", message });
}

/** Finds the operation of a request; throws a 404 that names what was not found. */
export function resolveTarget(configuration: Pick<Configuration, "space">, isReady: boolean, method: string, { segments }: Target): Resolved | OtherMethods {
  const [space = "", connector = "", stageName = "", ...rest] = segments;
  // Before tokens and grants are known every caller would look like a stranger.
  if (!isReady) throw new OperationalError({ code: gatewayErrors.notReady, message: "The gateway has not read what it serves yet; try again in a moment." });
  const served = configuration.space(space);
  if (served === undefined) {
    throw notFound(gatewayErrors.spaceNotFound, `There is no space "${space}" with published connectors here; addresses read /<space>/<connector>/<stage>/<operation path>.`);
  }
  const stages = served.connectors.get(connector);
  if (stages === undefined) throw notFound(gatewayErrors.connectorNotFound, `The space "${space}" has no published connector "${connector}".`);
  const stage = stages.get(stageName);
  if (stage === undefined) throw notFound(gatewayErrors.stageNotFound, `The connector "${space}/${connector}" is not published on a stage "${stageName}"; it is on: ${[...stages.keys()].join(", ")}.`);
  const below = rest.length === 0 ? [""] : rest;
  const match = stage.router.find(method, below);
  if (match !== undefined) return { space, connector, stage, match, path: `/${below.join("/")}` };
  const methods = stage.router.methodsOf(below);
  if (methods.length > 0) return { methods };
  throw notFound(gatewayErrors.operationNotFound, `The connector "${space}/${connector}" has no operation ${method} /${below.join("/")} in version ${stage.version} on stage "${stageName}".`);
}
