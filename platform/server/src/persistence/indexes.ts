import { createHash } from "node:crypto";
import type { Connection } from "mongoose";

/** Digest of all indexes that the models declare; changes when one is added or altered. */
export function indexDigest(connection: Connection): string {
  const declared = Object.values(connection.models).map((model) => [model.collection.collectionName, model.schema.indexes()]);
  return createHash("sha256").update(JSON.stringify(declared)).digest("hex");
}

/** Builds what the models declare and the store lacks. */
export async function buildIndexes(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) {
    if (model.schema.indexes().length > 0) await model.createIndexes();
  }
}
