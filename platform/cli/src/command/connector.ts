import { type ConnectorView, localize, routes } from "@tessera/contracts";
import { everyPage } from "../api/connection.ts";
import type { Context, Register } from "../context.ts";
import { readInput } from "../file/input.ts";
import { printable } from "../output/table.ts";
import { registerConnectorDiff } from "./connector-diff.ts";
import { registerConnectorLifecycle } from "./connector-lifecycle.ts";
import { registerConnectorPublish } from "./connector-publish.ts";

type Json = { json?: boolean };

function stagesOf(connector: ConnectorView): string {
  return connector.stages.map((stage) => `${stage.name}${stage.release ? `@${stage.release}` : ""}`).join(" ");
}

function details(context: Context, connector: ConnectorView): string {
  const { text, locale, table } = context;
  return table(
    [text("columnField"), text("columnValue")],
    [
      [text("columnName"), connector.name],
      [text("columnTitle"), localize(connector.title, locale)],
      [text("columnOperations"), String(connector.operationCount)],
      [text("columnStages"), stagesOf(connector)],
      [text("columnVersion"), connector.latestVersion ?? ""],
      ...connector.stages.map((stage) => [stage.name, `${stage.backend?.url ?? "-"} (${stage.credential.kind})`]),
    ],
  );
}

export const registerConnector: Register = (program, context) => {
  const { text, print, table, locale } = context;
  const connector = program.command("connector").description(text("connector"));

  connector
    .command("import <source>")
    .description(text("connectorImport"))
    .requiredOption("--name <name>", text("optionName"))
    .option("--backend <url>", text("optionBackend"))
    .option("--stage <stage>", text("optionStage"), "prod")
    .option("--json", text("optionJson"))
    .action(async (source: string, options: Json & { name: string; backend?: string; stage: string }) => {
      const { call } = await context.connect();
      const document = /^https?:\/\//.test(source) ? { url: source } : { text: await readInput(source, context.stdin, text) };
      const result = await call(routes.connectors.import, {
        body: { name: options.name, document, stage: options.stage, ...(options.backend ? { backend: options.backend } : {}) },
      });
      print(options, result, () =>
        [
          ...result.report.problems.map((problem) => `${text(`severity_${problem.severity}`)}  ${printable(problem.pointer)}  ${printable(problem.message[locale])}`),
          text("imported", { name: options.name, count: result.report.operations.length, skipped: result.report.skipped.length }),
        ].join("\n"),
      );
    });

  connector
    .command("list")
    .description(text("connectorList"))
    .option("--json", text("optionJson"))
    .action(async (options: Json) => {
      const { call } = await context.connect();
      const items = await everyPage((query) => call(routes.connectors.list, { query }));
      print(options, items, () =>
        table(
          [text("columnName"), text("columnTitle"), text("columnOperations"), text("columnStages")],
          items.map((item) => [item.name, localize(item.title, locale), String(item.operationCount), stagesOf(item)]),
        ),
      );
    });

  connector
    .command("show <name>")
    .description(text("connectorShow"))
    .option("--json", text("optionJson"))
    .action(async (name: string, options: Json) => {
      const { call } = await context.connect();
      const found = await call(routes.connectors.get, { params: { connector: name } });
      print(options, found, () => details(context, found));
    });

  connector
    .command("export <name>")
    .description(text("connectorExport"))
    .option("--version <version>", text("optionVersion"))
    .option("--json", text("optionJson"))
    .action(async (name: string, options: Json & { version?: string }) => {
      const { call } = await context.connect();
      const document = await call(routes.connectors.export, { params: { connector: name }, query: options.version ? { version: options.version } : {} });
      print({ json: true }, document, () => "");
    });

  connector
    .command("check <name>")
    .description(text("connectorCheck"))
    .option("--json", text("optionJson"))
    .action(async (name: string, options: Json) => {
      const { call } = await context.connect();
      const readiness = await call(routes.connectors.readiness, { params: { connector: name } });
      const { stages } = await call(routes.catalog.check, { params: { connector: name } });
      const ready = readiness.ready && stages.every(({ ok }) => ok);
      print(options, { ...readiness, ready, stages }, () =>
        [
          table(
            [text("columnStep"), text("columnReady"), text("columnMessage")],
            [
              ...readiness.steps.map((step) => [text(`step_${step.step}`), text(step.ready ? "yes" : "no"), step.message[locale]]),
              ...stages.map(({ stage, ok, message }) => [text("step_answers", { stage }), text(ok ? "yes" : "no"), message[locale]]),
            ],
          ),
          text(ready ? "ready" : "notReady", { name }),
        ].join("\n"),
      );
      if (!ready) process.exitCode = 1;
    });

  registerConnectorDiff(connector, context);

  registerConnectorPublish(connector, context);
  registerConnectorLifecycle(connector, context);
};
