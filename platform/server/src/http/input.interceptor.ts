import type { CallHandler, ExecutionContext, NestInterceptor } from "@nestjs/common";
import { DefectError, type Route } from "@tessera/contracts";
import type { Response } from "express";
import type { Observable } from "rxjs";
import { serverErrors } from "../errors.ts";
import type { ApiRequest } from "./api-request.ts";
import { readBody } from "./read-body.ts";
import { readBytes } from "./read-bytes.ts";
import type { RouteCall } from "./route-call.ts";
import { type BoundRoute, type RouteOptions, routeMetadata } from "./route.decorator.ts";
import { sessionCookie } from "./session-cookie.ts";
import { refuseUnsafeKeys } from "./unsafe-keys.ts";
import { validateInput } from "./validate-input.ts";

const defaultBodyLimitBytes = 2 * 1024 * 1024;

/** Reads and validates the input of a call after {@link AccessGuard} let it in. */
export class InputInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<ApiRequest>();
    const response = http.getResponse<Response>();
    const { route, options } = Reflect.getMetadata(routeMetadata, context.getHandler()) as BoundRoute;
    response.setHeader("Cache-Control", "no-store");
    request.tessera.call = await prepare(request, response, route, options);
    return next.handle();
  }
}

async function prepare(request: ApiRequest, response: Response, route: Route, options: RouteOptions): Promise<RouteCall> {
  const { actor, principal } = request.tessera;
  if (actor === undefined) throw new DefectError({ code: serverErrors.internal, message: `${request.path} was not guarded` });
  const params = route.params === undefined ? undefined : validateInput(route.params, { ...request.params }, "params");
  const query = route.query === undefined ? undefined : validateInput(route.query, { ...request.query }, "query");
  const body = route.body === undefined ? undefined : await bodyOf(request, response, route.body, options);
  return { params, query, body, actor, principal: principal ?? null, signal: abortSignalOf(response), hostname: request.hostname, cookie: sessionCookie(request, response), raw: { headers: request.headers, body: (limitBytes) => readBytes(request, response, limitBytes) } } as RouteCall;
}

async function bodyOf(request: ApiRequest, response: Response, schema: NonNullable<Route["body"]>, options: RouteOptions): Promise<unknown> {
  const raw = await readBody(request, response, options.bodyLimitBytes ?? defaultBodyLimitBytes);
  refuseUnsafeKeys(raw, options.dollarKeys ?? "refused");
  return validateInput(schema, raw ?? {}, "body");
}

function abortSignalOf(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
