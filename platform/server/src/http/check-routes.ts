import { type BoundRoute, permissionMetadata, routeMetadata } from "./route.decorator.ts";
import { contractRoutes, routeId } from "./route-id.ts";

/** What the boot check reads of a controller. */
export interface ControllerClass {
  name: string;
  prototype: object;
}

/** Every route that the controllers bind. Throws when one is bound twice, or states no permission or another one than the contract. */
export function checkRoutes(controllers: readonly ControllerClass[]): { bound: string[]; missing: string[] } {
  const bound = new Map<string, string>();
  for (const controller of controllers) {
    for (const [handler, name] of handlersOf(controller)) checkHandler(handler, name, bound);
  }
  return { bound: [...bound.keys()], missing: [...contractRoutes.values()].filter((id) => !bound.has(id)) };
}

function handlersOf(controller: ControllerClass): [handler: object, name: string][] {
  return Object.entries(Object.getOwnPropertyDescriptors(controller.prototype)).flatMap(([key, { value }]): [object, string][] =>
    key !== "constructor" && typeof value === "function" && Reflect.hasMetadata("path", value) ? [[value, `${controller.name}.${key}`]] : [],
  );
}

function checkHandler(handler: object, name: string, bound: Map<string, string>): void {
  const { route } = (Reflect.getMetadata(routeMetadata, handler) ?? {}) as Partial<BoundRoute>;
  if (route === undefined) throw new TypeError(`${name} is a route outside the contract: bind it with @Route(routes.…)`);
  const id = routeId(route);
  const stated: unknown = Reflect.getMetadata(permissionMetadata, handler);
  if (stated === undefined) throw new TypeError(`${name} (${id}) states no permission: add @Permission("${route.permission}")`);
  if (stated !== route.permission) throw new TypeError(`${name} (${id}) states @Permission("${String(stated)}") but the contract says "${route.permission}"`);
  const other = bound.get(id);
  if (other !== undefined) throw new TypeError(`${id} is bound by both ${other} and ${name}`);
  bound.set(id, name);
}
