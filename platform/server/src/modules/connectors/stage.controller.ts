import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { PublishService } from "./publish.service.ts";
import { ReleaseDiffService } from "./release-diff.service.ts";
import { ReleaseService } from "./release.service.ts";
import { StageService } from "./stage.service.ts";

const table = routes.connectors;

@Controller()
export class StageController {
  readonly #stages: StageService;
  readonly #releases: ReleaseService;
  readonly #diffs: ReleaseDiffService;
  readonly #publishing: PublishService;

  constructor(stages: StageService, releases: ReleaseService, diffs: ReleaseDiffService, publishing: PublishService) {
    this.#stages = stages;
    this.#releases = releases;
    this.#diffs = diffs;
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

  @Route(table.diff) @Permission("connector.read")
  diff(call: RouteCall<typeof table.diff>): Promise<ResponseOf<typeof table.diff>> {
    return this.#diffs.diff(call.actor, call.params.connector, call.params.from, call.params.to);
  }

  @Route(table.preview) @Permission("connector.read")
  preview(call: RouteCall<typeof table.preview>): Promise<ResponseOf<typeof table.preview>> {
    return this.#diffs.preview(call.actor, call.params.connector, call.params.stage, call.query.version);
  }

  @Route(table.publish) @Permission("connector.publish")
  publish(call: RouteCall<typeof table.publish>): Promise<ResponseOf<typeof table.publish>> {
    return this.#publishing.publish(call.actor, call.params.connector, call.params.stage, call.body);
  }
}
