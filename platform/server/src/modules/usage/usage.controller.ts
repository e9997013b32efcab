import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { UsageService } from "./usage.service.ts";

@Controller()
export class UsageController {
  readonly #usage: UsageService;

  constructor(usage: UsageService) {
    this.#usage = usage;
  }

  @Route(routes.policies.callers) @Permission("connector.read")
  callers(call: RouteCall<typeof routes.policies.callers>): Promise<ResponseOf<typeof routes.policies.callers>> {
    return this.#usage.callers(call.actor, call.params.connector, call.query);
  }
}
