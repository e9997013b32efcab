import { type PlayableApp, type Query, appHeadSchema } from "@tessera/contracts";
import { type Actor, spaceOf, userOf } from "../../identity/actor.ts";
import type { AppRecordRepository } from "./app-record.repository.ts";
import type { AppService } from "./app.service.ts";
import { completeBundle } from "./complete-bundle.ts";
import type { DraftService } from "./draft.service.ts";
import { playableOf } from "./playable.ts";
import type { QueryResult, QueryRun, QueryRunner } from "./queries/query-runner.service.ts";

/** Trying out a draft while it is built. */
export class DraftTrialService {
  readonly #apps: AppService;
  readonly #records: AppRecordRepository;
  readonly #drafts: DraftService;
  readonly #runner: QueryRunner;

  constructor(apps: AppService, records: AppRecordRepository, drafts: DraftService, runner: QueryRunner) {
    this.#apps = apps;
    this.#records = records;
    this.#drafts = drafts;
    this.#runner = runner;
  }

  /** The draft as the player gets it. Throws `app.invalid`. */
  async preview(actor: Actor, name: string): Promise<PlayableApp> {
    const space = spaceOf(actor);
    const { records } = await this.#drafts.read(space, name);
    return playableOf(completeBundle(name, records), { space, name, version: "draft" });
  }

  /** Runs a query as it stands in the editor, on the draft's connectors and as the person who builds, who needs no grant in their space. */
  async runQuery(actor: Actor, name: string, { query, inputs, follow }: { query: Query; inputs: Record<string, unknown>; follow?: QueryRun["follow"] }, signal: AbortSignal): Promise<QueryResult> {
    const space = spaceOf(actor);
    const app = await this.#apps.required(space, name);
    const { app: head } = await this.#records.read(app._id, ["app"]);
    const { connectors } = appHeadSchema.parse(head);
    const { id, username } = userOf(actor);
    const identity = { sub: `user:${id}`, space, name: username, kind: "user", member: true } as const;
    return this.#runner.run(actor, { query, connectors, identity, inputs, forBuilder: true, follow, signal });
  }
}
