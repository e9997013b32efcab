import { basename, resolve } from "node:path";
import { type AppView, localize, routes } from "@tessera/contracts";
import { everyPage } from "../api/connection.ts";
import type { Register } from "../context.ts";
import { readAppFolder, writeAppFolder } from "../file/app-folder.ts";

type Json = { json?: boolean };

export const registerApp: Register = (program, context) => {
  const { text, print, table, locale } = context;
  const app = program.command("app").description(text("app"));
  const row = (item: AppView) => [item.name, localize(item.title, locale), item.published ?? "-", item.updatedAt, item.updatedBy];
  const head = () => [text("columnName"), text("columnTitle"), text("columnLive"), text("columnWhen"), text("columnBy")];

  app
    .command("import <dir>")
    .description(text("appImport"))
    .option("--name <name>", text("optionName"))
    .option("--json", text("optionJson"))
    .action(async (dir: string, options: Json & { name?: string }) => {
      const { call } = await context.connect();
      const files = await readAppFolder(dir, text);
      const made = await call(routes.apps.importFiles, { body: { files, name: options.name ?? basename(resolve(dir)) } });
      print(options, made, () => text("appImported", { name: made.name }));
    });

  app
    .command("export <app>")
    .description(text("appExport"))
    .requiredOption("-o, --output <dir>", text("optionOutput"))
    .option("--version <version>", text("optionVersion"))
    .option("--json", text("optionJson"))
    .action(async (name: string, options: Json & { output: string; version?: string }) => {
      const { call } = await context.connect();
      const { files } = await call(routes.apps.exportFiles, { params: { app: name }, query: options.version ? { version: options.version } : {} });
      await writeAppFolder(options.output, files, text);
      print(options, { folder: resolve(options.output), files: Object.keys(files).sort() }, () =>
        text("exported", { count: Object.keys(files).length, folder: options.output }),
      );
    });

  app
    .command("publish <app>")
    .description(text("appPublish"))
    .option("--version <version>", text("optionVersion"))
    .option("--notes <text>", text("optionNotes"))
    .option("--json", text("optionJson"))
    .action(async (name: string, options: Json & { version?: string; notes?: string }) => {
      const { call } = await context.connect();
      const version = await call(routes.apps.publish, {
        params: { app: name },
        body: { ...(options.version ? { version: options.version } : {}), ...(options.notes ? { notes: options.notes } : {}) },
      });
      print(options, version, () => text("appPublished", { name, version: version.version }));
    });

  app
    .command("rollback <app>")
    .description(text("appRollback"))
    .requiredOption("--to <version>", text("optionTo"))
    .option("--json", text("optionJson"))
    .action(async (name: string, options: Json & { to: string }) => {
      const { call } = await context.connect();
      const version = await call(routes.apps.rollback, { params: { app: name }, body: { to: options.to } });
      print(options, version, () => text("appPublished", { name, version: version.version }));
    });

  app
    .command("list")
    .description(text("appList"))
    .option("--json", text("optionJson"))
    .action(async (options: Json) => {
      const { call } = await context.connect();
      const items = await everyPage((query) => call(routes.apps.list, { query }));
      print(options, items, () => table(head(), items.map(row)));
    });

  app
    .command("show <app>")
    .description(text("appShow"))
    .option("--json", text("optionJson"))
    .action(async (name: string, options: Json) => {
      const { call } = await context.connect();
      const found = await call(routes.apps.get, { params: { app: name } });
      print(options, found, () => table(head(), [row(found)]));
    });

  app
    .command("history <app>")
    .description(text("appHistory"))
    .option("--json", text("optionJson"))
    .action(async (name: string, options: Json) => {
      const { call } = await context.connect();
      const items = await everyPage((query) => call(routes.apps.versions, { params: { app: name }, query }));
      print(options, items, () =>
        table(
          [text("columnVersion"), text("columnLive"), text("columnWhen"), text("columnBy"), text("columnNotes")],
          items.map((item) => [item.version, text(item.live ? "yes" : "no"), item.createdAt, item.createdBy, item.notes]),
        ),
      );
    });
};
