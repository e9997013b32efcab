import { Timestamp } from "bson";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { SnapshotHistory, SnapshotRead } from "../storage/snapshot-history.ts";

const LEVELS: ReadonlySet<unknown> = new Set(["local", "available", "majority", "linearizable", "snapshot"]);

/** The `readConcern` of a command, checked; empty when it has none. */
export function readConcernOf({ readConcern }: Document): Document {
  if (readConcern === undefined || readConcern === null) return {};
  if (!isDocument(readConcern)) throw new StoreError("TypeMismatch", "the field 'readConcern' must be a document");
  const { level, atClusterTime, afterClusterTime } = readConcern;
  if (level !== undefined && typeof level !== "string") throw new StoreError("TypeMismatch", "the field 'readConcern.level' must be a string");
  if (level !== undefined && !LEVELS.has(level)) throw new StoreError("BadValue", `Enumeration value '${level}' for field 'readConcern.level' is not a valid value.`);
  for (const [name, time] of Object.entries({ atClusterTime, afterClusterTime })) {
    if (time !== undefined && !(time instanceof Timestamp)) throw new StoreError("TypeMismatch", `the field 'readConcern.${name}' must be a timestamp`);
  }
  if (atClusterTime !== undefined && afterClusterTime !== undefined) throw new StoreError("InvalidOptions", "Can not specify both atClusterTime and afterClusterTime in a readConcern");
  if (atClusterTime !== undefined && level !== "snapshot") throw new StoreError("InvalidOptions", "atClusterTime field can be set only if level is equal to snapshot");
  return readConcern;
}

/** The past or present state that a command outside of transactions asks for; undefined when it reads whatever is newest. */
export function snapshotOf(body: Document, command: { readonly name: string; readonly readsSnapshots?: boolean }, history: SnapshotHistory): SnapshotRead | undefined {
  const { level, atClusterTime } = readConcernOf(body);
  if (level !== "snapshot") return undefined;
  if (command.readsSnapshots !== true) throw new StoreError("InvalidOptions", `Command ${command.name} does not support { readConcern: { level: "snapshot" } } outside of transactions: find, aggregate and distinct do`);
  return history.at(atClusterTime as Timestamp | undefined);
}

/** A transaction reads the state of its beginning and cannot be told another one. */
export function assertNoClusterTime(body: Document): void {
  if (readConcernOf(body)["atClusterTime"] !== undefined) throw new StoreError("InvalidOptions", "atClusterTime cannot be given in a transaction of this store: it reads the state at its beginning");
}
