import { randomBytes } from "node:crypto";
import { sharedCollections } from "@tessera/contracts";
import type { UsageRecord } from "@tessera/contracts";
import { MongoBulkWriteError } from "mongodb";
import type { AnyBulkWriteOperation, Collection, Db } from "mongodb";
import type { UsageCount, UsageCounter } from "./usage-counter.ts";

const duplicateKey = 11_000;
const written = 1_000;

/** Adds a batch once: a document that has it already does not match. */
function addition(count: UsageCount, field: `batches.${string}`, batch: number): AnyBulkWriteOperation<UsageRecord> & { updateOne: object } {
  const { _id, calls, failures, firstAt, lastAt, callerName, ...place } = count;
  return {
    updateOne: {
      filter: { _id, [field]: { $not: { $gte: batch } } },
      update: { $inc: { calls, failures }, $min: { firstAt }, $max: { lastAt }, $set: { callerName, [field]: batch }, $setOnInsert: place },
      upsert: true,
    },
  };
}

/** Writes all; answers those that met a document of their id that did not match. */
async function write(usage: Collection<UsageRecord>, operations: readonly ReturnType<typeof addition>[]): Promise<ReturnType<typeof addition>[]> {
  try {
    if (operations.length > 0) await usage.bulkWrite([...operations], { ordered: false });
    return [];
  } catch (error) {
    const failures = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
    if (failures.length === 0 || failures.some(({ code }) => code !== duplicateKey)) throw error;
    return failures.flatMap(({ index }) => operations[index] ?? []);
  }
}

/** Writes what was counted to the store. */
export interface UsageWriter {
  /** Throws when the store fails; the same batch is written again the next time, and counts once. */
  flush(): Promise<void>;
}

/** Batches are numbered and named after this process, so that one whose answer was lost can be sent again. */
export function createUsageWriter(database: Db, counter: UsageCounter): UsageWriter {
  const usage = database.collection<UsageRecord>(sharedCollections.gatewayUsage);
  const field = `batches.${randomBytes(6).toString("hex")}` as const;
  let batch = 0;
  let pending: UsageCount[] = [];
  return {
    async flush() {
      if (pending.length === 0) {
        pending = counter.take();
        batch += 1;
      }
      while (pending.length > 0) {
        const part = pending.slice(0, written);
        const unmatched = await write(usage, part.map((count) => addition(count, field, batch)));
        // Either the batch is in there, or another gateway made the document at the same moment: without an upsert both come right.
        await write(usage, unmatched.map(({ updateOne }) => ({ updateOne: { ...updateOne, upsert: false } }) as ReturnType<typeof addition>));
        pending = pending.slice(written);
      }
    },
  };
}
