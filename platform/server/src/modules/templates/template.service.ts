import { type AppView, type BodyOf, type Message, type ResponseOf, UserError, isAllowed, nameSchema, type routes } from "@tessera/contracts";
import { explodeBundle } from "@tessera/page";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import type { Logger } from "../../logging/logger.ts";
import type { Transactions } from "../../persistence/transactions.ts";
import { bundleOf, mapped } from "../apps/app-file.service.ts";
import { appView } from "../apps/app-facts.ts";
import { type AppService, appExists } from "../apps/app.service.ts";
import type { VersionService } from "../apps/version.service.ts";
import type { AuditService } from "../audit/audit.service.ts";
import type { TemplateEntry, TemplateFolder } from "./template-folder.ts";
import { templateMessages } from "./template.messages.ts";

type Listed = ResponseOf<typeof routes.templates.list>;
type InstallInput = BodyOf<typeof routes.templates.install>;

/** Apps that come with the platform. */
export class TemplateService {
  readonly #folder: TemplateFolder;
  readonly #apps: AppService;
  readonly #versions: VersionService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;
  readonly #logger: Logger;

  constructor(folder: TemplateFolder, apps: AppService, versions: VersionService, audit: AuditService, transactions: Transactions, logger: Logger) {
    this.#folder = folder;
    this.#apps = apps;
    this.#versions = versions;
    this.#audit = audit;
    this.#transactions = transactions;
    this.#logger = logger;
  }

  async list(actor: Actor): Promise<Listed> {
    const [entries, installed] = await Promise.all([this.#entries(), this.#apps.installed(spaceOf(actor))]);
    return { items: entries.map(({ name, kind, title, description, icon, version, connectors }) => ({ name, kind, title, description, icon, version, connectors, installedAs: installed.get(name) ?? [] })) };
  }

  /**
   * Installs and publishes a template with connectors of this space, all or nothing. Throws `template.not-found`,
   * `template.mapping`, `app.exists` with a free name in `suggestion`, or `app.invalid` with what the connectors lack.
   */
  async install(actor: Actor, template: string, input: InstallInput): Promise<AppView> {
    const space = spaceOf(actor);
    const entry = (await this.#entries()).find(({ name }) => name === template);
    if (entry === undefined) throw new UserError({ reason: "not-found", code: serverErrors.templateNotFound, message: templateMessages.notFound({ template }) });
    if (!isAllowed("app.publish", actor.role ?? undefined, actor.administrator)) throw new UserError({ reason: "forbidden", code: serverErrors.forbidden, message: templateMessages.publishNeeded() });
    requireMapping(entry, input.connectors);
    const name = input.name ?? template;
    if ((await this.#apps.find(space, name)) !== null) throw appExists(name, await this.#freeName(space, name));
    const bundle = mapped(bundleOf(await entry.readFiles()), input.connectors);
    const prepared = await this.#versions.prepare(space, name, bundle, "install");
    return this.#transactions.run(async (transaction) => {
      const app = await this.#apps.insert(actor, { name, records: explodeBundle(bundle), template }, transaction);
      const { after } = await this.#versions.publishPrepared(actor, app, prepared, { version: entry.version, notes: `${template} ${entry.version}`, draftRevision: app.revision }, transaction);
      const view = appView(after);
      await this.#audit.record(actor, { target: `app:${name}`, before: null, after: view }, transaction);
      return view;
    });
  }

  async #freeName(space: string, name: string): Promise<string> {
    for (let number = 2; ; number += 1) {
      const candidate = `${name.slice(0, 58)}-${number}`;
      if (nameSchema.safeParse(candidate).success && (await this.#apps.find(space, candidate)) === null) return candidate;
    }
  }

  #entries(): Promise<TemplateEntry[]> {
    return this.#folder.entries((error) => this.#logger.error({ err: error }, error.message));
  }
}

function requireMapping({ name, connectors }: TemplateEntry, given: InstallInput["connectors"]): void {
  const missing = connectors.filter(({ alias }) => !Object.hasOwn(given, alias)).map(({ alias }) => alias);
  const unknown = Object.keys(given).filter((alias) => !connectors.some((connector) => connector.alias === alias));
  const [first] = [...missing, ...unknown];
  if (first === undefined) return;
  const message = missing.length > 0 ? templateMessages.missing({ template: name, aliases: quoted(missing) }) : templateMessages.unknown({ template: name, alias: first });
  throw new UserError({ reason: "unprocessable", code: serverErrors.templateMapping, message, path: `/connectors/${first}`, detail: { missing, unknown } });
}

function quoted(names: readonly string[]): Message {
  return { en: names.map((name) => `'${name}'`).join(", "), "zh-CN": names.map((name) => `“${name}”`).join("、") };
}
