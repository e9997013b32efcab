import { Expressions } from "./aggregate/expressions.ts";
import type { Services } from "./commands/command.ts";
import { asStoreError } from "./errors.ts";
import { findDocuments } from "./query/execute.ts";
import { compileFilter } from "./query/filter.ts";
import { splitPath } from "./query/paths.ts";

/** Most documents that one TTL pass removes per index before other work gets its turn. */
const TTL_BATCH = 500;

/** Removes expired documents (TTL), idle cursors, overdue transactions, old answers and old history every `everyMs`. */
export function startMaintenance(services: Services, everyMs: number): { stop(): void } {
  const timer = setInterval(() => runMaintenance(services), everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** One round of housekeeping; a failure is reported and tried again next time. */
export function runMaintenance(services: Services): void {
  services.cursors.closeIdle();
  services.transactions.abortExpired();
  services.engine.snapshots.closeExpired();
  try {
    services.engine.group.write(() => {
      services.replies.removeExpired();
      services.engine.oplog.trim();
    });
    removeExpiredDocuments(services);
  } catch (error) {
    process.stderr.write(`tessera-store: housekeeping failed and will be tried again: ${asStoreError(error).message}\n`);
  }
}

function removeExpiredDocuments(services: Services): void {
  const { engine } = services;
  let isMore = false;
  for (const collection of engine.catalog.all()) {
    for (const { definition } of collection.indexes) {
      const [path] = Object.keys(definition.key);
      if (definition.expireAfterSeconds === undefined || path === undefined || definition.stage !== "ready") continue;
      const expired = new Date(Date.now() - definition.expireAfterSeconds * 1000);
      const filter = compileFilter({ [splitPath(path).join(".")]: { $lte: expired } }, new Expressions());
      const found = [...findDocuments(engine, collection, { filter, sort: [], skip: 0, limit: TTL_BATCH, ...(definition.sparse || definition.hidden || definition.partialFilter ? {} : { hint: definition.name }) })];
      if (found.length > 0) engine.group.write(() => found.forEach((stored) => engine.writer.remove(collection, stored)));
      isMore ||= found.length === TTL_BATCH;
    }
  }
  if (isMore) setImmediate(() => removeExpiredDocuments(services));
}
