import { type Operation, canonicalJson } from "@tessera/contracts";

/** One part of an operation that two people made different. */
export interface ConflictField {
  /** `summary`, or `backend.timeoutMs` for a part of what is made of parts. */
  path: readonly string[];
  mine: unknown;
  theirs: unknown;
  /** Who changed it since both began; with `both`, one of the two gets lost. */
  by: "me" | "them" | "both";
}

/** Fields whose parts can be taken one by one. */
const divided = new Set(["backend", "security", "responses", "translations"]);

/** What differs between my version and theirs, with who changed it since the version that I began with. */
export function conflictFields(base: Operation, mine: Operation, theirs: Operation): ConflictField[] {
  return fieldsOf(base as object, mine as object, theirs as object, []);
}

function fieldsOf(base: unknown, mine: unknown, theirs: unknown, path: readonly string[]): ConflictField[] {
  const names = [...new Set([...Object.keys(recordOf(mine)), ...Object.keys(recordOf(theirs))])];
  return names.flatMap((name): ConflictField[] => {
    const [was, own, other] = [recordOf(base)[name], recordOf(mine)[name], recordOf(theirs)[name]];
    if (same(own, other)) return [];
    if (path.length === 0 && divided.has(name)) return fieldsOf(was, own, other, [name]);
    return [{ path: [...path, name], mine: own, theirs: other, by: same(was, own) ? "them" : same(was, other) ? "me" : "both" }];
  });
}

/** My version with the chosen fields as they have them. */
export function takeTheirs(mine: Operation, theirs: Operation, paths: readonly (readonly string[])[]): Operation {
  let result: Record<string, unknown> = { ...mine };
  for (const [name = "", part] of paths) {
    const value = recordOf(theirs)[name];
    result = part === undefined ? withField(result, name, value) : withField(result, name, withField(recordOf(result[name]), part, recordOf(value)[part]));
  }
  return result as unknown as Operation;
}

function withField(record: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  const { [name]: _before, ...rest } = record;
  return value === undefined ? rest : { ...record, [name]: value };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function same(one: unknown, other: unknown): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null);
}
