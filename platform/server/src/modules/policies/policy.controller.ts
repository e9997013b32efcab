import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { PolicyService } from "./policy.service.ts";

const table = routes.policies;

@Controller()
export class PolicyController {
  readonly #policies: PolicyService;

  constructor(policies: PolicyService) {
    this.#policies = policies;
  }

  @Route(table.list) @Permission("connector.read")
  list(call: RouteCall<typeof table.list>): Promise<ResponseOf<typeof table.list>> {
    return this.#policies.list(call.actor, call.params.connector);
  }

  @Route(table.save) @Permission("connector.publish")
  save(call: RouteCall<typeof table.save>): Promise<ResponseOf<typeof table.save>> {
    return this.#policies.save(call.actor, call.params.connector, call.params.operation, call.body);
  }

  @Route(table.users) @Permission("connector.read")
  users(call: RouteCall<typeof table.users>): Promise<ResponseOf<typeof table.users>> {
    return this.#policies.users(call.actor, call.params.connector, call.params.operation);
  }
}
