import type { CallHandler, ExecutionContext, NestInterceptor } from "@nestjs/common";
import { type Observable, mergeMap } from "rxjs";
import type { ApiRequest } from "../../http/api-request.ts";
import { type BoundRoute, routeMetadata } from "../../http/route.decorator.ts";
import type { AuditService } from "./audit.service.ts";

/** Safety net: a changing route whose service recorded nothing gets a record of its input, so that no change goes unseen. */
export class AuditInterceptor implements NestInterceptor {
  readonly #audit: AuditService;

  constructor(audit: AuditService) {
    this.#audit = audit;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { route } = Reflect.getMetadata(routeMetadata, context.getHandler()) as BoundRoute;
    if (route.method === "GET" || route.readOnly === true) return next.handle();
    const { call } = context.switchToHttp().getRequest<ApiRequest>().tessera;
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        if (call !== undefined && call.actor.kind !== "none" && !this.#audit.hasRecorded(call.actor)) {
          await this.#audit.record(call.actor, { target: targetOf(route.tag, call.params), before: null, after: call.body ?? null });
        }
        return answer;
      }),
    );
  }
}

function targetOf(tag: string, params: unknown): string {
  return [tag, ...Object.values((params ?? {}) as Record<string, string>)].join(":");
}
