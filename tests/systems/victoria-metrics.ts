import { join } from "node:path";
import { type StartedSystem, startSystem } from "./started-system.ts";

/** A real single-node VictoriaMetrics; what is written is found at once. */
export function startVictoriaMetrics(): Promise<StartedSystem> {
  return startSystem({
    name: "VictoriaMetrics",
    prepare: async (folder, port) => ["victoria-metrics", [`-storageDataPath=${join(folder, "data")}`, `-httpListenAddr=127.0.0.1:${port}`, "-search.latencyOffset=0s", "-memory.allowedBytes=64MB", "-search.disableCache"]],
    ready: async (url) => (await fetch(`${url}/health`)).ok,
  });
}
