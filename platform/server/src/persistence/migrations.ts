import { setTimeout as delay } from "node:timers/promises";
import { DefectError, OperationalError } from "@tessera/contracts";
import { type Connection, Schema } from "mongoose";
import { serverErrors } from "../errors.ts";
import type { Logger } from "../logging/logger.ts";
import { fillOperationFields } from "../modules/connectors/operation-fields.migration.ts";
import { buildIndexes, indexDigest } from "./indexes.ts";
import { Lease } from "./lease.ts";
import { persistenceMessages } from "./persistence.messages.ts";

/** One forward-only step; `version` grows by one. Must do no harm when it runs again after a crash half-way. */
export interface Migration {
  version: number;
  name: string;
  up(connection: Connection): Promise<void>;
}

interface SchemaState {
  _id: "schema";
  version: number;
  indexes: string;
}

const stateSchema = new Schema<SchemaState>({ _id: { type: String, required: true }, version: Number, indexes: String }, { versionKey: false, strict: "throw" });

/** All migrations in order. */
export const migrations: readonly Migration[] = [fillOperationFields];

/**
 * Brings the store to this build's shape: indexes and migrations, under a lease so that one process does it while others
 * wait. Throws when the store was written by a newer build.
 */
export async function migrate(connection: Connection, logger: Logger, steps: readonly Migration[] = migrations): Promise<void> {
  const states = connection.model<SchemaState>("SchemaState", stateSchema, "platform");
  const lease = new Lease(connection, "migrations");
  const target = steps.at(-1)?.version ?? 0;
  const indexes = indexDigest(connection);
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await delay(200)) {
    const state = await states.findById("schema").lean();
    if (state !== null && state.version > target) {
      throw new DefectError({ code: serverErrors.internal, message: `the store is at version ${state.version}, this build knows ${target}: start the newer build` });
    }
    if (state?.version === target && state.indexes === indexes) return;
    const held = await lease.acquire(60_000);
    if (held === undefined) continue;
    try {
      await buildIndexes(connection);
      for (const step of steps.filter(({ version }) => version > (state?.version ?? 0))) {
        logger.info({ version: step.version }, `migration ${step.name}`);
        await step.up(connection);
        await states.updateOne({ _id: "schema" }, { $set: { version: step.version } }, { upsert: true });
      }
      await states.updateOne({ _id: "schema" }, { $set: { version: target, indexes } }, { upsert: true });
      return;
    } finally {
      await lease.release(held);
    }
  }
  throw new OperationalError({ code: serverErrors.storeUnavailable, message: persistenceMessages.migrationLease() });
}
