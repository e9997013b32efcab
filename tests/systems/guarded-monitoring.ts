import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { account } from "./account.ts";
import { type StartedSystem, startSystem } from "./started-system.ts";

/** Writes what `--web.config.file` names: one user with a password. */
async function guard(folder: string): Promise<string> {
  const file = join(folder, "web.yml");
  await writeFile(file, `basic_auth_users: { ${account.name}: "${account.bcrypt}" }\n`);
  return `--web.config.file=${file}`;
}

const refuses = async (url: string) => (await fetch(`${url}/-/ready`)).status === 401;

/** A real Prometheus that asks for a password and scrapes nothing. */
export function startGuardedPrometheus(): Promise<StartedSystem> {
  return startSystem({
    name: "Prometheus",
    prepare: async (folder, port) => {
      await writeFile(join(folder, "prometheus.yml"), "scrape_configs: []\n");
      return ["prometheus", [`--config.file=${join(folder, "prometheus.yml")}`, `--storage.tsdb.path=${join(folder, "data")}`, `--web.listen-address=127.0.0.1:${port}`, await guard(folder)]];
    },
    ready: refuses,
  });
}

/** A real Alertmanager that asks for a password and notifies nobody. */
export function startGuardedAlertmanager(): Promise<StartedSystem> {
  return startSystem({
    name: "Alertmanager",
    prepare: async (folder, port) => {
      await writeFile(join(folder, "alertmanager.yml"), "route: { receiver: none }\nreceivers: [{ name: none }]\n");
      return ["prometheus-alertmanager", [`--config.file=${join(folder, "alertmanager.yml")}`, `--storage.path=${join(folder, "data")}`, `--web.listen-address=127.0.0.1:${port}`, "--cluster.listen-address=", await guard(folder)]];
    },
    ready: refuses,
  });
}
