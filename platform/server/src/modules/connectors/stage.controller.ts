import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { PublishService } from "./publish.service.ts";
import { ReleaseService } from "./release.service.ts";
import { StageService } from "./stage.service.ts";

const table = routes.connectors;

@Controller()
export class StageController {
  readonly #stages: StageService;
  readonly #releases: ReleaseService;
  readonly #publishing: PublishService;

  constructor(stages: StageService, releases: ReleaseService, publishing: PublishService) {
    this.#stages = stages;
    this.#releases = releases;
    this.#publishing = publishing;
  }

  @Route(table.saveStage) @Permission("connector.write")
  save(call: RouteCall<typeof table.saveStage>): Promise<ResponseOf<typeof table.saveStage>> {
    return this.#stages.save(call.actor, call.params.connector, call.params.stage, call.body);
  }

  @Route(table.removeStage) @Permission("connector.write")
  remove(call: RouteCall<typeof table.removeStage>): Promise<void> {
    return this.#stages.remove(call.actor, call.params.connector, call.params.stage);
  }

  @Route(table.releases) @Permission("connector.read")
  releases(call: RouteCall<typeof table.releases>): Promise<ResponseOf<typeof table.releases>> {
    return this.#releases.list(call.actor, call.params.connector, call.query);
  }

  @Route(table.publish) @Permission("connector.publish")
  publish(call: RouteCall<typeof table.publish>): Promise<ResponseOf<typeof table.publish>> {
    return this.#publishing.publish(call.actor, call.params.connector, call.params.stage, call.body);
  }
}
