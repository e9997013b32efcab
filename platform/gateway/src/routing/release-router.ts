import { UserError, checkRoutes, checkTransforms, encodeSegment, httpMethods, parametersOf, parseBackendPath, parseTemplate, stageNeeds } from "@tessera/contracts";
import type { BackendPathTemplate, GatewayOperation, HttpMethod, PathTemplate, StageNeed } from "@tessera/contracts";
import findMyWay from "find-my-way";
import { snapshotErrors } from "../errors.ts";
import { snapshotMessages } from "../snapshot/snapshot.messages.ts";
import { toRoutePattern } from "./route-pattern.ts";
import type { RoutePattern } from "./route-pattern.ts";

/** An operation found for a path. */
export interface RouteMatch {
  operation: GatewayOperation;
  /** Place of the operation in its release. */
  index: number;
  /** Values of the parameters of its path, encoded, in their order. */
  values: readonly string[];
  /** Encoded segments below the path of an operation that matches sub-paths. */
  rest: readonly string[];
}

/** Front and backend path of an operation, read once for all stages that serve it. */
export interface OperationPaths {
  front: PathTemplate;
  backend: BackendPathTemplate;
  /** Names of the parameters of the front path. */
  names: readonly string[];
}

/** Finds operations of one release; shared by all stages that serve it. */
export interface ReleaseRouter {
  operations: readonly GatewayOperation[];
  /** By the place of the operation. */
  paths: readonly OperationPaths[];
  /** What the operations ask of a stage that serves them. */
  needs: readonly StageNeed[];
  /** `segments` as `parseTarget` gives them. HEAD falls back to GET (RFC 9110, 9.3.2). */
  find(method: string, segments: readonly string[]): RouteMatch | undefined;
  /** Methods that a path has, for 405 and OPTIONS. */
  methodsOf(segments: readonly string[]): HttpMethod[];
}

interface CompiledRoute {
  index: number;
  operation: GatewayOperation;
  captures: RoutePattern["captures"];
  /** Segments of the front template; more than these are the rest of a sub-path match. */
  length: number;
}

const ignored = () => undefined;

/** What routing sees: characters that mean the same whether encoded or not are decoded, so that `%3A` finds `:`. */
function routingPath(segments: readonly string[]): string {
  const path = `/${segments.join("/")}`;
  return path.includes("%") ? path.replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/gi, (escape) => decodeURIComponent(escape)) : path;
}

function compileRoute(operation: GatewayOperation, index: number, front: PathTemplate): { route: CompiledRoute; pattern: string } {
  const { pattern, captures } = toRoutePattern(front);
  const trailing = operation.path.endsWith("/") ? 1 : 0;
  return { pattern, route: { index, operation, captures, length: front.length - trailing } };
}

/** Compiles the operations of a release; throws `gateway.route-conflict`, `gateway.path-parameter` or `gateway.transform-impossible`, which the control plane finds before it publishes. */
export function compileRelease(operations: readonly GatewayOperation[]): ReleaseRouter {
  const [problem] = checkRoutes(operations);
  if (problem !== undefined) throw new UserError({ code: problem.kind === "conflict" ? snapshotErrors.routeConflict : snapshotErrors.pathParameter, message: problem.message });
  for (const operation of operations) {
    const [impossible] = checkTransforms(operation);
    if (impossible !== undefined) throw new UserError({ code: snapshotErrors.transformImpossible, message: impossible.message });
  }
  const paths = operations.map((operation): OperationPaths => {
    const front = parseTemplate(operation.path);
    return { front, backend: parseBackendPath(operation).template, names: parametersOf(front) };
  });
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
    const { route, pattern } = compileRoute(operation, index, paths[index]?.front ?? []);
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
    return { operation: route.operation, index: route.index, values, rest };
  };

  return {
    operations,
    paths,
    needs: stageNeeds(operations),
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
