import { type BodyOf, type ConnectorProbe, type ConnectorView, type ResponseOf, UserError, localize, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import type { Logger } from "../../logging/logger.ts";
import type { ConnectorService } from "../connectors/connector.service.ts";
import type { ImportService } from "../connectors/import.service.ts";
import type { PublishService } from "../connectors/publish.service.ts";
import type { CatalogEntry, CatalogFolder } from "./catalog-folder.ts";
import { catalogMessages } from "./catalog.messages.ts";

type Listed = ResponseOf<typeof routes.catalog.list>;
type InstallInput = BodyOf<typeof routes.catalog.install>;

/** Ready-made connectors. */
export class CatalogService {
  readonly #folder: CatalogFolder;
  readonly #connectors: ConnectorService;
  readonly #imports: ImportService;
  readonly #publishing: PublishService;
  readonly #logger: Logger;

  constructor(folder: CatalogFolder, connectors: ConnectorService, imports: ImportService, publishing: PublishService, logger: Logger) {
    this.#folder = folder;
    this.#connectors = connectors;
    this.#imports = imports;
    this.#publishing = publishing;
    this.#logger = logger;
  }

  async list(actor: Actor): Promise<Listed> {
    const [entries, installed] = await Promise.all([this.#entries(), this.#connectors.catalogEntries(spaceOf(actor))]);
    return {
      items: entries.map(({ name, title, description, icon, category, version, operationCount, defaultBackend, auth, check }) => ({ name, title, description, icon, category, version, operationCount, defaultBackend, auth, check, installed: installed.includes(name) })),
    };
  }

  /** Registers a ready-made connector and publishes it. Throws `catalog.not-found`, `catalog.backend` or `connector.exists`. */
  async install(actor: Actor, name: string, input: InstallInput, signal: AbortSignal): Promise<ConnectorView> {
    const entry = (await this.#entries()).find((candidate) => candidate.name === name);
    if (entry === undefined) throw new UserError({ reason: "not-found", code: serverErrors.catalogNotFound, message: catalogMessages.notFound({ name }) });
    const backend = input.backend ?? entry.defaultBackend;
    if (backend === null) throw new UserError({ code: serverErrors.catalogBackend, message: catalogMessages.backend({ name }), path: "/backend" });
    const connector = input.name ?? name;
    const stage = input.stage ?? "prod";
    const document = { text: await entry.readDocument() };
    const credential = input.credential === undefined ? {} : { credential: input.credential };
    await this.#imports.import(actor, { name: connector, title: entry.title, document, backend, stage, ...credential }, { catalog: name, description: localize(entry.description, actor.locale), onlyNew: true, signal });
    await this.#publishing.publish(actor, connector, stage, { changelog: `${name} ${entry.version}` });
    return this.#connectors.get(actor, connector);
  }

  /** The call that proves address and credential of what was installed from this entry; null without one. */
  async probeOf(name: string): Promise<ConnectorProbe | null> {
    return (await this.#entries()).find((entry) => entry.name === name)?.check ?? null;
  }

  #entries(): Promise<CatalogEntry[]> {
    return this.#folder.entries((error) => this.#logger.error({ err: error }, error.message));
  }
}
