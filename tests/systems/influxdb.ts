import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "./process.ts";
import { type StartedSystem, startSystem } from "./started-system.ts";

const firstAdministrator = "CREATE USER tessera WITH PASSWORD 'mosaic-1' WITH ALL PRIVILEGES";

/** A real InfluxDB 1.x that asks for a password; its administrator is tessera / mosaic-1. */
export function startInfluxdb(): Promise<StartedSystem> {
  return startSystem({
    name: "InfluxDB",
    prepare: async (folder, port) => {
      await writeFile(
        join(folder, "influxdb.conf"),
        `reporting-disabled = true
bind-address = "127.0.0.1:${await freePort()}"
[meta]
dir = "${join(folder, "meta")}"
[data]
dir = "${join(folder, "data")}"
wal-dir = "${join(folder, "wal")}"
[monitor]
store-enabled = false
[http]
bind-address = "127.0.0.1:${port}"
auth-enabled = true
`,
      );
      return ["influxd", ["-config", join(folder, "influxdb.conf")]];
    },
    ready: async (url) => (await fetch(`${url}/query`, { method: "POST", body: new URLSearchParams({ q: firstAdministrator }) })).ok,
  });
}
