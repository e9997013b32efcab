import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { CatalogCheckService } from "./catalog-check.service.ts";
import { CatalogService } from "./catalog.service.ts";

@Controller()
export class CatalogController {
  readonly #catalog: CatalogService;
  readonly #checks: CatalogCheckService;

  constructor(catalog: CatalogService, checks: CatalogCheckService) {
    this.#catalog = catalog;
    this.#checks = checks;
  }

  @Route(routes.catalog.list) @Permission("connector.read")
  list(call: RouteCall<typeof routes.catalog.list>): Promise<ResponseOf<typeof routes.catalog.list>> {
    return this.#catalog.list(call.actor);
  }

  @Route(routes.catalog.install) @Permission("connector.write")
  install(call: RouteCall<typeof routes.catalog.install>): Promise<ResponseOf<typeof routes.catalog.install>> {
    return this.#catalog.install(call.actor, call.params.entry, call.body, call.signal);
  }

  @Route(routes.catalog.check) @Permission("connector.read")
  check(call: RouteCall<typeof routes.catalog.check>): Promise<ResponseOf<typeof routes.catalog.check>> {
    return this.#checks.check(call.actor, call.params.connector, call.signal);
  }
}
