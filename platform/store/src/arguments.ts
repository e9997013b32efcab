import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { SettingError } from "./errors.ts";
import type { StoreOptions } from "./start-store.ts";

const EXAMPLE = "e.g. tessera-store --dbpath ./data/store --socket ./data/store.sock";

/** Text of `--help`. */
export const USAGE = `tessera-store --dbpath DIR [--socket FILE.sock | --port N [--host ADDRESS]] [--oplog-mb N] [--oplog-hours N]

  --dbpath DIR        folder of the data, created when missing; one process at a time
  --socket FILE.sock  listen on a Unix socket
  --port N            listen on TCP (default 27017; 0 takes a free port)
  --host ADDRESS      address for --port (default 127.0.0.1); one that others reach needs --user
  --user NAME         user that clients log in as, with SCRAM-SHA-256 and authSource=admin
  --password-file F   file whose first line is the password of that user
  --oplog-mb N        size of the change history in MiB (default 256)
  --oplog-hours N     age of the change history in hours (default 24)
  --setParameter enableTestCommands=1
                      offer configureFailPoint, for tests only

tessera-store backup --dbpath DIR --out FILE     write the state of this moment to FILE, also while the store runs
tessera-store restore --from FILE --dbpath DIR   put a backup into a folder that holds no store yet
`;

/** Reads the command line; anything wrong is a SettingError of one line with an example. */
export function parseArguments(args: readonly string[]): StoreOptions | "help" {
  const values = parsed(args);
  if (values.help === true) return "help";
  if (values.dbpath === undefined || values.dbpath === "") throw new SettingError(`--dbpath is missing: name the folder of the data, ${EXAMPLE}`);
  if (values.socket !== undefined && values.port !== undefined) throw new SettingError(`--socket and --port exclude each other: give one of them, ${EXAMPLE}`);
  if (values.socket !== undefined && !values.socket.endsWith(".sock")) throw new SettingError(`--socket ${values.socket} does not end in .sock, by which drivers recognise a socket, ${EXAMPLE}`);
  const megabytes = numberOf("--oplog-mb", values["oplog-mb"], 1, 1_048_576);
  const hours = numberOf("--oplog-hours", values["oplog-hours"], 0.001, 87_600);
  const port = numberOf("--port", values.port, 0, 65_535);
  if (port !== undefined && !Number.isInteger(port)) throw new SettingError(`--port ${values.port} is not a whole number, ${EXAMPLE}`);
  return {
    dbPath: values.dbpath,
    ...(values.socket !== undefined && { socketPath: values.socket }),
    ...(values.host !== undefined && { host: values.host }),
    ...(port !== undefined && { port }),
    ...(testCommandsOf(values.setParameter) && { enableTestCommands: true }),
    ...credentialsOf(values.user, values["password-file"]),
    oplogLimits: { ...(megabytes !== undefined && { maxBytes: megabytes * 1_048_576 }), ...(hours !== undefined && { maxAgeMs: hours * 3_600_000 }) },
  };
}

function parsed(args: readonly string[]) {
  const option = { type: "string" } as const;
  try {
    const options = { dbpath: option, socket: option, port: option, host: option, user: option, "password-file": option, "oplog-mb": option, "oplog-hours": option, setParameter: { ...option, multiple: true }, help: { type: "boolean" } } as const;
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new SettingError(`${error instanceof Error ? error.message.split(".")[0] : String(error)}, ${EXAMPLE}`);
  }
}

function numberOf(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === "" || !(number >= least && number <= most)) throw new SettingError(`${name} ${text} is not a number from ${least} to ${most}, ${EXAMPLE}`);
  return number;
}

function testCommandsOf(given: readonly string[] = []): boolean {
  const unknown = given.find((one) => !/^enableTestCommands=(0|1|false|true)$/.test(one));
  if (unknown !== undefined) throw new SettingError(`--setParameter ${unknown} is not known, e.g. --setParameter enableTestCommands=1`);
  return given.length > 0 && /=(1|true)$/.test(given.at(-1) as string);
}

function credentialsOf(user: string | undefined, file: string | undefined): Pick<StoreOptions, "credentials"> {
  const example = "e.g. --user tessera --password-file ./store.password";
  if (user === undefined && file === undefined) return {};
  if (user === undefined || user === "") throw new SettingError(`--password-file is given without --user: name both, ${example}`);
  if (file === undefined) throw new SettingError(`--user ${user} has no password: name the file that holds it, ${example}`);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new SettingError(`--password-file ${file} cannot be read (${(error as { code?: string }).code ?? String(error)}): name a file whose first line is the password, ${example}`);
  }
  const password = text.split(/\r?\n/, 1)[0];
  if (password === undefined || password === "") throw new SettingError(`--password-file ${file} has an empty first line: write the password there, ${example}`);
  return { credentials: { user, password } };
}
