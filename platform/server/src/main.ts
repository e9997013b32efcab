#!/usr/bin/env node
import { runProcess } from "./process/run.ts";
import { startServer } from "./server.ts";

await runProcess("tessera-server", async (resources) => {
  const server = await startServer(resources);
  // The link comes first: whoever waits for the ready line has it by then.
  const firstRun = server.firstRunUrl === null ? "" : `tessera-server first-run ${server.firstRunUrl}\n`;
  process.stdout.write(`${firstRun}tessera-server ready ${server.url}\n`);
  return server;
});
