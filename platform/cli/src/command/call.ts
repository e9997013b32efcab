import { routes } from "@tessera/contracts";
import type { Connection } from "../api/connection.ts";
import type { Context, Register } from "../context.ts";
import { readInput } from "../file/input.ts";
import { CommandError } from "../output/failure.ts";
import type { Translate } from "../text/text.ts";
import { buildRequest, paramsOf } from "./call-request.ts";
import { followRun, printRun } from "./run.ts";

interface Options {
  stage: string;
  param: string[];
  body?: string;
  gateway?: string;
  wait?: boolean;
  key?: string;
  json?: boolean;
}

async function gatewayAddress(connection: Connection, options: Options, context: Context): Promise<{ address: string; space: string }> {
  const session = await connection.call(routes.auth.session);
  const byDefault = () => {
    const url = new URL(connection.url);
    url.port = "3080";
    return url.origin;
  };
  const address = options.gateway ?? context.environment.TESSERA_GATEWAY_URL ?? session.gatewayUrl ?? byDefault();
  return { address: address.replace(/\/+$/, ""), space: session.space ?? "" };
}

function parsed(answer: string, text: Translate): unknown {
  try {
    return JSON.parse(answer);
  } catch (error) {
    throw new CommandError(text("badGatewayAnswer", { reason: (error as Error).message }));
  }
}

/** Starts the work of an async operation and waits for its end; the platform makes the calls. */
async function startAndFollow(connection: Connection, connector: string, operation: string, options: Options, context: Context): Promise<void> {
  const { text } = context;
  const params = paramsOf(options.param, text);
  const body = options.body === undefined ? undefined : bodyOf(await readInput(options.body, context.stdin, text));
  const started = await connection.call(routes.runs.start, {
    params: { connector, operation },
    body: { stage: options.stage, params, ...(body === undefined ? {} : { body }), ...(options.key === undefined ? {} : { idempotencyKey: options.key }) },
  });
  printRun(await followRun(connection, started, context, options), context, options);
}

/** JSON is sent as what it says, anything else as text. */
function bodyOf(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch (error) {
    if (error instanceof SyntaxError) return input;
    throw error;
  }
}

export const registerCall: Register = (program, context) => {
  const { text, locale } = context;
  program
    .command("call <connector> <operation>")
    .description(text("call"))
    .option("--stage <stage>", text("optionStage"), "prod")
    .option("--param <name=value>", text("optionParam"), (value: string, all: string[]) => [...all, value], [])
    .option("--body <file>", text("optionBody"))
    .option("--gateway <url>", text("optionGateway"))
    .option("--wait", text("optionWait"))
    .option("--key <key>", text("optionKey"))
    .option("--json", text("optionJson"))
    .action(async (connector: string, operationId: string, options: Options) => {
      const connection = await context.connect();
      if (options.wait) return startAndFollow(connection, connector, operationId, options, context);
      const [{ operation }, { address, space }] = await Promise.all([
        connection.call(routes.connectors.operation, { params: { connector, operation: operationId } }),
        gatewayAddress(connection, options, context),
      ]);
      const request = buildRequest(operation, options.param, text);
      const body = options.body === undefined ? undefined : await readInput(options.body, context.stdin, text);
      const url = `${address}/${space}/${connector}/${options.stage}${request.path}`;
      const response = await fetch(url, {
        method: operation.method,
        headers: { accept: "application/json, */*", "accept-language": locale, ...(body === undefined ? {} : { "content-type": Object.keys(operation.requestBody?.content ?? {})[0] ?? "application/json" }), ...request.headers, authorization: `Bearer ${connection.token}` },
        ...(body === undefined ? {} : { body }),
      }).catch((error: Error & { cause?: { code?: string } }) => {
        throw new CommandError(text("unreachable", { url: address, reason: error.cause?.code ?? error.message }));
      });
      const answer = await response.text();
      const isJson = /json/.test(response.headers.get("content-type") ?? "");
      const value: unknown = isJson && answer !== "" ? parsed(answer, text) : answer;
      context.print(options, { status: response.status, headers: Object.fromEntries(response.headers), body: value }, () => (isJson ? JSON.stringify(value, null, 2) : answer));
      if (!response.ok) process.exitCode = 1;
    });
};
