import type { AppRecord } from "@tessera/contracts";

/** One place where two people hold different things; undefined: not set, or the record is gone. */
export interface RecordDifference {
  /** Path inside of the record, e.g. `props.title`; empty for the record as a whole. */
  path: string;
  mine: unknown;
  theirs: unknown;
}

const deepest = 3;

/** The places where two versions of a record differ, as deep as a person still recognises them. */
export function recordDifferences(mine: AppRecord | undefined, theirs: AppRecord | undefined): RecordDifference[] {
  if (mine === undefined || theirs === undefined) return [{ path: "", mine, theirs }];
  return differences(mine, theirs, []);
}

function differences(mine: unknown, theirs: unknown, path: readonly string[]): RecordDifference[] {
  if (JSON.stringify(mine) === JSON.stringify(theirs)) return [];
  if (path.length >= deepest || !isPlain(mine) || !isPlain(theirs) || "kind" in mine || "kind" in theirs) return [{ path: path.join("."), mine: plainValue(mine), theirs: plainValue(theirs) }];
  return [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].flatMap((field) => differences(mine[field], theirs[field], [...path, field]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A tagged value as a person typed it. */
function plainValue(value: unknown): unknown {
  if (!isPlain(value)) return value;
  if (value.kind === "static") return value.value;
  if (value.kind === "binding") return value.template;
  return value;
}
