import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { UserService } from "./user.service.ts";

@Controller()
export class UserController {
  readonly #users: UserService;

  constructor(users: UserService) {
    this.#users = users;
  }

  @Route(routes.users.list) @Permission("platform.manage")
  list(call: RouteCall<typeof routes.users.list>): Promise<ResponseOf<typeof routes.users.list>> {
    return this.#users.list(call.query);
  }

  @Route(routes.users.create) @Permission("platform.manage")
  create(call: RouteCall<typeof routes.users.create>): Promise<ResponseOf<typeof routes.users.create>> {
    return this.#users.create(call.actor, call.body);
  }

  @Route(routes.users.update) @Permission("platform.manage")
  update(call: RouteCall<typeof routes.users.update>): Promise<ResponseOf<typeof routes.users.update>> {
    return this.#users.update(call.actor, call.params.username, call.body);
  }
}
