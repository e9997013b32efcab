import { type PlayableApp, type ResponseOf, UserError, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf, userOf } from "../../identity/actor.ts";
import { type ListRequest, mapPage } from "../../persistence/page.ts";
import type { PublishedVersion, StoredApp } from "../apps/app.repository.ts";
import type { AppService } from "../apps/app.service.ts";
import { isUsable } from "../apps/next-app-version.ts";
import { playableOf } from "../apps/playable.ts";
import type { QueryResult, QueryRun, QueryRunner } from "../apps/queries/query-runner.service.ts";
import type { VersionService } from "../apps/version.service.ts";
import type { VisitRepository } from "../apps/visit.repository.ts";
import { publishedMessages } from "./published.messages.ts";

type Listed = ResponseOf<typeof routes.published.list>;
type PublishedApp = StoredApp & { published: PublishedVersion };

/** What a run names: a query of a version of an app. */
export interface NamedQuery {
  app: string;
  version: string;
  query: string;
}

/** Apps as their end users have them: published versions and nothing else. */
export class PublishedService {
  readonly #apps: AppService;
  readonly #versions: VersionService;
  readonly #runner: QueryRunner;
  readonly #visits: VisitRepository;

  constructor(apps: AppService, versions: VersionService, runner: QueryRunner, visits: VisitRepository) {
    this.#apps = apps;
    this.#versions = versions;
    this.#runner = runner;
    this.#visits = visits;
  }

  async list(actor: Actor, query: ListRequest): Promise<Listed> {
    const space = spaceOf(actor);
    const page = await this.#apps.listPublished(space, query);
    const visits = await this.#visits.ofUser(space, userOf(actor).id, page.items.map(({ _id }) => _id));
    const shown = page.items.flatMap(({ _id, name, published }) => (published === null ? [] : [{ _id, name, published }]));
    return mapPage({ ...page, items: shown }, ({ _id, name, published: { title, description, icon, version, at } }) => {
      const visit = visits.get(_id);
      return { name, title, description, icon, version, publishedAt: at.toISOString(), favourite: visit?.favourite ?? false, lastOpenedAt: visit?.lastOpenedAt?.toISOString() ?? null };
    });
  }

  /** The live version for the player. Throws `app.not-published`. */
  async open(actor: Actor, name: string): Promise<PlayableApp> {
    const space = spaceOf(actor);
    const app = await this.#required(space, name);
    const bundle = await this.#versions.bundle(app, app.published.digest);
    await this.#visits.opened(space, userOf(actor).id, app._id, new Date());
    return playableOf(bundle, { space, name, version: app.published.version });
  }

  /**
   * Runs a query of the live version or one before it; everything but the bound inputs comes from the version. Throws
   * `app.version-withdrawn`, `query.not-found` and what `QueryRunner` throws.
   */
  async runQuery(actor: Actor, named: NamedQuery, { inputs, follow }: { inputs: Readonly<Record<string, unknown>>; follow?: QueryRun["follow"] }, signal: AbortSignal): Promise<QueryResult> {
    const space = spaceOf(actor);
    const app = await this.#required(space, named.app);
    if (!isUsable(named.version, app.published.version)) {
      throw new UserError({ reason: "gone", code: serverErrors.appVersionWithdrawn, message: publishedMessages.withdrawn({ version: named.version, name: app.name, live: app.published.version }), detail: { version: app.published.version } });
    }
    const isLive = named.version === app.published.version;
    const bundle = isLive ? await this.#versions.bundle(app, app.published.digest) : (await this.#versions.content(app, named.version)).bundle;
    const query = Object.hasOwn(bundle.queries, named.query) ? bundle.queries[named.query] : undefined;
    if (query === undefined) throw new UserError({ reason: "not-found", code: serverErrors.queryNotFound, message: publishedMessages.queryNotFound({ version: named.version, name: app.name, query: named.query }) });
    const identity = { sub: `app:${space}/${app.name}`, space, name: app.name, kind: "app", user: userOf(actor).username } as const;
    return this.#runner.run(actor, { query, connectors: bundle.app.connectors, identity, inputs, forBuilder: false, follow, signal });
  }

  async setFavourite(actor: Actor, name: string, favourite: boolean): Promise<void> {
    const space = spaceOf(actor);
    const app = await this.#required(space, name);
    await this.#visits.setFavourite(space, userOf(actor).id, app._id, favourite);
  }

  /** End users cannot tell an app that is only a draft from none. */
  async #required(space: string, name: string): Promise<PublishedApp> {
    const app = await this.#apps.find(space, name);
    const published = app?.published ?? null;
    if (app === null || published === null) throw new UserError({ reason: "not-found", code: serverErrors.appNotPublished, message: publishedMessages.notPublished({ name }) });
    return { ...app, published };
  }
}
