import { type Route, routes } from "@tessera/contracts";

const ids = new Map<Route, string>(
  Object.entries(routes).flatMap(([feature, table]) => Object.entries(table).map(([name, route]): [Route, string] => [route as Route, `${feature}.${name}`])),
);

/** Every route of the contract with its id, e.g. `connectors.publish`. */
export const contractRoutes: ReadonlyMap<Route, string> = ids;

/** Id of a route of the contract: its place in the table, e.g. `connectors.publish`. */
export function routeId(route: Route): string {
  const id = ids.get(route);
  if (id === undefined) throw new TypeError(`${route.method} ${route.path} is not in the route table of @tessera/contracts`);
  return id;
}
