import { type ApiClient, type OperationPolicy, routes } from "@tessera/contracts";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { UsageError } from "../output/failure.ts";
import { numberOption } from "./number-option.ts";

type Json = { json?: boolean };

/** Changes a part of what is decided about an operation and leaves the rest as it is. */
async function decide(call: ApiClient, connector: string, operation: string, change: Partial<OperationPolicy>) {
  const { items } = await call(routes.policies.list, { params: { connector } });
  const known = items.find((policy) => policy.operation === operation);
  const { offline = null, deprecation = null, limit = null } = known ?? {};
  return call(routes.policies.save, { params: { connector, operation }, body: { offline, deprecation, limit, ...change, ...(known === undefined ? {} : { revision: known.revision }) } });
}

/** `tessera connector offline`, `online`, `deprecate`, `limit` and `callers`. */
export function registerConnectorLifecycle(connector: Command, context: Context): void {
  const { text, print, table } = context;
  const onOperation = (command: string, description: string) => connector.command(`${command} <name> <operation>`).description(description).option("--json", text("optionJson"));
  const date = (option: string, value: string): string => {
    const at = new Date(value);
    if (Number.isNaN(at.getTime())) throw new UsageError(text("badDate", { option, value }));
    return at.toISOString();
  };
  const report = (options: Json, result: Awaited<ReturnType<typeof decide>>, line: string) =>
    print(options, result, () => (result.policy.servedOn.length === 0 ? `${line}\n${text("notServed", { operation: result.policy.operation })}` : line));

  onOperation("offline", text("connectorOffline"))
    .requiredOption("--message <text>", text("optionOfflineMessage"))
    .option("--message-zh <text>", text("optionMessageZh"))
    .option("--from <date>", text("optionFrom"))
    .action(async (name: string, operation: string, options: Json & { message: string; messageZh?: string; from?: string }) => {
      const from = options.from === undefined ? undefined : date("--from", options.from);
      const { call } = await context.connect();
      const message = { en: options.message, ...(options.messageZh === undefined ? {} : { "zh-CN": options.messageZh }) };
      const result = await decide(call, name, operation, { offline: { message, ...(from === undefined ? {} : { from }) } });
      report(options, result, text("operationOffline", { operation, from: result.policy.offline?.from ?? "" }));
    });

  onOperation("online", text("connectorOnline")).action(async (name: string, operation: string, options: Json) => {
    const { call } = await context.connect();
    report(options, await decide(call, name, operation, { offline: null }), text("operationOnline", { operation }));
  });

  onOperation("deprecate", text("connectorDeprecate"))
    .option("--sunset <date>", text("optionSunset"))
    .option("--replacement <operation>", text("optionReplacement"))
    .option("--link <url>", text("optionLink"))
    .option("--message <text>", text("optionDeprecationMessage"))
    .option("--undo", text("optionUndo"))
    .action(async (name: string, operation: string, options: Json & { sunset?: string; replacement?: string; link?: string; message?: string; undo?: boolean }) => {
      const { undo, replacement, link, message } = options;
      const sunset = options.sunset === undefined ? undefined : date("--sunset", options.sunset);
      const { call } = await context.connect();
      const deprecation = { since: new Date().toISOString(), ...(sunset ? { sunset } : {}), ...(replacement ? { replacement } : {}), ...(link ? { link } : {}), ...(message ? { message: { en: message } } : {}) };
      report(options, await decide(call, name, operation, { deprecation: undo ? null : deprecation }), text(undo ? "operationNotDeprecated" : "operationDeprecated", { operation }));
    });

  onOperation("limit", text("connectorLimit"))
    .option("--count <count>", text("optionCount"))
    .option("--window <seconds>", text("optionWindow"), "60")
    .option("--per <who>", text("optionPer"), "caller")
    .option("--undo", text("optionUndo"))
    .action(async (name: string, operation: string, options: Json & { count?: string; window: string; per: string; undo?: boolean }) => {
      const { per } = options;
      if (per !== "caller" && per !== "operation") throw new UsageError(text("badPer", { value: per }));
      const limit = options.undo ? null : { count: Math.round(numberOption(text, "--count", options.count ?? "", 1, 1_000_000)), windowSeconds: Math.round(numberOption(text, "--window", options.window, 1, 86_400)), per: per as "caller" | "operation" };
      const { call } = await context.connect();
      report(options, await decide(call, name, operation, { limit }), text(limit === null ? "operationNotLimited" : "operationLimited", { operation, count: limit?.count ?? 0, seconds: limit?.windowSeconds ?? 0 }));
    });

  connector
    .command("callers <name> [operation]")
    .description(text("connectorCallers"))
    .option("--stage <stage>", text("optionStage"))
    .option("--days <days>", text("optionDays"), "30")
    .option("--json", text("optionJson"))
    .action(async (name: string, operation: string | undefined, options: Json & { stage?: string; days: string }) => {
      const days = Math.round(numberOption(text, "--days", options.days, 1, 90));
      const { call } = await context.connect();
      const { items } = await call(routes.policies.callers, { params: { connector: name }, query: { days, ...(operation === undefined ? {} : { operation }), ...(options.stage === undefined ? {} : { stage: options.stage }) } });
      print(options, items, () =>
        table(
          [text("columnOperation"), text("columnStage"), text("columnCaller"), text("columnCalls"), text("columnFailures"), text("columnLastCall")],
          items.map((item) => [item.operation, item.stage, item.callerName === item.caller ? item.caller : `${item.callerName} (${item.caller})`, String(item.calls), String(item.failures), item.lastAt]),
        ),
      );
    });
}
