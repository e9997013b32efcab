import { type AppBundle, type AppView, type BodyOf, UserError, joinMessages, localize, nameSchema, type routes, verbatim } from "@tessera/contracts";
import { type FileProblem, explodeBundle, exportFiles, importFiles } from "@tessera/page";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import type { Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { appView } from "./app-facts.ts";
import { appMessages } from "./app.messages.ts";
import { type AppService, sizeOf } from "./app.service.ts";
import { completeBundle } from "./complete-bundle.ts";
import { type DraftService, refuseTooLarge } from "./draft.service.ts";
import type { VersionService } from "./version.service.ts";

type ImportInput = BodyOf<typeof routes.apps.importFiles>;

/** Apps as files that a person can read, review and keep in a repository. */
export class AppFileService {
  readonly #apps: AppService;
  readonly #drafts: DraftService;
  readonly #versions: VersionService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(apps: AppService, drafts: DraftService, versions: VersionService, audit: AuditService, transactions: Transactions) {
    this.#apps = apps;
    this.#drafts = drafts;
    this.#versions = versions;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  /** The draft, or a version, as files. */
  async export(actor: Actor, name: string, version: string | undefined): Promise<{ files: Record<string, string> }> {
    if (version !== undefined) return { files: exportFiles((await this.#versions.content(await this.#apps.required(spaceOf(actor), name), version)).bundle) };
    return { files: exportFiles(completeBundle(name, (await this.#drafts.read(spaceOf(actor), name)).records)) };
  }

  /** Makes an app of files, or replaces the draft of the app of that name in one change. Throws `app.files-invalid` (422) with all problems. */
  async import(actor: Actor, input: ImportInput): Promise<AppView> {
    const bundle = mapped(bundleOf(input.files), input.connectors ?? {});
    const name = input.name ?? nameFrom(bundle);
    const records = explodeBundle(bundle);
    refuseTooLarge(name, { recordCount: Object.keys(records).length, sizeBytes: sizeOf(records) });
    const imported = await this.#transactions.run(async (transaction) => {
      const before = await this.#apps.find(spaceOf(actor), name, transaction);
      const after = before === null ? await this.#apps.insert(actor, { name, records, template: null }, transaction) : await this.#drafts.replace(actor, before, records, transaction);
      await this.#audit.record(actor, { target: `app:${name}`, before: before && appView(before), after: appView(after) }, transaction);
      return after;
    });
    this.#drafts.announce(imported);
    return appView(imported);
  }
}

/** The app in files. Throws `app.files-invalid` with file, place and remedy of each problem. */
export function bundleOf(files: Readonly<Record<string, string>>): AppBundle {
  const { bundle, problems } = importFiles(files);
  if (bundle !== null) return bundle;
  const [first] = problems;
  const shown = first === undefined ? "" : joinMessages([verbatim(placeOf(first)), first.text], { en: ": ", "zh-CN": "：" });
  const message = problems.length > 1 ? appMessages.filesMore({ first: shown, count: problems.length - 1 }) : appMessages.files({ first: shown });
  throw new UserError({ reason: "unprocessable", code: serverErrors.appFilesInvalid, message, detail: { errors: problems.slice(0, 200).map((problem) => ({ path: placeOf(problem), detail: problem.text })) } });
}

/** The app with connectors of this space in place of those in its files. */
export function mapped(bundle: AppBundle, connectors: NonNullable<ImportInput["connectors"]>): AppBundle {
  return { ...bundle, app: { ...bundle.app, connectors: { ...bundle.app.connectors, ...connectors } } };
}

function placeOf({ file, path }: FileProblem): string {
  return path === "" ? file : `${file}#${path}`;
}

function nameFrom({ app }: AppBundle): string {
  const slug = localize(app.title, "en").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "").slice(0, 63);
  const parsed = nameSchema.safeParse(slug);
  if (!parsed.success) throw new UserError({ code: serverErrors.appNameNeeded, message: appMessages.nameNeeded(), path: "/name" });
  return parsed.data;
}
