import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import { AuditService } from "./audit.service.ts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";

@Controller()
export class AuditController {
  readonly #audit: AuditService;

  constructor(audit: AuditService) {
    this.#audit = audit;
  }

  @Route(routes.audit.list) @Permission("audit.read")
  list(call: RouteCall<typeof routes.audit.list>): Promise<ResponseOf<typeof routes.audit.list>> {
    return this.#audit.list(call.actor, call.query);
  }
}
