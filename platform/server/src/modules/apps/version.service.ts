import { createHash } from "node:crypto";
import { type AppBundle, type AppVersionView, type AppView, UserError, canonicalJson, grantCovers, isAllowed } from "@tessera/contracts";
import { explodeBundle } from "@tessera/page";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError } from "../../persistence/conflict.ts";
import { LastUsed } from "../../persistence/last-used.ts";
import { newId } from "../../persistence/new-id.ts";
import { pack } from "../../persistence/packed.ts";
import { type ListRequest, type Page, mapPage } from "../../persistence/page.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import type { GrantNeed, GrantService } from "../grants/grant.service.ts";
import { appView, factsOf } from "./app-facts.ts";
import { appMessages, firstOf } from "./app.messages.ts";
import type { AppVersionRepository, StoredVersion } from "./app-version.repository.ts";
import type { AppRepository, StoredApp } from "./app.repository.ts";
import type { AppService } from "./app.service.ts";
import { completeBundle } from "./complete-bundle.ts";
import type { DraftService } from "./draft.service.ts";
import { nextAppVersion } from "./next-app-version.ts";
import { type PublishCheck, grantNeeds } from "./publish-check.service.ts";

/** An app that was checked and packed outside the transaction that publishes it. */
export interface PreparedVersion {
  bundle: AppBundle;
  digest: string;
  content: Buffer;
  needs: GrantNeed[];
}

const cachedBundles = 32;

/** Immutable versions of apps; the head of an app points to the one that end users get. */
export class VersionService {
  readonly #apps: AppRepository;
  readonly #service: AppService;
  readonly #drafts: DraftService;
  readonly #versions: AppVersionRepository;
  readonly #check: PublishCheck;
  readonly #grants: GrantService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;
  /** By app id and digest: these never change; the last used ones save unpacking for each query. */
  readonly #cache = new LastUsed<AppBundle>(cachedBundles);

  constructor(apps: AppRepository, service: AppService, drafts: DraftService, versions: AppVersionRepository, check: PublishCheck, grants: GrantService, audit: AuditService, transactions: Transactions) {
    this.#apps = apps;
    this.#service = service;
    this.#drafts = drafts;
    this.#versions = versions;
    this.#check = check;
    this.#grants = grants;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  async list(actor: Actor, name: string, query: ListRequest): Promise<Page<AppVersionView>> {
    const app = await this.#service.required(spaceOf(actor), name);
    return mapPage(await this.#versions.list(app._id, query), (version) => versionView(version, app));
  }

  /** Freezes the draft and gives it to end users. Throws `app.invalid`, `app.version` or `app.grants-needed`. */
  async publish(actor: Actor, name: string, input: { version?: string | undefined; notes?: string | undefined }): Promise<AppVersionView> {
    const space = spaceOf(actor);
    const { app: draft, records } = await this.#drafts.read(space, name);
    const prepared = await this.prepare(space, name, completeBundle(name, records), "publish");
    return this.#transactions.run(async (transaction) => {
      const app = await this.#service.required(space, name, transaction);
      if (app._id !== draft._id) throw conflictError(appMessages.subject({ name }), null, appView(app));
      const { after, version } = await this.publishPrepared(actor, app, prepared, { ...input, draftRevision: draft.revision }, transaction);
      const view = versionView(version, after);
      await this.#audit.record(actor, { target: `app:${name}`, before: app.published && { version: app.published.version }, after: view }, transaction);
      return view;
    });
  }

  /** Checks and packs an app. Throws `app.invalid`. */
  async prepare(space: string, name: string, bundle: AppBundle, source: GrantNeed["source"]): Promise<PreparedVersion> {
    const needs = grantNeeds(space, name, await this.#check.check(space, name, bundle), source);
    return { bundle, digest: digestOf(bundle), content: await pack(bundle), needs };
  }

  /** Publishes as part of a larger change, which records it: version, grants and the pointer of the app. */
  async publishPrepared(actor: Actor, app: StoredApp, prepared: PreparedVersion, input: { version?: string | undefined; notes?: string | undefined; draftRevision: number }, transaction: Transaction): Promise<{ after: StoredApp; version: StoredVersion }> {
    const latest = await this.#versions.latest(app._id, transaction);
    const version: StoredVersion = {
      _id: newId(), space: app.space, app: app._id, version: nextAppVersion(latest?.version ?? null, input.version), notes: input.notes ?? "", digest: prepared.digest, createdAt: new Date(), createdBy: actor.name,
    };
    await this.#grant(actor, prepared.needs, transaction);
    await this.#versions.insert(version, prepared.content, transaction);
    return { after: await this.#point(actor, app, version, prepared.bundle, input.draftRevision, transaction), version };
  }

  /** Gives end users an existing version; the draft stays. Throws `app.version-not-found`. */
  async rollback(actor: Actor, name: string, to: string): Promise<AppVersionView> {
    const space = spaceOf(actor);
    const { app: draft, records } = await this.#drafts.read(space, name);
    const { bundle } = await this.content(draft, to);
    return this.#transactions.run(async (transaction) => {
      const app = await this.#service.required(space, name, transaction);
      const version = await this.#required(app, to, transaction);
      const isDraft = app.revision === draft.revision && digestOf(completeBundle(name, records)) === version.digest;
      const after = await this.#point(actor, app, version, bundle, isDraft ? app.revision : null, transaction);
      const view = versionView(version, after);
      await this.#audit.record(actor, { target: `app:${name}`, before: app.published && { version: app.published.version }, after: view }, transaction);
      return view;
    });
  }

  /** Makes the draft equal to a version. Throws `app.version-not-found`. */
  async restoreDraft(actor: Actor, name: string, from: string): Promise<AppView> {
    const space = spaceOf(actor);
    const { bundle } = await this.content(await this.#service.required(space, name), from);
    const restored = await this.#transactions.run(async (transaction) => {
      const app = await this.#service.required(space, name, transaction);
      const replaced = await this.#drafts.replace(actor, app, explodeBundle(bundle), transaction);
      const isLive = app.published?.version === from;
      const after = isLive ? await this.#apps.change(app._id, replaced.revision, { cleanRevision: replaced.revision }, transaction) : replaced;
      await this.#audit.record(actor, { target: `draft:${name}`, before: { revision: app.revision }, after: { revision: replaced.revision, version: from } }, transaction);
      return after ?? replaced;
    });
    this.#drafts.announce(restored);
    return appView(restored);
  }

  /** A version's whole content. Throws `app.version-not-found`. */
  async read(actor: Actor, name: string, version: string): Promise<AppBundle> {
    return (await this.content(await this.#service.required(spaceOf(actor), name), version)).bundle;
  }

  /** A version with its content. Throws `app.version-not-found`. */
  async content(app: StoredApp, version: string): Promise<{ version: StoredVersion; bundle: AppBundle }> {
    const stored = await this.#required(app, version);
    return { version: stored, bundle: await this.bundle(app, stored.digest) };
  }

  /** Content by its digest, e.g. that of the published version. */
  async bundle(app: StoredApp, digest: string): Promise<AppBundle> {
    const bundle = await this.#cache.get(`${app._id}:${digest}`, () => this.#versions.content(app._id, digest));
    if (bundle === null) throw versionNotFound(app.name, digest);
    return bundle;
  }

  async #required(app: StoredApp, version: string, transaction?: Transaction): Promise<StoredVersion> {
    const stored = await this.#versions.find(app._id, version, transaction);
    if (stored === null) throw versionNotFound(app.name, version);
    return stored;
  }

  async #point(actor: Actor, app: StoredApp, { version, digest }: StoredVersion, bundle: AppBundle, cleanRevision: number | null, transaction: Transaction): Promise<StoredApp> {
    const published = { version, digest, at: new Date(), by: actor.name, ...factsOf(bundle.app) };
    const after = await this.#apps.change(app._id, app.revision, { published, cleanRevision }, transaction);
    if (after === null) throw conflictError(appMessages.subject({ name: app.name }), null, appView(app));
    return after;
  }

  /** Who may manage grants gives the app what it needs; anybody else is told what is missing. */
  async #grant(actor: Actor, needs: readonly GrantNeed[], transaction: Transaction): Promise<void> {
    if (isAllowed("grant.manage", actor.role ?? undefined, actor.administrator)) {
      await this.#grants.ensure(actor, needs, transaction);
      return;
    }
    const missing: string[] = [];
    for (const { caller, connector, operations } of needs) {
      const present = (await this.#grants.ofCaller(spaceOf(actor), caller)).filter((grant) => grant.connector === connector);
      for (const operation of operations) if (!present.some((grant) => grantCovers(grant, operation, new Date()))) missing.push(`${connector}/${operation}`);
    }
    if (missing.length === 0) return;
    throw new UserError({ reason: "forbidden", code: serverErrors.appGrantsNeeded, message: appMessages.grantsNeeded({ operations: firstOf(missing) }), detail: { operations: missing } });
  }
}

function versionView({ version, notes, digest, createdAt, createdBy }: StoredVersion, app: StoredApp): AppVersionView {
  return { version, notes, digest, createdAt: createdAt.toISOString(), createdBy, live: app.published?.version === version };
}

function versionNotFound(name: string, version: string): UserError {
  return new UserError({ reason: "not-found", code: serverErrors.appVersionNotFound, message: appMessages.versionNotFound({ name, version }) });
}

function digestOf(bundle: AppBundle): string {
  return createHash("sha256").update(canonicalJson(bundle)).digest("hex");
}

