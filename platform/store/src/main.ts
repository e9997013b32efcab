#!/usr/bin/env node
import { USAGE, parseArguments } from "./arguments.ts";
import { runBackupCommand } from "./backup/run.ts";
import { SettingError } from "./errors.ts";
import { startStore } from "./start-store.ts";

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const done = await runBackupCommand(args);
  if (done !== undefined) {
    process.stdout.write(done);
    return;
  }
  const options = parseArguments(args);
  if (options === "help") {
    process.stdout.write(USAGE);
    return;
  }
  const store = await startStore(options);
  let isClosing = false;
  const stop = (): void => {
    if (isClosing) return;
    isClosing = true;
    store.close().then(() => process.exit(0), fail);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.stdout.write(`tessera-store ready ${store.uri}\n`);
}

function fail(error: unknown): void {
  process.stderr.write(`tessera-store: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof SettingError ? EXIT_USAGE : EXIT_FAILED);
}

main().catch(fail);
