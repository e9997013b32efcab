import { type Settings, isTesseraError, readSettings } from "@tessera/contracts";
import { storeErrorOf } from "../persistence/store-error.ts";
import { type Resources, closeResources, openResources } from "../platform/resources.ts";

/** What a started role gives back. */
export interface RunningRole {
  close(): Promise<void>;
}

/**
 * Runs one role of the platform as this process: settings from the environment, resources, signals. Bad settings: one line
 * and exit code 2; anything else that keeps it from starting: one line and exit code 1.
 */
export async function runProcess(name: string, start: (resources: Resources) => Promise<RunningRole>): Promise<void> {
  const settings = settingsOrExit();
  let resources: Resources | undefined;
  try {
    resources = await openResources(settings, name);
    endOnSignal(await start(resources), resources);
  } catch (error) {
    if (isPortTaken(error)) {
      process.stderr.write(`TESSERA_PORT ${settings.TESSERA_PORT} is in use by another process; choose a free one, e.g. TESSERA_PORT=${settings.TESSERA_PORT + 1}\n`);
      process.exit(2);
    }
    resources?.logger.fatal({ err: error }, "cannot start");
    process.stderr.write(`${name} cannot start: ${reasonOf(error)}\n`);
    process.exit(1);
  }
}

function settingsOrExit(): Settings & { MONGODB_URI: string } {
  const read = readSettings(process.env);
  const error = "error" in read ? read.error : read.settings.MONGODB_URI === undefined ? "MONGODB_URI must be a MongoDB address, e.g. MONGODB_URI=mongodb://db1.example.com:27017/?replicaSet=rs0" : undefined;
  if (error === undefined && "settings" in read) return read.settings as Settings & { MONGODB_URI: string };
  process.stderr.write(`${error ?? "settings are wrong"}\n`);
  process.exit(2);
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

function reasonOf(error: unknown): string {
  if (isTesseraError(error)) return error.message;
  return storeErrorOf(error)?.message ?? (error instanceof Error ? error.message : String(error));
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
