import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type StartedSystem, startSystem } from "./started-system.ts";

const require = createRequire(import.meta.url);
const program = join(dirname(require.resolve("verdaccio")), "../bin/verdaccio");

/** A real Verdaccio without other registries behind it: everybody reads, may register, and then publishes. */
export function startVerdaccio(): Promise<StartedSystem> {
  return startSystem({
    name: "Verdaccio",
    prepare: async (folder, port) => {
      await writeFile(
        join(folder, "config.yaml"),
        `storage: "${join(folder, "storage")}"
auth: { htpasswd: { file: "${join(folder, "htpasswd")}", algorithm: bcrypt, rounds: 4 } }
uplinks: {}
packages: { "**": { access: $all, publish: $authenticated, unpublish: $authenticated } }
web: { enabled: false }
log: { type: stdout, format: json, level: warn }
`,
      );
      return [process.execPath, [program, "--config", join(folder, "config.yaml"), "--listen", `127.0.0.1:${port}`]];
    },
    ready: async (url) => (await fetch(`${url}/-/ping`)).ok,
  });
}
