import { type OperationRunDetail, type OperationRunView, operationRunStates, routes } from "@tessera/contracts";
import type { Connection } from "../api/connection.ts";
import type { Context, Register } from "../context.ts";
import { UsageError } from "../output/failure.ts";
import { printable } from "../output/table.ts";

type Json = { json?: boolean };

const listed = 50;
/** Longest wait of one request for a change, seconds. */
const waitSeconds = 25;

/** Follows work to its end; each change is told on standard error unless JSON is asked for. */
export async function followRun({ call }: Connection, started: OperationRunDetail, context: Context, options: Json): Promise<OperationRunDetail> {
  let run = started;
  let told = "";
  for (;;) {
    const line = progressLine(run, context);
    if (!options.json && line !== told) context.stderr.write(`${line}\n`);
    told = line;
    if (run.finishedAt !== null) return run;
    run = await call(routes.runs.get, { params: { run: run.id }, query: { wait: waitSeconds, after: run.change } });
  }
}

/** What the work gave, or why it gave nothing; exit code 1 where it did not succeed. */
export function printRun(run: OperationRunDetail, context: Context, options: Json): void {
  context.print(options, run, () => (run.state === "succeeded" ? (typeof run.result === "string" ? run.result : JSON.stringify(run.result, null, 2)) : printable(run.error?.detail ?? run.state)));
  if (run.state !== "succeeded") process.exitCode = 1;
}

function progressLine(run: OperationRunView, { text }: Context): string {
  const parts = [run.state, run.backendState, run.progress === null ? null : `${Math.round(run.progress * 100)} %`];
  return printable(text("runProgress", { run: run.id, state: parts.filter((part) => part !== null).join(" · ") }));
}

export const registerRun: Register = (program, context) => {
  const { text, print, table } = context;
  const run = program.command("run").description(text("run"));

  run
    .command("list")
    .description(text("runList"))
    .option("--connector <name>", text("optionRunConnector"))
    .option("--operation <operation>", text("optionRunOperation"))
    .option("--state <state>", text("optionRunState"))
    .option("--json", text("optionJson"))
    .action(async (options: Json & { connector?: string; operation?: string; state?: string }) => {
      const state = operationRunStates.find((one) => one === options.state);
      if (options.state !== undefined && state === undefined) throw new UsageError(text("badRunState", { value: options.state, states: operationRunStates.join(", ") }));
      const { call } = await context.connect();
      const { items } = await call(routes.runs.list, { query: { limit: listed, ...(options.connector ? { connector: options.connector } : {}), ...(options.operation ? { operation: options.operation } : {}), ...(state ? { state } : {}) } });
      const row = (one: OperationRunView) => [one.id, `${one.connector}/${one.operation}`, one.state, one.progress === null ? "" : `${Math.round(one.progress * 100)} %`, one.callerName, one.startedAt];
      print(options, items, () => table([text("columnRun"), text("columnOperation"), text("columnState"), text("columnProgress"), text("columnCaller"), text("columnStarted")], items.map(row)));
    });

  run
    .command("show <run>")
    .description(text("runShow"))
    .option("--wait", text("optionRunWait"))
    .option("--json", text("optionJson"))
    .action(async (id: string, options: Json & { wait?: boolean }) => {
      const connection = await context.connect();
      const found = await connection.call(routes.runs.get, { params: { run: id } });
      if (options.wait) return printRun(await followRun(connection, found, context, options), context, options);
      print(options, found, () => details(found, context));
    });

  run
    .command("cancel <run>")
    .description(text("runCancel"))
    .option("--json", text("optionJson"))
    .action(async (id: string, options: Json) => {
      const { call } = await context.connect();
      const cancelled = await call(routes.runs.cancel, { params: { run: id } });
      print(options, cancelled, () => [progressLine(cancelled, context), ...(cancelled.error === null ? [] : [printable(cancelled.error.detail)])].join("\n"));
    });
};

function details(run: OperationRunDetail, { text, table }: Context): string {
  const facts: [string, string][] = [
    [text("columnOperation"), `${run.connector}/${run.operation} (${run.stage} ${run.version})`],
    [text("columnState"), [run.state, run.backendState].filter((part) => part !== null).join(" · ")],
    [text("columnCaller"), run.callerName],
    [text("columnBackendId"), run.backendId ?? ""],
    [text("columnStarted"), run.startedAt],
    [text("columnFinished"), run.finishedAt ?? ""],
  ];
  const events = run.events.map((event) => [event.at, event.kind, event.status === null ? "" : String(event.status), event.backendState ?? "", event.count > 1 ? `×${event.count}` : "", event.detail ?? ""]);
  const result = run.state === "succeeded" ? [JSON.stringify(run.result, null, 2)] : run.error === null ? [] : [printable(run.error.detail)];
  return [table([text("columnField"), text("columnValue")], facts), table([text("columnAt"), text("columnEvent"), text("columnStatus"), text("columnState"), "", text("columnDetail")], events), ...result].join("\n\n");
}
