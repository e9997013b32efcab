#!/usr/bin/env node
import { runProcess } from "./process/run.ts";
import { startWorker } from "./worker/start-worker.ts";

await runProcess("tessera-worker", (resources) => Promise.resolve({ role: startWorker(resources), announcement: ["tessera-worker ready"] }));
