import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { ProgressService } from "./progress.service.ts";
import { RolloutService } from "./rollout.service.ts";

const table = routes.rollouts;

@Controller()
export class RolloutController {
  readonly #rollouts: RolloutService;
  readonly #progress: ProgressService;

  constructor(rollouts: RolloutService, progress: ProgressService) {
    this.#rollouts = rollouts;
    this.#progress = progress;
  }

  @Route(table.status) @Permission("connector.read")
  status(call: RouteCall<typeof table.status>): Promise<ResponseOf<typeof table.status>> {
    return this.#rollouts.status(call.actor, call.params.connector, call.params.stage);
  }

  @Route(table.change) @Permission("connector.publish")
  change(call: RouteCall<typeof table.change>): Promise<ResponseOf<typeof table.change>> {
    return this.#rollouts.change(call.actor, call.params.connector, call.params.stage, call.body);
  }

  @Route(table.promote) @Permission("connector.publish")
  promote(call: RouteCall<typeof table.promote>): Promise<ResponseOf<typeof table.promote>> {
    return this.#rollouts.promote(call.actor, call.params.connector, call.params.stage, call.body.revision);
  }

  @Route(table.cancel) @Permission("connector.publish")
  cancel(call: RouteCall<typeof table.cancel>): Promise<ResponseOf<typeof table.cancel>> {
    return this.#rollouts.cancel(call.actor, call.params.connector, call.params.stage, call.body.revision);
  }

  @Route(table.progress) @Permission("connector.read")
  progress(call: RouteCall<typeof table.progress>): Promise<ResponseOf<typeof table.progress>> {
    return this.#progress.of(call.actor, call.params.connector, call.params.stage);
  }
}
