import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { PluginService } from "./plugin.service.ts";

@Controller()
export class PluginController {
  readonly #plugins: PluginService;

  constructor(plugins: PluginService) {
    this.#plugins = plugins;
  }

  @Route(routes.plugins.list) @Permission("connector.read")
  list(call: RouteCall<typeof routes.plugins.list>): Promise<ResponseOf<typeof routes.plugins.list>> {
    return this.#plugins.list(call.actor.locale);
  }
}
