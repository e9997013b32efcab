import { type ApiClient, type StageView, routes } from "@tessera/contracts";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { printable } from "../output/table.ts";
import { changeLines, previewOf } from "./connector-diff.ts";
import { awaitGateways, isServed, progressLines } from "./publish-progress.ts";
import { type RolloutOptions, addRolloutOptions, rolloutOf } from "./rollout-options.ts";

type Json = { json?: boolean };
type OnStage = Json & { stage: string };

interface PublishOptions extends OnStage, RolloutOptions {
  version?: string;
  changelog?: string;
  acceptBreaking?: boolean;
}

/** Prints what a stage became, and which gateways serve it; the exit code is 1 when one does not. */
async function printOutcome(context: Context, call: ApiClient, connector: string, options: OnStage, result: { stage: StageView }, line: string): Promise<void> {
  const progress = await awaitGateways(call, connector, options.stage);
  context.print(options, { ...result, gateways: progress.gateways }, () => [line, ...progressLines(context, progress)].map(printable).join("\n"));
  if (!isServed(progress)) process.exitCode = 1;
}

/** `tessera connector publish`, `promote`, `cancel-canary` and `rollback`. */
export function registerConnectorPublish(connector: Command, context: Context): void {
  const { text } = context;
  const onStage = (command: string, description: string) => connector.command(command).description(description).requiredOption("--stage <stage>", text("optionStage")).option("--json", text("optionJson"));

  addRolloutOptions(onStage("publish <name>", text("connectorPublish")), context)
    .option("--version <version>", text("optionVersion"))
    .option("--changelog <text>", text("optionChangelog"))
    .option("--accept-breaking", text("optionAcceptBreaking"))
    .action(async (name: string, options: PublishOptions) => {
      const rollout = rolloutOf(text, options);
      const { call } = await context.connect();
      const preview = await previewOf(call, name, options.stage, options.version);
      if (!options.json && preview.changes.length > 0) context.stderr.write(`${changeLines(context, preview)}\n`);
      const result = await call(routes.connectors.publish, {
        params: { connector: name, stage: options.stage },
        body: { ...(options.version ? { version: options.version } : {}), ...(options.changelog ? { changelog: options.changelog } : {}), ...(options.acceptBreaking ? { acceptBreaking: true } : {}), ...rollout },
      });
      const said = { name, version: result.release.version, stage: options.stage };
      await printOutcome(context, call, name, options, result, rollout.canary ? text("publishedCanary", { ...said, weight: rollout.canary.weight }) : text("published", said));
    });

  onStage("promote <name>", text("connectorPromote")).action(async (name: string, options: OnStage) => {
    const { call } = await context.connect();
    const result = await call(routes.rollouts.promote, { params: { connector: name, stage: options.stage }, body: {} });
    await printOutcome(context, call, name, options, result, text("published", { name, version: result.stage.release ?? "", stage: options.stage }));
  });

  onStage("cancel-canary <name>", text("connectorCancelCanary")).action(async (name: string, options: OnStage) => {
    const { call } = await context.connect();
    const result = await call(routes.rollouts.cancel, { params: { connector: name, stage: options.stage }, body: {} });
    await printOutcome(context, call, name, options, result, text("canaryCancelled", { name, version: result.stage.lastRollout?.version ?? "", served: result.stage.release ?? "", stage: options.stage }));
  });

  onStage("rollback <name>", text("connectorRollback")).action(async (name: string, options: OnStage) => {
    const { call } = await context.connect();
    const found = await call(routes.connectors.get, { params: { connector: name } });
    const previous = found.stages.find((stage) => stage.name === options.stage)?.previousRelease ?? undefined;
    // Without an earlier version the platform says what is missing: the stage, or anything to go back to.
    const result = previous === undefined ? undefined : await call(routes.connectors.publish, { params: { connector: name, stage: options.stage }, body: { version: previous } });
    if (result === undefined) {
      context.stderr.write(`${text("nothingToGoBackTo", { name, stage: options.stage })}\n`);
      process.exitCode = 1;
      return;
    }
    await printOutcome(context, call, name, options, result, text("published", { name, version: result.release.version, stage: options.stage }));
  });
}
