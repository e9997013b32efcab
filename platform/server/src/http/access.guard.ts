import { timingSafeEqual } from "node:crypto";
import type { CanActivate, ExecutionContext } from "@nestjs/common";
import { type Permission, UserError, isAllowed, negotiateLocale } from "@tessera/contracts";
import { serverErrors } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import type { Authenticator, Principal } from "../identity/authenticator.ts";
import type { ApiRequest } from "./api-request.ts";
import { accessMessages } from "./http.messages.ts";
import { type BoundRoute, permissionMetadata, routeMetadata } from "./route.decorator.ts";
import { routeId } from "./route-id.ts";
import { sessionCookieName } from "./session-cookie.ts";

/** Finds out who calls and whether they may; nothing of the body has been read yet. */
export class AccessGuard implements CanActivate {
  readonly #authenticator: Authenticator;

  constructor(authenticator: Authenticator) {
    this.#authenticator = authenticator;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const handler = context.getHandler();
    const { route, options } = Reflect.getMetadata(routeMetadata, handler) as BoundRoute;
    const permission = Reflect.getMetadata(permissionMetadata, handler) as Permission;
    const principal = options.ignoresCredentials === true ? null : await this.#principal(request);
    if (principal !== null && route.method !== "GET") checkCsrf(request, principal);
    checkPermission(permission, principal);
    request.tessera.actor = actorOf(principal, routeId(route), request);
    if (principal !== null) request.tessera.principal = principal;
    return true;
  }

  /** A bearer token wins over a cookie; a bad token is refused even on public routes. */
  async #principal(request: ApiRequest): Promise<Principal | null> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1];
      const principal = token === undefined ? null : await this.#authenticator.byToken(token);
      if (principal === null) throw new UserError({ reason: "unauthenticated", code: serverErrors.unauthenticated, message: accessMessages.tokenUnknown() });
      return principal;
    }
    const sessionId = (request.cookies as Record<string, unknown> | undefined)?.[sessionCookieName];
    return typeof sessionId === "string" && /^[\w-]{43}$/.test(sessionId) ? this.#authenticator.bySession(sessionId) : null;
  }
}

function checkPermission(permission: Permission, principal: Principal | null): void {
  if (isAllowed(permission, principal?.role ?? undefined, principal?.administrator ?? false)) return;
  if (principal === null) throw new UserError({ reason: "unauthenticated", code: serverErrors.unauthenticated, message: accessMessages.signIn() });
  if (permission === "session") return;
  if (principal.role === null && permission !== "platform.manage") throw new UserError({ reason: "forbidden", code: serverErrors.noSpace, message: accessMessages.noSpace() });
  throw new UserError({ reason: "forbidden", code: serverErrors.forbidden, message: accessMessages.permission({ permission, role: principal.role === null ? "" : accessMessages.role({ role: principal.role }) }), detail: { permission } });
}

function checkCsrf(request: ApiRequest, principal: Principal): void {
  if (principal.csrfToken === null) return;
  const given = Buffer.from(request.headers["x-csrf-token"]?.toString() ?? "");
  const expected = Buffer.from(principal.csrfToken);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new UserError({ reason: "forbidden", code: serverErrors.csrf, message: accessMessages.csrf() });
}

function actorOf(principal: Principal | null, action: string, request: ApiRequest): Actor {
  const { traceId } = request.tessera;
  const address = request.ip ?? null;
  const locale = negotiateLocale(request.headers["accept-language"]);
  if (principal === null) return { kind: "none", id: "", name: "", user: null, space: null, role: null, administrator: false, action, traceId, address, locale };
  const { kind, id, name, user, space, role, administrator } = principal;
  return { kind, id, name, user, space, role, administrator, action, traceId, address, locale };
}
