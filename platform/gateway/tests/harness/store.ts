import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { databaseName, sharedCollections } from "@tessera/contracts";
import { MongoClient } from "mongodb";
import type { Db } from "mongodb";
import { afterAll } from "vitest";
import { onEnd, temporaryFolder } from "./cleanup.ts";

/** The embedded store in its own process, as the supervisor runs it. */
export interface RunningStore {
  uri: string;
  db: Db;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

async function launch(folder: string): Promise<{ child: ChildProcess; uri: string }> {
  const main = join(import.meta.dirname, "../../../store/dist/main.js");
  const child = spawn(process.execPath, [main, "--dbpath", join(folder, "db"), "--socket", join(folder, "s.sock")], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const uri = /^tessera-store ready (mongodb:\S+)/.exec(line)?.[1];
    if (uri !== undefined) return { child, uri };
  }
  throw new Error("the store ended before it was ready");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

/** Starts a store with an empty database. */
export async function startStore(): Promise<RunningStore> {
  const folder = await temporaryFolder();
  let { child, uri } = await launch(folder);
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  onEnd(() => end(child));
  onEnd(() => client.close());
  return {
    uri,
    db: client.db(databaseName),
    kill: () => end(child),
    async restart() {
      ({ child, uri } = await launch(folder));
    },
  };
}

let shared: Promise<{ child: ChildProcess; uri: string; client: MongoClient; folder: string }> | undefined;

/** One store for all tests of a file, without what earlier tests left in it. */
export async function emptyStore(): Promise<Pick<RunningStore, "uri" | "db">> {
  shared ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), "tessera-gateway-"));
    const { child, uri } = await launch(folder);
    return { child, uri, client: new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 }), folder };
  })();
  const { uri, client } = await shared;
  const db = client.db(databaseName);
  await Promise.all(Object.values(sharedCollections).map((name) => db.collection(name).deleteMany({})));
  return { uri, db };
}

afterAll(async () => {
  if (shared === undefined) return;
  const { child, client, folder } = await shared;
  await client.close();
  await end(child);
  await rm(folder, { recursive: true, force: true });
});
