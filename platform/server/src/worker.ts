#!/usr/bin/env node
import { runProcess } from "./process/run.ts";
import { startWorker } from "./worker/start-worker.ts";

await runProcess("tessera-worker", async (resources) => {
  const worker = startWorker(resources);
  process.stdout.write("tessera-worker ready\n");
  return Promise.resolve(worker);
});
