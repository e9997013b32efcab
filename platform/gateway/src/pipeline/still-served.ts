import type { GatewayOperation } from "@tessera/contracts";
import type { ReleaseRouter } from "../routing/release-router.ts";
import type { Configuration } from "../snapshot/configuration.ts";
import type { RequestContext } from "./context.ts";

/** Places of operations by id; as long-lived as the release that they are of. */
const places = new WeakMap<ReleaseRouter, ReadonlyMap<string, number>>();

function placeOf(router: ReleaseRouter, { id }: GatewayOperation): number | undefined {
  let known = places.get(router);
  if (known === undefined) places.set(router, (known = new Map(router.operations.map((operation, index) => [operation.id, index]))));
  return known.get(id);
}

/** Whether the operation of a request that was let in is still served on its stage, and not taken offline since. */
export function isStillServed(configuration: Pick<Configuration, "space">, { route }: RequestContext, now = Date.now()): boolean {
  const stage = configuration.space(route.space)?.connectors.get(route.connector)?.get(route.stage);
  const version = stage?.tried !== undefined && stage.tried.stage.version === route.version ? stage.tried.stage : stage;
  const place = version && placeOf(version.router, route.operation);
  if (version === undefined || place === undefined) return false;
  const offline = version.lifecycles?.get(place)?.offline;
  return offline === undefined || offline.fromMs > now;
}
