import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { PublishedService } from "./published.service.ts";

const table = routes.published;

@Controller()
export class PublishedController {
  readonly #published: PublishedService;

  constructor(published: PublishedService) {
    this.#published = published;
  }

  @Route(table.list) @Permission("app.use")
  list(call: RouteCall<typeof table.list>): Promise<ResponseOf<typeof table.list>> {
    return this.#published.list(call.actor, call.query);
  }

  @Route(table.get) @Permission("app.use")
  get(call: RouteCall<typeof table.get>): Promise<ResponseOf<typeof table.get>> {
    return this.#published.open(call.actor, call.params.app);
  }

  @Route(table.runQuery) @Permission("app.use")
  runQuery(call: RouteCall<typeof table.runQuery>): Promise<ResponseOf<typeof table.runQuery>> {
    return this.#published.runQuery(call.actor, call.params, call.body, call.signal);
  }

  @Route(table.setFavourite) @Permission("app.use")
  setFavourite(call: RouteCall<typeof table.setFavourite>): Promise<void> {
    return this.#published.setFavourite(call.actor, call.params.app, call.body.favourite);
  }
}
