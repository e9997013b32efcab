import { canonicalJson } from "@tessera/contracts";
import { refName } from "./located.ts";
import type { Located } from "./located.ts";
import type { SchemaReader } from "./view.ts";

/** Alternatives of two releases: those that belong together, and those that only one has. */
export interface Matched {
  pairs: [Located, Located][];
  removed: Located[];
  added: Located[];
}

type Mark = (option: Located, reader: SchemaReader) => string | undefined;

/** By what alternatives are taken for the same one, surest first. */
const marks: readonly Mark[] = [
  ({ schema }) => canonicalJson(schema),
  ({ schema }) => refName(schema),
  tagOf,
  ({ schema }) => (typeof schema === "object" && typeof schema["title"] === "string" ? schema["title"] : undefined),
  (option, reader) => [...(reader.view(option).types ?? [])].sort().join("|") || undefined,
];

/** Finds for each alternative its counterpart; their order does not matter. */
export function matchAlternatives(before: readonly Located[], after: readonly Located[], readers: { before: SchemaReader; after: SchemaReader }): Matched {
  let removed = [...before];
  let added = [...after];
  const pairs: [Located, Located][] = [];
  for (const mark of marks) {
    const [old, now] = [Map.groupBy(removed, (option) => mark(option, readers.before)), Map.groupBy(added, (option) => mark(option, readers.after))];
    for (const [name, [one, ...others]] of old) {
      const [other, ...more] = now.get(name) ?? [];
      if (name === undefined || one === undefined || other === undefined || others.length > 0 || more.length > 0) continue;
      pairs.push([one, other]);
      removed = removed.filter((option) => option !== one);
      added = added.filter((option) => option !== other);
    }
  }
  return { pairs, removed, added };
}

/** The fixed value of a field by which alternatives are told apart, e.g. `kind=circle`. */
function tagOf(option: Located, reader: SchemaReader): string | undefined {
  const { properties, required } = reader.view(option);
  const tags = [...properties].flatMap(([name, property]) => {
    const { values } = reader.view(property);
    return required.has(name) && values?.size === 1 ? [`${name}=${[...values.keys()].join("")}`] : [];
  });
  return tags.length === 0 ? undefined : tags.sort().join("&");
}
