import type { Direction, Release } from "../release.ts";
import { matchAlternatives } from "./alternatives.ts";
import { compareFields } from "./compare-fields.ts";
import { compareEnums, compareRules, compareTypes } from "./compare-values.ts";
import type { Comparison, Edge, Fact } from "./comparison.ts";
import { describeSchema } from "./describe.ts";
import { equalJson, isObject } from "./json.ts";
import { type Located, anything, drawsIn, keyOf, pureRefName } from "./located.ts";
import { type SharedChanges, pointsTo, sharedChanges } from "./shared-changes.ts";
import { type Group, SchemaReader, type View } from "./view.ts";

/** Levels of a schema that are looked into without a reference between them. */
const deepest = 200;

interface Place {
  path: readonly string[];
  only: Direction | undefined;
  depth: number;
}

/**
 * Compares the schemas of two releases. Each pair of shared schemas is compared once, whoever points to it; what differs
 * in it is then only looked up.
 */
export class SchemaComparer {
  readonly #readers: { before: SchemaReader; after: SchemaReader };
  readonly #changes: SharedChanges;
  readonly #pairs = new Map<string, Comparison>();

  constructor(before: Release, after: Release) {
    this.#readers = { before: new SchemaReader(before.schemas), after: new SchemaReader(after.schemas) };
    this.#changes = sharedChanges(before, after);
  }

  /** Whether a value, e.g. an operation, points to a shared schema that differs. */
  pointsToChanges(value: unknown): boolean {
    return pointsTo(value, this.#changes.any);
  }

  compare(before: Located, after: Located): Comparison {
    const comparison: Comparison = { facts: [], edges: [] };
    this.#compare(comparison, before, after, { path: [], only: undefined, depth: 0 });
    return comparison;
  }

  /** What differs between the two schemas of an edge. */
  pair({ before, after }: Pick<Edge, "before" | "after">): Comparison {
    const key = edgeKey({ before, after });
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const made: Comparison = { facts: [], edges: [] };
    this.#lookInto(made, before, after, { path: [], only: undefined, depth: 0 });
    this.#pairs.set(key, made);
    return made;
  }

  #compare(out: Comparison, before: Located, after: Located, place: Place): void {
    if (equalJson(before.schema, after.schema) && !this.pointsToChanges(after.schema)) return;
    const add = (fact: Pick<Fact, "kind" | "from" | "to" | "rule">): void => void out.facts.push({ ...fact, pointer: after.pointer, path: place.path, only: place.only });
    if (place.depth > deepest) return add({ kind: "constraintChanged", rule: "schema", from: null, to: null });
    const [old, now] = [pureRefName(before.schema), pureRefName(after.schema)];
    if (old !== undefined && now !== undefined) return this.#comparePair(out, old, now, before, after, place);
    if (drawsIn(before.schema) || drawsIn(after.schema)) return void out.edges.push({ before: this.#target(before, "before"), after: this.#target(after, "after"), path: place.path, only: place.only });
    this.#lookInto(out, before, after, place);
  }

  /** The shared schema that a schema is, else itself. */
  #target(located: Located, side: "before" | "after"): Located {
    const name = pureRefName(located.schema);
    return name === undefined ? located : this.#readers[side].shared(name);
  }

  #lookInto(out: Comparison, before: Located, after: Located, place: Place): void {
    const add = (fact: Pick<Fact, "kind" | "from" | "to" | "rule">): void => void out.facts.push({ ...fact, pointer: after.pointer, path: place.path, only: place.only });
    const [was, is] = [this.#readers.before.view(before), this.#readers.after.view(after)];
    if (this.#comparePlainWithGroup(out, was, is, before, after, place)) return;
    compareAnnotations(was, is, place.path.length > 0, add);
    const inner = compareTypes(was, is, add);
    if (!inner) return;
    compareEnums(was, is, add);
    compareRules(was, is, (rule) => pointsTo(rule, this.#changes.meaning), add);
    compareDiscriminator(was, is, add);
    this.#compareItems(out, was, is, place);
    compareFields(was, is, {
      readers: this.#readers, path: place.path, only: place.only,
      add: (fact) => void out.facts.push(fact),
      compare: (one, other, path, only) => this.#compare(out, one, other, { path, only, depth: place.depth + 1 }),
    });
    this.#compareGroups(out, was, is, place);
  }

  #comparePair(out: Comparison, old: string, now: string, before: Located, after: Located, { path, only }: Place): void {
    if (!equalJson(before.schema, after.schema) && old === now) out.facts.push({ kind: "schemaTexts", from: null, to: null, pointer: after.pointer, path, only });
    if (old !== now || this.#changes.any.has(old)) out.edges.push({ before: this.#target(before, "before"), after: this.#target(after, "after"), path, only });
  }

  #compareItems(out: Comparison, before: View, after: View, { path, only, depth }: Place): void {
    const below = { path: [...path, "*"], only, depth: depth + 1 };
    for (let index = 0; index < Math.max(before.prefix.length, after.prefix.length); index += 1) {
      const [one, other] = [before.prefix[index] ?? before.items ?? anything(before.pointer), after.prefix[index] ?? after.items ?? anything(after.pointer)];
      this.#compare(out, one, other, below);
    }
    if (before.items !== undefined || after.items !== undefined) this.#compare(out, before.items ?? anything(before.pointer), after.items ?? anything(`${after.pointer}/items`), below);
  }

  /** One schema becomes one of several, or the other way round: the schema itself counts as the only alternative. */
  #comparePlainWithGroup(out: Comparison, was: View, is: View, before: Located, after: Located, place: Place): boolean {
    const [old, now] = [soleGroup(was), soleGroup(is)];
    if (old !== undefined && is.groups.length === 0 && (is.types !== null || is.values !== null)) {
      this.#compareOptions(out, old.options, [withoutNull(after)], after.pointer, place);
    } else if (now !== undefined && was.groups.length === 0 && (was.types !== null || was.values !== null)) {
      this.#compareOptions(out, [withoutNull(before)], now.options, after.pointer, place);
    } else return false;
    if (was.nullable !== is.nullable) out.facts.push({ kind: is.nullable ? "nullableAdded" : "nullableRemoved", from: null, to: null, pointer: after.pointer, path: place.path, only: place.only });
    return true;
  }

  #compareGroups(out: Comparison, before: View, after: View, place: Place): void {
    const { path, only } = place;
    const pointer = after.pointer;
    for (let index = 0; index < Math.max(before.groups.length, after.groups.length); index += 1) {
      const [old, now] = [before.groups[index], after.groups[index]];
      if (old === undefined || now === undefined) {
        out.facts.push({ kind: old === undefined ? "constraintTightened" : "constraintLoosened", rule: (old ?? now)?.keyword, from: old?.options.length ?? null, to: now?.options.length ?? null, pointer, path, only });
        continue;
      }
      if (old.keyword !== now.keyword) out.facts.push({ kind: now.keyword === "anyOf" ? "constraintLoosened" : "constraintTightened", rule: now.keyword, from: old.keyword, to: now.keyword, pointer, path, only });
      this.#compareOptions(out, old.options, now.options, pointer, place);
    }
  }

  #compareOptions(out: Comparison, before: readonly Located[], after: readonly Located[], pointer: string, { path, only, depth }: Place): void {
    const { pairs, removed, added } = matchAlternatives(before, after, this.#readers);
    for (const option of removed) out.facts.push({ kind: "alternativeRemoved", from: describeSchema(option.schema), to: null, pointer, path, only });
    for (const option of added) out.facts.push({ kind: "alternativeAdded", from: null, to: describeSchema(option.schema), pointer: option.pointer, path, only });
    for (const [one, other] of pairs) this.#compare(out, one, other, { path, only, depth: depth + 1 });
  }
}

/** The group of a view that says nothing else. */
function soleGroup({ groups, types, values, rules }: View): Group | undefined {
  return groups.length === 1 && types === null && values === null && rules.size === 0 ? groups[0] : undefined;
}

/** Null is compared apart from the alternatives. */
function withoutNull(located: Located): Located {
  const { schema } = located;
  if (typeof schema === "boolean" || !Array.isArray(schema["type"])) return located;
  const types = schema["type"].filter((type) => type !== "null");
  return { ...located, schema: { ...schema, type: types.length === 1 ? types[0] : types }, key: `${keyOf(located)}!` };
}

/** One text for a pair of schemas, the same wherever they meet. */
export function edgeKey({ before, after }: Pick<Edge, "before" | "after">): string {
  return `${keyOf(before)} ${keyOf(after)}`;
}

function compareAnnotations(before: View, after: View, isField: boolean, add: (fact: Pick<Fact, "kind" | "from" | "to" | "rule">) => void): void {
  if (!equalJson(Object.fromEntries(before.texts), Object.fromEntries(after.texts))) add({ kind: "schemaTexts", from: null, to: null });
  if (isField && before.deprecated !== after.deprecated) add({ kind: "propertyDeprecated", from: before.deprecated, to: after.deprecated });
  const [old, now] = [before.default, after.default];
  if (old === undefined && now !== undefined) add({ kind: "defaultAdded", from: null, to: now.value });
  else if (old !== undefined && now === undefined) add({ kind: "defaultRemoved", from: old.value, to: null });
  else if (!equalJson(old?.value, now?.value)) add({ kind: "defaultChanged", from: old?.value, to: now?.value });
}

function compareDiscriminator({ discriminator: from }: View, { discriminator: to }: View, add: (fact: Pick<Fact, "kind" | "from" | "to">) => void): void {
  if (equalJson(from, to)) return;
  const [old, now] = [isObject(from) ? from : {}, isObject(to) ? to : {}];
  const [oldMapping, newMapping] = [isObject(old["mapping"]) ? old["mapping"] : {}, isObject(now["mapping"]) ? now["mapping"] : {}];
  const isKept = from === undefined || (old["propertyName"] === now["propertyName"] && Object.entries(oldMapping).every(([value, target]) => newMapping[value] === target));
  add({ kind: isKept ? "discriminatorExtended" : "discriminatorChanged", from: old["propertyName"] ?? null, to: now["propertyName"] ?? null });
}
