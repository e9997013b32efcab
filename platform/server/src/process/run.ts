import { join, resolve } from "node:path";
import { type Message, type Settings, environmentLocale, isTesseraError, readSettings, verbatim } from "@tessera/contracts";
import { storeErrorOf } from "../persistence/store-error.ts";
import { type Resources, closeResources, openResources } from "../platform/resources.ts";
import { processMessages } from "./process.messages.ts";

/** What a started role gives back. */
export interface RunningRole {
  close(): Promise<void>;
}

/** A role that runs, and the lines of standard output that say so. */
export interface StartedRole {
  role: RunningRole;
  announcement: readonly string[];
}

/**
 * Runs one role of the platform as this process: settings from the environment, resources, signals. Whoever has read the
 * announcement may end the process: by then it listens to signals. Bad settings: one line and exit code 2; anything else that
 * keeps it from starting: one line and exit code 1.
 */
export async function runProcess(name: string, start: (resources: Resources) => Promise<StartedRole>): Promise<void> {
  const settings = settingsOrExit(() => undefined);
  let resources: Resources | undefined;
  try {
    resources = await openResources(settings, name);
    const { role, announcement } = await start(resources);
    endOnSignal(role, resources);
    process.stdout.write(announcement.map((line) => `${line}\n`).join(""));
  } catch (error) {
    if (isPortTaken(error)) {
      say(processMessages.portTaken({ port: settings.TESSERA_PORT, next: settings.TESSERA_PORT + 1 }));
      process.exit(2);
    }
    resources?.logger.fatal({ err: error }, "cannot start");
    say(processMessages.cannotStart({ name, reason: reasonOf(error) }));
    process.exit(1);
  }
}

/**
 * Does one thing beside the running platform, then ends. Where `MONGODB_URI` is not set, the store is the embedded one of
 * `TESSERA_DATA_DIR`. Whatever is wrong: one line and exit code 2 (settings) or 1.
 */
export async function runCommand(name: string, work: (resources: Resources) => Promise<void>): Promise<void> {
  const settings = settingsOrExit(({ TESSERA_DATA_DIR }) => `mongodb://${encodeURIComponent(join(resolve(TESSERA_DATA_DIR), "store.sock"))}/?directConnection=true`);
  let resources: Resources | undefined;
  try {
    resources = await openResources({ ...settings, TESSERA_LOG_LEVEL: "fatal" }, name);
    await work(resources);
  } catch (error) {
    say(reasonOf(error));
    process.exitCode = 1;
  } finally {
    if (resources !== undefined) await closeResources(resources);
  }
}

function settingsOrExit(defaultStore: (settings: Settings) => string | undefined): Settings & { MONGODB_URI: string } {
  const read = readSettings(process.env);
  if ("error" in read) return exitWith(read.text);
  const uri = read.settings.MONGODB_URI ?? defaultStore(read.settings);
  return uri === undefined ? exitWith(processMessages.storeAddress()) : { ...read.settings, MONGODB_URI: uri };
}

function exitWith(reason: Message): never {
  say(reason);
  process.exit(2);
}

function say(message: Message): void {
  process.stderr.write(`${message[environmentLocale(process.env)]}\n`);
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

function reasonOf(error: unknown): Message {
  if (isTesseraError(error)) return error.text;
  return storeErrorOf(error)?.text ?? verbatim(error instanceof Error ? error.message : String(error));
}

function endOnSignal(role: RunningRole, resources: Resources): void {
  let ending: Promise<void> | undefined;
  const end = (): void => {
    ending ??= role
      .close()
      .then(() => closeResources(resources))
      .then(
        () => process.exit(0),
        (error: unknown) => {
          resources.logger.error({ err: error }, "did not end cleanly");
          process.exit(1);
        },
      );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}
