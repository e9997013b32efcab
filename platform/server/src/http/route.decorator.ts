import "reflect-metadata";
import { type ExecutionContext, HttpCode, RequestMapping, RequestMethod, SetMetadata, createParamDecorator } from "@nestjs/common";
import { type Permission as PermissionName, type ResponseOf, type Route as ContractRoute, apiPrefix } from "@tessera/contracts";
import { type RouteCall, routeCallOf } from "./route-call.ts";
import type { ApiRequest } from "./api-request.ts";

/** What a controller says of a route beyond the contract. */
export interface RouteOptions {
  /** Largest body, bytes; 2 MiB unless said. */
  bodyLimitBytes?: number;
  /** Lets keys that start with `$` pass: only where the body is kept as JSON text, e.g. JSON Schema's `$ref`. */
  dollarKeys?: "allowed";
  /** Does not look at cookie or token: for routes that start a session. */
  ignoresCredentials?: boolean;
}

/** A route of the contract bound to a controller method. */
export interface BoundRoute {
  route: ContractRoute;
  options: RouteOptions;
}

export const routeMetadata = "tessera:route";
export const permissionMetadata = "tessera:permission";

const CallParameter = createParamDecorator((_data: unknown, context: ExecutionContext) => routeCallOf(context.switchToHttp().getRequest<ApiRequest>()));

type Handler<T extends ContractRoute> = (call: RouteCall<T>) => Promise<ResponseOf<T> extends undefined ? void : ResponseOf<T>>;

/**
 * Binds a controller method to a route of the contract: method, path, status, validated input and typed answer all come
 * from there. The method gets one {@link RouteCall}.
 */
export function Route<T extends ContractRoute>(route: T, options: RouteOptions = {}) {
  return <H extends Handler<T>>(target: object, key: string, descriptor: TypedPropertyDescriptor<H>): void => {
    const path = apiPrefix + route.path.replace(/\{(\w+)\}/g, ":$1");
    RequestMapping({ path, method: RequestMethod[route.method] })(target, key, descriptor);
    HttpCode(route.status ?? (route.response === undefined ? 204 : 200))(target, key, descriptor);
    SetMetadata(routeMetadata, { route, options } satisfies BoundRoute)(target, key, descriptor);
    CallParameter()(target, key, 0);
  };
}

/** States who may call a route; must equal the contract's, which the boot check compares. */
export function Permission(permission: PermissionName): MethodDecorator {
  return SetMetadata(permissionMetadata, permission);
}
