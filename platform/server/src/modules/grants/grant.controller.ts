import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { GrantService } from "./grant.service.ts";

@Controller()
export class GrantController {
  readonly #grants: GrantService;

  constructor(grants: GrantService) {
    this.#grants = grants;
  }

  @Route(routes.grants.list) @Permission("connector.read")
  list(call: RouteCall<typeof routes.grants.list>): Promise<ResponseOf<typeof routes.grants.list>> {
    return this.#grants.list(call.actor, call.query);
  }

  @Route(routes.grants.create) @Permission("grant.manage")
  create(call: RouteCall<typeof routes.grants.create>): Promise<ResponseOf<typeof routes.grants.create>> {
    return this.#grants.create(call.actor, call.body);
  }

  @Route(routes.grants.revoke) @Permission("grant.manage")
  revoke(call: RouteCall<typeof routes.grants.revoke>): Promise<void> {
    return this.#grants.revoke(call.actor, call.params.id);
  }
}
