import { type AppRecords, type AppView, type BodyOf, UserError, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { newId } from "../../persistence/new-id.ts";
import { type ListRequest, type Page, mapPage } from "../../persistence/page.ts";
import { isDuplicateKey } from "../../persistence/store-error.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { Uses } from "../../persistence/uses.ts";
import type { AuditService } from "../audit/audit.service.ts";
import type { GrantService } from "../grants/grant.service.ts";
import type { AppChangeRepository } from "./app-change.repository.ts";
import { appView, factsOf } from "./app-facts.ts";
import { appMessages } from "./app.messages.ts";
import type { AppRecordRepository } from "./app-record.repository.ts";
import type { AppVersionRepository } from "./app-version.repository.ts";
import type { AppRepository, StoredApp } from "./app.repository.ts";
import type { ChangeFeed } from "./change-feed.ts";
import { emptyApp } from "./empty-app.ts";
import type { VisitRepository } from "./visit.repository.ts";

type CreateInput = BodyOf<typeof routes.apps.create>;

/** The apps of a space. */
export class AppService {
  readonly #apps: AppRepository;
  readonly #records: AppRecordRepository;
  readonly #changes: AppChangeRepository;
  readonly #versions: AppVersionRepository;
  readonly #visits: VisitRepository;
  readonly #grants: GrantService;
  readonly #feed: ChangeFeed;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(apps: AppRepository, records: AppRecordRepository, changes: AppChangeRepository, versions: AppVersionRepository, visits: VisitRepository, grants: GrantService, feed: ChangeFeed, uses: Uses, audit: AuditService, transactions: Transactions) {
    this.#apps = apps;
    this.#records = records;
    this.#changes = changes;
    this.#versions = versions;
    this.#visits = visits;
    this.#grants = grants;
    this.#feed = feed;
    this.#audit = audit;
    this.#transactions = transactions;
    uses.register("connector", async (space, connector) => (await apps.names(space, { connector })).map((name) => ({ kind: "app", name })));
    uses.register("space", async (space) => (await apps.names(space)).map((name) => ({ kind: "app", name })));
  }

  async list(actor: Actor, query: ListRequest): Promise<Page<AppView>> {
    return mapPage(await this.#apps.list(spaceOf(actor), query), appView);
  }

  async get(actor: Actor, name: string): Promise<AppView> {
    return appView(await this.required(spaceOf(actor), name));
  }

  /** Makes an app with one empty page. Throws `app.exists`. */
  async create(actor: Actor, input: CreateInput): Promise<AppView> {
    return this.#transactions.run(async (transaction) => {
      const view = appView(await this.insert(actor, { name: input.name, records: emptyApp(input), template: null }, transaction));
      await this.#audit.record(actor, { target: `app:${view.name}`, before: null, after: view }, transaction);
      return view;
    });
  }

  /** Adds an app of checked records as part of a larger change, which records it. Throws `app.exists`. */
  async insert(actor: Actor, input: { name: string; records: AppRecords; template: string | null }, transaction: Transaction): Promise<StoredApp> {
    const { name, records, template } = input;
    const at = new Date();
    const space = spaceOf(actor);
    const app: StoredApp = {
      _id: newId(), space, name, ...factsOf(records["app"] ?? {}), template, published: null, cleanRevision: null, recordCount: Object.keys(records).length, sizeBytes: sizeOf(records),
      createdAt: at, createdBy: actor.name, updatedAt: at, updatedBy: actor.name, revision: 1,
    };
    try {
      await this.#apps.insert(app, transaction);
    } catch (error) {
      if (isDuplicateKey(error)) throw appExists(name);
      throw error;
    }
    await this.#records.write(space, app._id, records, [], transaction);
    return app;
  }

  /** Deletes an app with its draft, versions and grants. Throws `app.not-found`. */
  async remove(actor: Actor, name: string): Promise<void> {
    const space = spaceOf(actor);
    await this.required(space, name);
    // First the grants: an app of the same name that somebody makes later must not inherit them.
    await this.#revokeGrants(actor, `app:${space}/${name}`);
    const removed = await this.#transactions.run(async (transaction) => {
      const app = await this.required(space, name, transaction);
      await this.#apps.remove(app._id, transaction);
      await this.#audit.record(actor, { target: `app:${name}`, before: appView(app), after: null }, transaction);
      return app;
    });
    this.#feed.announce(removed._id);
    await Promise.all([this.#records.removeOfApp(removed._id), this.#changes.removeOfApp(removed._id), this.#versions.removeOfApp(removed._id), this.#visits.removeOfApp(removed._id)]);
  }

  /** Throws `app.not-found`. */
  async required(space: string, name: string, transaction?: Transaction): Promise<StoredApp> {
    const app = await this.#apps.find(space, name, transaction);
    if (app === null) throw new UserError({ reason: "not-found", code: serverErrors.appNotFound, message: appMessages.notFound({ name }) });
    return app;
  }

  /** The app, or null when the space has none of that name. */
  find(space: string, name: string, transaction?: Transaction): Promise<StoredApp | null> {
    return this.#apps.find(space, name, transaction);
  }

  listPublished(space: string, query: ListRequest): Promise<Page<StoredApp>> {
    return this.#apps.listPublished(space, query);
  }

  /** Apps that were installed from templates, by template. */
  installed(space: string): Promise<Map<string, string[]>> {
    return this.#apps.installed(space);
  }

  async #revokeGrants(actor: Actor, caller: string): Promise<void> {
    for (const { _id } of await this.#grants.ofCaller(spaceOf(actor), caller)) {
      try {
        await this.#grants.revoke(actor, _id);
      } catch (error) {
        // Somebody else revoked it in this moment.
        if (!(error instanceof UserError && error.code === serverErrors.grantNotFound)) throw error;
      }
    }
  }
}

/** Length of the records' JSON text. */
export function sizeOf(records: AppRecords): number {
  return Object.entries(records).reduce((sum, [key, value]) => sum + key.length + JSON.stringify(value).length, 0);
}

/** The refusal of a name that is taken (409). */
export function appExists(name: string, suggestion?: string): UserError {
  const message = suggestion === undefined ? appMessages.exists({ name }) : appMessages.existsSuggesting({ name, suggestion });
  return new UserError({ reason: "conflict", code: serverErrors.appExists, message, path: "/name", ...(suggestion === undefined ? {} : { detail: { suggestion } }) });
}
