import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { DraftService } from "./draft.service.ts";
import { DraftTrialService } from "./draft-trial.service.ts";
import { VersionService } from "./version.service.ts";

const table = routes.apps;
/** An edit of thousands of records, e.g. a page that was pasted. */
const changeLimitBytes = 16 * 1024 * 1024;

@Controller()
export class DraftController {
  readonly #drafts: DraftService;
  readonly #trials: DraftTrialService;
  readonly #versions: VersionService;

  constructor(drafts: DraftService, trials: DraftTrialService, versions: VersionService) {
    this.#drafts = drafts;
    this.#trials = trials;
    this.#versions = versions;
  }

  @Route(table.draft) @Permission("app.read")
  draft(call: RouteCall<typeof table.draft>): Promise<ResponseOf<typeof table.draft>> {
    return this.#drafts.get(call.actor, call.params.app);
  }

  @Route(table.change, { bodyLimitBytes: changeLimitBytes, dollarKeys: "allowed" }) @Permission("app.write")
  change(call: RouteCall<typeof table.change>): Promise<ResponseOf<typeof table.change>> {
    return this.#drafts.change(call.actor, call.params.app, call.body);
  }

  @Route(table.changes) @Permission("app.read")
  changes(call: RouteCall<typeof table.changes>): Promise<ResponseOf<typeof table.changes>> {
    return this.#drafts.changes(call.actor, call.params.app, call.query.since, call.query.waitMs ?? 0, call.signal);
  }

  @Route(table.runDraftQuery, { dollarKeys: "allowed" }) @Permission("app.write")
  runDraftQuery(call: RouteCall<typeof table.runDraftQuery>): Promise<ResponseOf<typeof table.runDraftQuery>> {
    return this.#trials.runQuery(call.actor, call.params.app, call.body, call.signal);
  }

  @Route(table.previewDraft) @Permission("app.read")
  previewDraft(call: RouteCall<typeof table.previewDraft>): Promise<ResponseOf<typeof table.previewDraft>> {
    return this.#trials.preview(call.actor, call.params.app);
  }

  @Route(table.restoreDraft) @Permission("app.write")
  restoreDraft(call: RouteCall<typeof table.restoreDraft>): Promise<ResponseOf<typeof table.restoreDraft>> {
    return this.#versions.restoreDraft(call.actor, call.params.app, call.body.version);
  }
}
