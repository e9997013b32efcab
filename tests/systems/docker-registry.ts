import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { account } from "./account.ts";
import { type StartedSystem, startSystem } from "./started-system.ts";

/** A real Docker registry with deletion on. With `password` it asks for tessera / mosaic-1. */
export function startDockerRegistry({ password = false } = {}): Promise<StartedSystem> {
  return startSystem({
    name: "Docker Registry",
    prepare: async (folder, port) => {
      await writeFile(join(folder, "htpasswd"), `${account.name}:${account.bcrypt}\n`);
      await writeFile(
        join(folder, "config.yml"),
        `version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: "${join(folder, "data")}" }, delete: { enabled: true } }
http: { addr: "127.0.0.1:${port}", secret: only-for-tests }
${password ? `auth: { htpasswd: { realm: tests, path: "${join(folder, "htpasswd")}" } }` : ""}
`,
      );
      return ["docker-registry", ["serve", join(folder, "config.yml")]];
    },
    ready: async (url) => (await fetch(`${url}/v2/`)).status === (password ? 401 : 200),
  });
}
