import { setTimeout } from "node:timers/promises";
import { databaseName } from "@tessera/contracts";
import { endWaitsOfClosedSockets } from "@tessera/egress/sockets";
import mongoose, { type Connection } from "mongoose";

/** Every wait has an end: a store that hangs fails requests, it does not keep them. */
const options = {
  dbName: databaseName, autoIndex: false, autoCreate: false, bufferCommands: false, maxPoolSize: 20,
  serverSelectionTimeoutMS: 5_000, connectTimeoutMS: 5_000, waitQueueTimeoutMS: 10_000, socketTimeoutMS: 60_000,
} as const;

/**
 * Connects to the store. Rejects when it is not reached within `timeoutMs`; later interruptions heal by themselves and
 * fail single calls after 5 s at most.
 */
export async function connectStore(uri: string, timeoutMs = 20_000): Promise<Connection> {
  endWaitsOfClosedSockets();
  for (const deadline = Date.now() + timeoutMs; ; ) {
    const connection = mongoose.createConnection(uri, options);
    try {
      return await connection.asPromise();
    } catch (error) {
      await connection.close(true);
      if (Date.now() >= deadline) throw error;
    }
  }
}

/** How long the store may take to show that it is there, in ms. */
const reachableMs = 2_000;

/** Whether the store answers now: known after 2 s also where the driver waits longer, e.g. for a process that is stopped. */
export async function isReachable(connection: Connection): Promise<boolean> {
  const { db } = connection;
  if (db === undefined) return false;
  const answered = db.command({ ping: 1 }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error) return false;
      throw error;
    },
  );
  const given = new AbortController();
  const late = setTimeout(reachableMs, false, { signal: given.signal }).catch(() => false);
  try {
    return await Promise.race([answered, late]);
  } finally {
    given.abort();
  }
}
