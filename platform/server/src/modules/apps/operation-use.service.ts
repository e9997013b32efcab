import type { QueryUse } from "@tessera/release-diff";
import { explodeBundle } from "@tessera/page";
import type { OperationUses, UseRequest } from "../connectors/operation-uses.ts";
import type { AppRecordRepository } from "./app-record.repository.ts";
import type { AppRepository, StoredApp } from "./app.repository.ts";
import { queryUses } from "./query-uses.ts";
import type { VersionService } from "./version.service.ts";

/** Tells releases of connectors how the published versions and drafts of apps use their operations. */
export class OperationUseService {
  readonly #apps: AppRepository;
  readonly #records: AppRecordRepository;
  readonly #versions: VersionService;

  constructor(apps: AppRepository, records: AppRecordRepository, versions: VersionService, uses: OperationUses) {
    this.#apps = apps;
    this.#records = records;
    this.#versions = versions;
    uses.register((request) => this.#find(request));
  }

  async #find(request: UseRequest): Promise<QueryUse[]> {
    const uses: QueryUse[] = [];
    // One app at a time: an app may be large, and they are needed once.
    for (const app of await this.#apps.usingConnector(request.space, request.connector)) uses.push(...(await this.#ofApp(app, request)));
    return uses;
  }

  async #ofApp(app: StoredApp, request: UseRequest): Promise<QueryUse[]> {
    const { name, published } = app;
    const ofVersion = published?.connectors.includes(request.connector) ? queryUses({ name, version: published.version }, explodeBundle(await this.#versions.bundle(app, published.digest)), request) : [];
    const isSame = published !== null && app.cleanRevision === app.revision;
    const ofDraft = app.connectors.includes(request.connector) && !isSame ? queryUses({ name, version: null }, await this.#records.read(app._id), request) : [];
    return [...ofVersion, ...ofDraft];
  }
}
