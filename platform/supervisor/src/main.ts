import { join } from "node:path";
import { type Message, environmentLocale, readSettings } from "@tessera/contracts";
import { settle } from "./settle.ts";
import { supervisorMessages } from "./supervisor.messages.ts";
import { startSupervisor } from "./supervisor.ts";

const locale = environmentLocale(process.env);
const say = (what: Message): boolean => process.stdout.write(`${what[locale]}\n`);

const read = readSettings(process.env);
if ("error" in read) {
  process.stderr.write(`${read.text[locale]}\n`);
  process.exit(2);
}

let exitCode = 0;
const supervisor = await startSupervisor({
  settings: read.settings,
  environment: process.env,
  root: join(import.meta.dirname, "../../.."),
  say,
  onFatal: (why) => {
    process.stderr.write(`${why[locale]}\n`);
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
    if (!ending) say(supervisorMessages.stopping());
    void end();
  });
}
settle();
await supervisor.ready;
