import { randomUUID } from "node:crypto";
import { MongoClient } from "mongodb";
import type { Db } from "mongodb";
import { StoreProcess } from "../store-process.ts";

/** A database that the cases of one file have for themselves. */
export interface ConformanceServer {
  readonly client: MongoClient;
  readonly db: Db;
  /** True when a real MongoDB is asked instead of the store. */
  readonly isMongoDb: boolean;
  close(): Promise<void>;
}

/** The server under test: the store's own process, or the MongoDB replica set that `MONGODB_URI` names, which has to give the same answers. */
export async function conformanceServer(): Promise<ConformanceServer> {
  const uri = process.env["MONGODB_URI"];
  const store = uri === undefined ? await StoreProcess.start() : undefined;
  const client = store === undefined ? await new MongoClient(uri as string).connect() : await store.connect();
  const db = client.db(`conformance-${randomUUID().slice(0, 8)}`);
  return {
    client, db, isMongoDb: store === undefined,
    async close() {
      if (store === undefined) await db.dropDatabase();
      await client.close(true);
      await store?.dispose();
    },
  };
}

let counter = 0;

/** A collection name that no other case uses. */
export function freshName(): string {
  return `case${counter++}`;
}

/** What a failing command answers: its code and name. */
export async function failureOf(work: Promise<unknown>): Promise<{ readonly code?: unknown; readonly codeName?: unknown; readonly message: string }> {
  try {
    await work;
  } catch (error) {
    const { code, codeName, message } = error as { code?: unknown; codeName?: unknown; message: string };
    return { code, codeName, message };
  }
  throw new Error("the command should have failed, but it was answered");
}
