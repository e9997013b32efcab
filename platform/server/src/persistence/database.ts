import { databaseName } from "@tessera/contracts";
import mongoose, { type Connection } from "mongoose";

const options = { dbName: databaseName, autoIndex: false, autoCreate: false, bufferCommands: false, maxPoolSize: 20, serverSelectionTimeoutMS: 5_000 } as const;

/**
 * Connects to the store. Rejects when it is not reached within `timeoutMs`; later interruptions heal by themselves and
 * fail single calls after 5 s at most.
 */
export async function connectStore(uri: string, timeoutMs = 20_000): Promise<Connection> {
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

/** Whether the store answers now. */
export async function isReachable(connection: Connection): Promise<boolean> {
  try {
    await connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
    return connection.db !== undefined;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
