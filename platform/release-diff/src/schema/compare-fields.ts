import type { KindKey } from "../change/kinds.ts";
import type { Direction } from "../release.ts";
import type { Fact } from "./comparison.ts";
import { describeSchema } from "./describe.ts";
import { type Located, anything } from "./located.ts";
import type { SchemaReader, View } from "./view.ts";

/** What comparing fields needs of the whole comparison. */
export interface FieldContext {
  readers: { before: SchemaReader; after: SchemaReader };
  path: readonly string[];
  only: Direction | undefined;
  add: (fact: Pick<Fact, "kind" | "from" | "to" | "pointer" | "path" | "only">) => void;
  compare: (before: Located, after: Located, path: readonly string[], only: Direction | undefined) => void;
}

/** What values of a name that is not described may be: by a schema, anything, or nothing. */
function others({ additional }: View): Located | "open" | "closed" {
  if (additional === undefined || additional.schema === true) return "open";
  return additional.schema === false ? "closed" : additional;
}

/** Fields of objects: those described, patterns of names, and all others. */
export function compareFields(before: View, after: View, context: FieldContext): void {
  for (const [name, property] of before.properties) {
    const now = after.properties.get(name);
    if (now === undefined) missing("propertyRemoved", property, before, name, context);
    else compareField(name, property, now, before, after, context);
  }
  for (const [name, property] of after.properties) {
    if (!before.properties.has(name)) missing(after.required.has(name) ? "propertyAddedRequired" : "propertyAdded", property, after, name, context);
  }
  for (const name of new Set([...before.required, ...after.required])) {
    if (before.properties.has(name) || after.properties.has(name) || before.required.has(name) === after.required.has(name)) continue;
    context.add({ kind: after.required.has(name) ? "propertyRequired" : "propertyOptional", from: null, to: null, pointer: `${after.pointer}/required`, path: [...context.path, name], only: context.only });
  }
  for (const name of new Set([...before.patterns.keys(), ...after.patterns.keys()])) {
    const [from, to] = [before.patterns.get(name) ?? anything(before.pointer), after.patterns.get(name) ?? anything(after.pointer)];
    context.compare(from, to, [...context.path, "*"], context.only);
  }
  compareOthers(before, after, context);
}

/** A field that one side lacks; `readOnly` and `writeOnly` say in which direction it is missed at all. */
function missing(kind: KindKey, property: Located, side: View, name: string, context: FieldContext): void {
  const isBefore = kind === "propertyRemoved";
  const view = context.readers[isBefore ? "before" : "after"].view(property);
  const only = directionOf(view, context.only);
  if (only === "none") return;
  const described = describeSchema(property.schema);
  const pointer = property.pointer === "" ? side.pointer : property.pointer;
  context.add({ kind, from: isBefore ? described : null, to: isBefore ? null : described, pointer, path: [...context.path, name], only });
}

/** The one direction in which a field exists; `undefined`: both. */
function directionOf({ readOnly, writeOnly }: View, outer: Direction | undefined): Direction | "none" | undefined {
  if (readOnly && writeOnly) return "none";
  const own = readOnly ? "output" : writeOnly ? "input" : undefined;
  if (own === undefined || outer === undefined || own === outer) return own ?? outer;
  return "none";
}

function compareField(name: string, property: Located, now: Located, before: View, after: View, context: FieldContext): void {
  const path = [...context.path, name];
  const [was, is] = [directionOf(context.readers.before.view(property), context.only), directionOf(context.readers.after.view(now), context.only)];
  for (const direction of ["input", "output"] as const) {
    const [had, has] = [covers(was, direction), covers(is, direction)];
    if (had && !has) context.add({ kind: "propertyRemoved", from: describeSchema(property.schema), to: null, pointer: now.pointer, path, only: direction });
    if (!had && has) context.add({ kind: after.required.has(name) ? "propertyAddedRequired" : "propertyAdded", from: null, to: describeSchema(now.schema), pointer: now.pointer, path, only: direction });
  }
  const both = was === is ? was : covers(was, "input") && covers(is, "input") ? "input" : covers(was, "output") && covers(is, "output") ? "output" : "none";
  if (both === "none") return;
  const [needed, needs] = [before.required.has(name), after.required.has(name)];
  if (needed !== needs) context.add({ kind: needs ? "propertyRequired" : "propertyOptional", from: needed, to: needs, pointer: now.pointer, path, only: both });
  context.compare(property, now, path, both);
}

function covers(which: Direction | "none" | undefined, direction: Direction): boolean {
  return which === undefined || which === direction;
}

function compareOthers(before: View, after: View, context: FieldContext): void {
  const [from, to] = [others(before), others(after)];
  const path = [...context.path, "*"];
  const pointer = after.additional?.pointer ?? after.pointer;
  const fact = (kind: KindKey): void => context.add({ kind, from: wordOf(from), to: wordOf(to), pointer, path, only: context.only });
  if (from === to) return;
  if (to === "closed") return fact(from === "open" ? "additionalClosed" : "propertyRemoved");
  if (from === "closed") return fact(to === "open" ? "additionalOpened" : "propertyAdded");
  const [old, now] = [from === "open" ? anything(before.pointer) : from, to === "open" ? anything(pointer) : to];
  context.compare(old, now, path, context.only);
}

function wordOf(which: Located | "open" | "closed"): string {
  return typeof which === "string" ? which : describeSchema(which.schema);
}
