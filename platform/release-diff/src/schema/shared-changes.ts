import type { ValueSchema } from "@tessera/contracts";
import { type Release, schemaRefPrefix } from "../release.ts";
import { eachText, equalJson } from "./json.ts";

type Schemas = Readonly<Record<string, ValueSchema>>;

/** Which shared schemas differ between two releases, directly or through what they point to. */
export interface SharedChanges {
  /** In any way. */
  any: ReadonlySet<string>;
  /** In more than descriptions. */
  meaning: ReadonlySet<string>;
}

export function sharedChanges(before: Release, after: Release): SharedChanges {
  const names = new Set([...Object.keys(before.schemas), ...Object.keys(after.schemas)]);
  const users = usersOf(before.schemas, after.schemas);
  const differing = [...names].filter((name) => !equalAt(before.schemas, after.schemas, name, "nothing"));
  return { any: spread(differing, users), meaning: spread(differing.filter((name) => !equalAt(before.schemas, after.schemas, name, "texts")), users) };
}

/** Whether a value points to one of the named schemas. */
export function pointsTo(value: unknown, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  let found = false;
  eachText(value, (text) => {
    found ||= text.startsWith(schemaRefPrefix) && names.has(text.slice(schemaRefPrefix.length));
  });
  return found;
}

function equalAt(before: Schemas, after: Schemas, name: string, ignoring: "nothing" | "texts"): boolean {
  return Object.hasOwn(before, name) && Object.hasOwn(after, name) && equalJson(before[name], after[name], ignoring);
}

function usersOf(...releases: readonly Schemas[]): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>();
  for (const schemas of releases) {
    for (const [name, schema] of Object.entries(schemas)) {
      eachText(schema, (text) => {
        if (!text.startsWith(schemaRefPrefix)) return;
        const used = text.slice(schemaRefPrefix.length);
        const known = users.get(used);
        if (known === undefined) users.set(used, new Set([name]));
        else known.add(name);
      });
    }
  }
  return users;
}

function spread(names: readonly string[], users: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set(names);
  // A set that grows while it is walked is walked to its end.
  for (const name of reached) for (const user of users.get(name) ?? []) reached.add(user);
  return reached;
}
