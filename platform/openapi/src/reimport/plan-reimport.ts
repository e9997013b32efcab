import { type Operation, type ValueSchema, canonicalJson, routeShape } from "@tessera/contracts";
import { type Fingerprint, fingerprintOf, hashOf } from "./fingerprint.ts";
import { type Keepable, keepablesOf } from "./keepable.ts";

export interface ReimportInput {
  /** Operations of the draft as they are now, with what people changed. */
  current: readonly Operation[];
  /** Operations of the new document. */
  imported: readonly Operation[];
  /**
   * What the last import gave, by operation id; an operation that is not in it was added by hand and stays. Without any,
   * docs are taken as never changed, and settings as made by hand.
   */
  base?: Readonly<Record<string, Fingerprint>>;
  /** Shared schemas before and after; an operation that uses a changed one counts as changed. */
  schemas?: { current: Readonly<Record<string, ValueSchema>>; imported: Readonly<Record<string, ValueSchema>> };
}

export interface ReimportChange {
  id: string;
  method: Operation["method"];
  path: string;
  /** Top-level fields of the operation that differ afterwards, `schemas` for shared schemas that it uses. */
  fields: string[];
  /** Parts where what was made by hand stays although the document says something else. */
  kept: string[];
}

type Named = Pick<ReimportChange, "id" | "method" | "path">;

export interface ReimportPlan {
  added: Named[];
  changed: ReimportChange[];
  removed: Named[];
  unchanged: number;
  /** The operations after the import, in the order of the document. */
  operations: Operation[];
  /** For the next import. */
  base: Record<string, Fingerprint>;
}

/**
 * Compares a draft with a new import of its document: what is added, changed and removed. Operations are recognised by
 * method and path, else by id, and keep the id that apps use; settings and docs made by hand stay.
 */
export function planReimport({ current, imported, base, schemas }: ReimportInput): ReimportPlan {
  const partners = pair(current, imported);
  const found = new Set(partners);
  const left = current.filter((operation) => !found.has(operation));
  const ownWork = left.filter(({ id }) => base !== undefined && !Object.hasOwn(base, id));
  const ids = keepIds(imported, partners, ownWork);
  const moved = schemas === undefined ? () => false : changedSchemas(schemas.current, schemas.imported);
  const plan: ReimportPlan = { added: [], changed: [], removed: [], unchanged: ownWork.length, operations: [], base: {} };
  for (const [index, fresh] of imported.entries()) {
    const id = ids[index] ?? fresh.id;
    const before = partners[index];
    const { operation, kept } = before === undefined ? { operation: { ...fresh, id }, kept: [] } : keep(before, { ...fresh, id }, base?.[before.id]);
    plan.operations.push(operation);
    plan.base[id] = fingerprintOf(fresh);
    if (before === undefined) plan.added.push(nameOf(operation));
    else {
      const fields = differing(before, operation);
      if (moved(operation)) fields.push("schemas");
      if (fields.length + kept.length > 0) plan.changed.push({ ...nameOf(operation), fields, kept });
      else plan.unchanged += 1;
    }
  }
  plan.operations.push(...ownWork);
  plan.removed = left.filter((operation) => !ownWork.includes(operation)).map(nameOf);
  return plan;
}

function nameOf({ id, method, path }: Operation): Named {
  return { id, method, path };
}

/** For each imported operation the current one that it is, if any. */
function pair(current: readonly Operation[], imported: readonly Operation[]): (Operation | undefined)[] {
  const byRoute = new Map(current.map((operation) => [routeShape(operation), operation]));
  const partners = imported.map((operation) => byRoute.get(routeShape(operation)));
  const taken = new Set(partners);
  const byId = new Map(current.filter((operation) => !taken.has(operation)).map((operation) => [operation.id, operation]));
  return imported.map((operation, index) => {
    const partner = partners[index] ?? byId.get(operation.id);
    if (partner !== undefined) byId.delete(partner.id);
    return partner;
  });
}

/** The ids of partners; then those of the document where they are free, else with a number. */
function keepIds(imported: readonly Operation[], partners: readonly (Operation | undefined)[], others: readonly Operation[]): string[] {
  const taken = new Set([...partners, ...others].flatMap((partner) => (partner === undefined ? [] : [partner.id])));
  return imported.map(({ id }, index) => {
    const partner = partners[index];
    if (partner !== undefined) return partner.id;
    let free = id;
    for (let count = 2; taken.has(free); count += 1) free = `${id.slice(0, 120)}-${count}`;
    taken.add(free);
    return free;
  });
}

/** The fresh operation with what was made by hand on the one before. */
function keep(before: Operation, fresh: Operation, base: Fingerprint | undefined): { operation: Operation; kept: string[] } {
  if (quicklySame(before, fresh)) return { operation: fresh, kept: [] };
  const stated = new Map(keepablesOf(fresh).map((part) => [part.name, part]));
  const kept: string[] = [];
  let operation = fresh;
  for (const part of keepablesOf(before)) {
    const now = hashOf(part.value);
    const next = stated.get(part.name);
    // A part of something that the document no longer has goes with it.
    if (next === undefined || hashOf(next.value) === now || !byHand(part, now, next, base)) continue;
    operation = part.write(operation, part.value);
    kept.push(part.name);
  }
  return { operation, kept };
}

function byHand(part: Keepable, now: string, next: Keepable, base: Fingerprint | undefined): boolean {
  if (base !== undefined) return now !== (base[part.name] ?? "");
  return part.kind === "setting" ? !isDefault(part) : part.value !== undefined && next.value === undefined;
}

function isDefault({ name, value }: Keepable): boolean {
  if (value === undefined) return true;
  return canonicalJson(value) === (name === "security" ? canonicalJson({ authenticate: true, grant: true }) : "{}");
}

/** Equal texts are equal values, which settles most without hashes; another order of keys is no difference either. */
function quicklySame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function same(a: unknown, b: unknown): boolean {
  return quicklySame(a, b) || hashOf(a) === hashOf(b);
}

function differing(before: Operation, after: Operation): string[] {
  if (quicklySame(before, after)) return [];
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Operation>;
  return [...fields].filter((field) => !same(before[field], after[field])).toSorted();
}

/** Whether an operation uses, directly or through others, a shared schema that differs. */
function changedSchemas(before: Readonly<Record<string, ValueSchema>>, after: Readonly<Record<string, ValueSchema>>): (operation: Operation) => boolean {
  const uses = new Map<string, string[]>();
  const affected = new Set<string>();
  for (const [name, schema] of Object.entries(after)) {
    for (const used of referencesIn(schema)) uses.set(used, [...(uses.get(used) ?? []), name]);
    if (!same(schema, before[name])) affected.add(name);
  }
  for (const name of affected) for (const user of uses.get(name) ?? []) affected.add(user);
  return affected.size === 0 ? () => false : ({ parameters, requestBody, responses }) => referencesIn([parameters, requestBody, responses]).some((name) => affected.has(name));
}

function referencesIn(value: unknown): string[] {
  return [...new Set([...JSON.stringify(value).matchAll(/"\$ref":"#\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? ""))];
}
