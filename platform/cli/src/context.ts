import type { Readable, Writable } from "node:stream";
import type { Locale } from "@tessera/contracts";
import type { Command } from "commander";
import { type Connection, connect } from "./api/connection.ts";
import { formatTable } from "./output/table.ts";
import type { Translate } from "./text/text.ts";

/** What every command works with. */
export interface Context {
  environment: Record<string, string | undefined>;
  stdin: Readable;
  stdout: Writable;
  stderr: NodeJS.WritableStream;
  text: Translate;
  locale: Locale;
  connect: () => Promise<Connection>;
  /** Prints the JSON with `--json`, else the lines. */
  print: (options: { json?: boolean | undefined }, json: unknown, lines: () => string) => void;
  table: (head: readonly string[], rows: readonly (readonly string[])[]) => string;
}

/** Adds its commands to the program. */
export type Register = (program: Command, context: Context) => void;

export function createContext(options: Pick<Context, "environment" | "stdin" | "stdout" | "stderr" | "text" | "locale">): Context {
  return {
    ...options,
    connect: () => connect(options.environment, options.text, options.locale),
    print: ({ json }, value, lines) => {
      options.stdout.write(`${json ? JSON.stringify(value, null, 2) : lines()}\n`);
    },
    table: (head, rows) => (rows.length === 0 ? options.text("nothing") : formatTable(head, rows)),
  };
}
