import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { TokenService } from "./token.service.ts";

@Controller()
export class TokenController {
  readonly #tokens: TokenService;

  constructor(tokens: TokenService) {
    this.#tokens = tokens;
  }

  @Route(routes.tokens.list) @Permission("token.own")
  list(call: RouteCall<typeof routes.tokens.list>): Promise<ResponseOf<typeof routes.tokens.list>> {
    return this.#tokens.list(call.actor, call.query);
  }

  @Route(routes.tokens.create) @Permission("token.own")
  create(call: RouteCall<typeof routes.tokens.create>): Promise<ResponseOf<typeof routes.tokens.create>> {
    return this.#tokens.create(call.actor, call.body, call.principal?.expiresAt ?? null);
  }

  @Route(routes.tokens.revoke) @Permission("token.own")
  revoke(call: RouteCall<typeof routes.tokens.revoke>): Promise<void> {
    return this.#tokens.revoke(call.actor, call.params.id);
  }
}
