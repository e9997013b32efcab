import { type ApiClient, ApiError, type PublishPreview, localize, routes } from "@tessera/contracts";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { printable } from "../output/table.ts";

/** Changes and broken queries that a terminal shows; `--json` has all that the platform lists. */
const shown = 50;

/** What publishing would change on a stage; `version` may name a release that there is not yet. */
export async function previewOf(call: ApiClient, connector: string, stage: string, version?: string): Promise<PublishPreview> {
  try {
    return await call(routes.connectors.preview, { params: { connector, stage }, query: version === undefined ? {} : { version } });
  } catch (error) {
    if (version === undefined || !(error instanceof ApiError) || error.problem.code !== "release.not-found") throw error;
    return call(routes.connectors.preview, { params: { connector, stage }, query: {} });
  }
}

/** Changes, breaking ones first, and the queries that they break. */
export function changeLines({ text, locale }: Context, { changes, counts, impact }: PublishPreview): string {
  if (changes.length === 0) return text("noChanges");
  const total = counts.breaking + counts["non-breaking"] + counts.documentation;
  const broken = (impact ?? []).map(({ app, title, versions, query, pages }) => {
    const named = { app: localize(title, locale) || app, versions: versions.map((version) => version ?? text("impactDraft")).join(", "), query: query.name };
    return text("impactApp", { ...named, pages: pages.map((page) => localize(page.title, locale) || page.id).join(", ") || "-" });
  });
  return [
    ...changes.slice(0, shown).map(({ level, message }) => `${text(`level_${level}`)}  ${message[locale]}`),
    ...(total > shown ? [text("changesMore", { count: total - shown })] : []),
    ...broken.slice(0, shown),
    ...(broken.length > shown ? [text("changesMore", { count: broken.length - shown })] : []),
    text("changeCounts", { breaking: counts.breaking, others: counts["non-breaking"], documentation: counts.documentation }),
  ].map(printable).join("\n");
}

/** `tessera connector diff`. */
export function registerConnectorDiff(connector: Command, context: Context): void {
  const { text, print } = context;
  connector
    .command("diff <name>")
    .description(text("connectorDiff"))
    .option("--stage <stage>", text("optionStage"), "prod")
    .option("--version <version>", text("optionVersion"))
    .option("--json", text("optionJson"))
    .action(async (name: string, options: { stage: string; version?: string; json?: boolean }) => {
      const { call } = await context.connect();
      const preview = await call(routes.connectors.preview, { params: { connector: name, stage: options.stage }, query: options.version === undefined ? {} : { version: options.version } });
      const { suggestedVersion, nextVersion, needsAcceptance } = preview;
      const advice = needsAcceptance ? text("versionSuggested", { suggested: suggestedVersion, next: nextVersion }) : text("versionNext", { version: nextVersion });
      print(options, preview, () => `${changeLines(context, preview)}\n${advice}`);
    });
}
