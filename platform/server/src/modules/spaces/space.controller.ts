import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { MemberService } from "./member.service.ts";
import { SpaceService } from "./space.service.ts";

@Controller()
export class SpaceController {
  readonly #spaces: SpaceService;
  readonly #members: MemberService;

  constructor(spaces: SpaceService, members: MemberService) {
    this.#spaces = spaces;
    this.#members = members;
  }

  @Route(routes.spaces.list) @Permission("platform.manage")
  list(call: RouteCall<typeof routes.spaces.list>): Promise<ResponseOf<typeof routes.spaces.list>> {
    return this.#spaces.list(call.query);
  }

  @Route(routes.spaces.create) @Permission("platform.manage")
  create(call: RouteCall<typeof routes.spaces.create>): Promise<ResponseOf<typeof routes.spaces.create>> {
    return this.#spaces.create(call.actor, call.body);
  }

  @Route(routes.spaces.remove) @Permission("platform.manage")
  remove(call: RouteCall<typeof routes.spaces.remove>): Promise<void> {
    return this.#spaces.remove(call.actor, call.params.space);
  }

  @Route(routes.spaces.members) @Permission("member.read")
  members(call: RouteCall<typeof routes.spaces.members>): Promise<ResponseOf<typeof routes.spaces.members>> {
    return this.#members.list(call.actor, call.query);
  }

  @Route(routes.spaces.setMember) @Permission("member.manage")
  setMember(call: RouteCall<typeof routes.spaces.setMember>): Promise<ResponseOf<typeof routes.spaces.setMember>> {
    return this.#members.set(call.actor, call.params.username, call.body.role);
  }

  @Route(routes.spaces.removeMember) @Permission("member.manage")
  removeMember(call: RouteCall<typeof routes.spaces.removeMember>): Promise<void> {
    return this.#members.remove(call.actor, call.params.username);
  }
}
