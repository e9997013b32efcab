import { UserError, checkRoutes, encodeSegment, httpMethods, parseTemplate } from "@tessera/contracts";
import type { GatewayOperation, HttpMethod } from "@tessera/contracts";
import findMyWay from "find-my-way";
import { snapshotErrors } from "../errors.ts";
import { snapshotMessages } from "../snapshot/snapshot.messages.ts";
import { compileBackendPath } from "./backend-path.ts";
import type { BackendPathBuilder } from "./backend-path.ts";
import { toRoutePattern } from "./route-pattern.ts";
import type { RoutePattern } from "./route-pattern.ts";

/** An operation found for a path. */
export interface RouteMatch {
  operation: GatewayOperation;
  /** Place of the operation in its release. */
  index: number;
  /** Path below the backend's base address, encoded. */
  backendPath: string;
}

/** Finds operations of one release; shared by all stages that serve it. */
export interface ReleaseRouter {
  operations: readonly GatewayOperation[];
  /** `segments` as `parseTarget` gives them. HEAD falls back to GET (RFC 9110, 9.3.2). */
  find(method: string, segments: readonly string[]): RouteMatch | undefined;
  /** Methods that a path has, for 405 and OPTIONS. */
  methodsOf(segments: readonly string[]): HttpMethod[];
}

interface CompiledRoute {
  index: number;
  operation: GatewayOperation;
  captures: RoutePattern["captures"];
  backendPath: BackendPathBuilder;
  /** Segments of the front template; more than these are the rest of a sub-path match. */
  length: number;
}

const ignored = () => undefined;

/** What routing sees: characters that mean the same whether encoded or not are decoded, so that `%3A` finds `:`. */
function routingPath(segments: readonly string[]): string {
  const path = `/${segments.join("/")}`;
  return path.includes("%") ? path.replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/gi, (escape) => decodeURIComponent(escape)) : path;
}

function compileRoute(operation: GatewayOperation, index: number): { route: CompiledRoute; pattern: string } {
  const front = parseTemplate(operation.path);
  const { pattern, captures } = toRoutePattern(front);
  const trailing = operation.path.endsWith("/") ? 1 : 0;
  return { pattern, route: { index, operation, captures, backendPath: compileBackendPath(front, parseTemplate(operation.backend.path)), length: front.length - trailing } };
}

/** Compiles the operations of a release; throws `gateway.route-conflict` or `gateway.path-parameter`, which the control plane finds before it publishes. */
export function compileRelease(operations: readonly GatewayOperation[]): ReleaseRouter {
  const [problem] = checkRoutes(operations);
  if (problem !== undefined) throw new UserError({ code: problem.kind === "conflict" ? snapshotErrors.routeConflict : snapshotErrors.pathParameter, message: problem.message });
  const router = findMyWay({ caseSensitive: true, maxParamLength: 16_384, querystringParser: ignored });
  const used = new Set<HttpMethod>();

  const add = (method: HttpMethod, pattern: string, route: CompiledRoute) => {
    try {
      router.on(method, pattern, ignored, route);
    } catch (cause) {
      throw new UserError({ code: snapshotErrors.routeConflict, message: snapshotMessages.indistinct({ operation: route.operation.id, method, path: route.operation.path }), cause });
    }
    used.add(method);
  };

  for (const [index, operation] of operations.entries()) {
    const { route, pattern } = compileRoute(operation, index);
    add(operation.method, pattern, route);
    if (operation.matchSubpath) add(operation.method, pattern.endsWith("/") ? `${pattern}*` : `${pattern}/*`, route);
  }

  const findExactly = (method: HttpMethod, segments: readonly string[], path: string): RouteMatch | undefined => {
    const found = router.find(method, path);
    if (found === null) return undefined;
    const route = found.store as CompiledRoute;
    const values: string[] = [];
    for (const capture of route.captures) {
      const value = "segment" in capture ? segments[capture.segment] : encodeSegment(found.params[capture.name] ?? "");
      if (!value) return undefined;
      values.push(value);
    }
    const rest = found.params["*"] === undefined ? [] : segments.slice(route.length);
    return { operation: route.operation, index: route.index, backendPath: route.backendPath(values, rest) };
  };

  return {
    operations,
    find(method, segments) {
      const known = method as HttpMethod;
      const path = routingPath(segments);
      const found = used.has(known) ? findExactly(known, segments, path) : undefined;
      if (found !== undefined || method !== "HEAD") return found;
      return findExactly("GET", segments, path);
    },
    methodsOf(segments) {
      const path = routingPath(segments);
      const methods = httpMethods.filter((method) => used.has(method) && findExactly(method, segments, path) !== undefined);
      return methods.includes("GET") && !methods.includes("HEAD") ? [...methods, "HEAD"] : methods;
    },
  };
}
