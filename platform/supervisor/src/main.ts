import { join } from "node:path";
import { readSettings } from "@tessera/contracts";
import { startSupervisor } from "./supervisor.ts";

const read = readSettings(process.env);
if ("error" in read) {
  process.stderr.write(`${read.error}\n`);
  process.exit(2);
}

let exitCode = 0;
const supervisor = await startSupervisor({
  settings: read.settings,
  environment: process.env,
  root: join(import.meta.dirname, "../../.."),
  print: (line) => process.stdout.write(`${line}\n`),
  onFatal: (why) => {
    process.stderr.write(`${why}\n`);
    exitCode = 2;
    void end();
  },
});

let ending: Promise<void> | undefined;
function end(): Promise<void> {
  ending ??= supervisor.stop().then(() => {
    process.exit(exitCode);
  });
  return ending;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!ending) process.stdout.write("\nStopping…\n");
    void end();
  });
}
await supervisor.ready;
