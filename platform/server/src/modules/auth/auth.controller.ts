import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { AuthService } from "./auth.service.ts";

@Controller()
export class AuthController {
  readonly #auth: AuthService;

  constructor(auth: AuthService) {
    this.#auth = auth;
  }

  @Route(routes.auth.setupState) @Permission("public")
  setupState(_call: RouteCall<typeof routes.auth.setupState>): Promise<ResponseOf<typeof routes.auth.setupState>> {
    return this.#auth.setupState();
  }

  @Route(routes.auth.setup, { bodyLimitBytes: 16_384, ignoresCredentials: true }) @Permission("public")
  setUp(call: RouteCall<typeof routes.auth.setup>): Promise<ResponseOf<typeof routes.auth.setup>> {
    return this.#auth.setUp(call);
  }

  @Route(routes.auth.login, { bodyLimitBytes: 16_384, ignoresCredentials: true }) @Permission("public")
  logIn(call: RouteCall<typeof routes.auth.login>): Promise<ResponseOf<typeof routes.auth.login>> {
    return this.#auth.logIn(call);
  }

  @Route(routes.auth.logout) @Permission("public")
  logOut(call: RouteCall<typeof routes.auth.logout>): Promise<void> {
    return this.#auth.logOut(call);
  }

  @Route(routes.auth.session) @Permission("session")
  session(call: RouteCall<typeof routes.auth.session>): Promise<ResponseOf<typeof routes.auth.session>> {
    return this.#auth.session(call);
  }

  @Route(routes.auth.switchSpace) @Permission("session")
  switchSpace(call: RouteCall<typeof routes.auth.switchSpace>): Promise<ResponseOf<typeof routes.auth.switchSpace>> {
    return this.#auth.switchSpace(call);
  }

  @Route(routes.auth.changePassword) @Permission("session")
  changePassword(call: RouteCall<typeof routes.auth.changePassword>): Promise<void> {
    return this.#auth.changePassword(call);
  }
}
