#!/usr/bin/env node
import { environmentLocale } from "@tessera/contracts";
import { processMessages } from "./process/process.messages.ts";
import { runCommand, runProcess } from "./process/run.ts";

const [command, ...rest] = process.argv.slice(2);
const [username] = rest;
if (command === undefined) await serve();
else if (command === "set-password" && username !== undefined && rest.length === 1) await changePassword(username);
else if (command === "rotate-secrets" && rest.length === 0) await rotate();
else {
  process.stderr.write(`${processMessages.usage()[environmentLocale(process.env)]}\n`);
  process.exitCode = 2;
}

async function serve(): Promise<void> {
  const { startServer } = await import("./server.ts");
  await runProcess("tessera-server", async (resources) => {
    const server = await startServer(resources);
    // The link comes first: whoever waits for the ready line has it by then.
    const firstRun = server.firstRunUrl === null ? [] : [`tessera-server first-run ${server.firstRunUrl}`];
    return { role: server, announcement: [...firstRun, `tessera-server ready ${server.url}`] };
  });
}

async function changePassword(name: string): Promise<void> {
  const { setPassword } = await import("./process/set-password.ts");
  await runCommand("tessera-server", async (resources) => {
    await setPassword(resources, name);
    process.stdout.write(`${processMessages.passwordSet({ username: name })[environmentLocale(process.env)]}\n`);
  });
}

async function rotate(): Promise<void> {
  const { rotateSecrets } = await import("./process/rotate-secrets.ts");
  await runCommand("tessera-server", async (resources) => {
    const { lines, complete } = await rotateSecrets(resources);
    for (const line of lines) process.stdout.write(`${line[environmentLocale(process.env)]}\n`);
    if (!complete) process.exitCode = 1;
  });
}
