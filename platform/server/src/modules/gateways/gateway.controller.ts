import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { GatewayService } from "./gateway.service.ts";

@Controller()
export class GatewayController {
  readonly #gateways: GatewayService;

  constructor(gateways: GatewayService) {
    this.#gateways = gateways;
  }

  @Route(routes.gateways.list) @Permission("gateway.read")
  list(call: RouteCall<typeof routes.gateways.list>): Promise<ResponseOf<typeof routes.gateways.list>> {
    return this.#gateways.list(call.actor);
  }
}
