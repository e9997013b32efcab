import { type AppRecord, type AppRecords, type Diff, UserError, recordSchemaOf } from "@tessera/contracts";
import { keysOf, sameJson } from "@tessera/page";
import { serverErrors } from "../../errors.ts";
import { refuseUnsafeKeys } from "../../http/unsafe-keys.ts";
import { validateInput } from "../../http/validate-input.ts";
import { appMessages } from "./app.messages.ts";

/** What a change writes, and what it does to the size of the draft. */
export interface AppliedChange {
  set: AppRecords;
  removed: string[];
  recordCount: number;
  /** Difference, in characters of JSON text. */
  sizeBytes: number;
}

/** Keys whose records are no longer what the diff says it found. `current` holds those of its records that there are. */
export function staleKeys(diff: Diff, current: AppRecords): string[] {
  return keysOf(diff).filter((key) => !sameJson(own(current, key), own(diff.removed, key) ?? own(diff.updated, key)?.[0]));
}

/** Works out what to write for a diff that fits `current`. */
export function applyChange(diff: Diff, current: AppRecords): AppliedChange {
  const set: AppRecords = { ...diff.added, ...Object.fromEntries(Object.entries(diff.updated).map(([key, [, to]]) => [key, to])) };
  const removed = Object.keys(diff.removed);
  const sizeIn = (records: AppRecords, keys: Iterable<string>): number => [...keys].reduce((sum, key) => sum + sizeOfRecord(key, own(records, key)), 0);
  return { set, removed, recordCount: Object.keys(diff.added).length - removed.length, sizeBytes: sizeIn(set, Object.keys(set)) - sizeIn(current, keysOf(diff)) };
}

/**
 * Checks each record that a diff writes with the schema of its key; what is stored is the record as it came, unknown fields
 * included. Throws `app.record-invalid` with the place.
 */
export function checkRecords(diff: Diff): void {
  refuseUnsafeKeys(diff, "allowed");
  if (Object.hasOwn(diff.removed, "app")) throw new UserError({ code: serverErrors.appRecordInvalid, message: appMessages.headKept(), path: "/diff/removed/app" });
  const twice = Object.keys(diff.added).find((key) => Object.hasOwn(diff.updated, key) || Object.hasOwn(diff.removed, key)) ?? Object.keys(diff.updated).find((key) => Object.hasOwn(diff.removed, key));
  if (twice !== undefined) throw new UserError({ code: serverErrors.appRecordInvalid, message: appMessages.recordTwice({ key: twice }), path: "/diff" });
  for (const [key, record] of Object.entries(diff.added)) checkRecord(key, record, `/diff/added/${key.replaceAll("/", "~1")}`);
  for (const [key, [, record]] of Object.entries(diff.updated)) checkRecord(key, record, `/diff/updated/${key.replaceAll("/", "~1")}/1`);
}

function checkRecord(key: string, record: AppRecord, path: string): void {
  if (key.includes("__proto__")) throw new UserError({ code: serverErrors.appRecordInvalid, message: appMessages.recordReserved(), path });
  try {
    validateInput(recordSchemaOf(key), record, "body");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError({ code: serverErrors.appRecordInvalid, message: appMessages.record({ key, reason: error.text }), path: path + (error.path ?? ""), cause: error });
  }
}

function sizeOfRecord(key: string, record: AppRecord | undefined): number {
  return record === undefined ? 0 : key.length + JSON.stringify(record).length;
}

function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
