import type { Fact } from "./comparison.ts";
import { describeTypes } from "./describe.ts";
import { equalJson } from "./json.ts";
import { type View, isAnything } from "./view.ts";

type Add = (fact: Pick<Fact, "kind" | "from" | "to" | "rule">) => void;

/** Types and null. Answers whether there is still something to compare below. */
export function compareTypes(before: View, after: View, add: Add): boolean {
  const [from, to] = [describeTypes(before), describeTypes(after)];
  const narrows = isWithin(after, before);
  const widens = isWithin(before, after);
  if (!(narrows && widens)) {
    add({ kind: narrows ? "typeNarrowed" : widens ? "typeWidened" : "typeChanged", from, to });
    if (before.types === null || after.types === null) return false;
  }
  if (before.nullable !== after.nullable && !isAnything(before) && !isAnything(after)) add({ kind: after.nullable ? "nullableAdded" : "nullableRemoved", from, to });
  return before.types === null || after.types === null || [...before.types].some((type) => after.types?.has(type) === true || type === "integer" || type === "number");
}

/** Whether every type of `inner` is one of `outer`, null aside. */
function isWithin(inner: View, outer: View): boolean {
  const { types } = outer;
  if (types === null || types === inner.types) return true;
  return inner.types !== null && [...inner.types].every((type) => types.has(type) || (type === "integer" && types.has("number")));
}

/** `enum` and `const`. */
export function compareEnums(before: View, after: View, add: Add): void {
  const [old, now] = [before.values, after.values];
  if (old === null && now === null) return;
  if (now === null) return add({ kind: "enumRemoved", from: [...(old?.values() ?? [])], to: null });
  if (old === null) return add({ kind: "enumAdded", from: null, to: [...now.values()] });
  for (const [text, value] of old) if (!now.has(text)) add({ kind: "enumValueRemoved", from: value, to: null });
  for (const [text, value] of now) if (!old.has(text)) add({ kind: "enumValueAdded", from: null, to: value });
}

/** Formats whose values are all values of the other, too. */
const widerFormats: ReadonlySet<string> = new Set(["int32→int64", "float→double", "email→idn-email", "hostname→idn-hostname", "uri→iri", "uri→uri-reference", "uri-reference→iri-reference"]);
const atLeast: ReadonlySet<string> = new Set(["minLength", "minItems", "minProperties", "minContains"]);
const atMost: ReadonlySet<string> = new Set(["maxLength", "maxItems", "maxProperties", "maxContains"]);
const bounds: ReadonlySet<string> = new Set(["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"]);

/** Keywords that restrict; `changesBelow` says whether a rule means something else because of the shared schemas that it points to. */
export function compareRules(before: View, after: View, changesBelow: (rule: unknown) => boolean, add: Add): void {
  compareBound("minimum", before, after, add);
  compareBound("maximum", before, after, add);
  for (const rule of new Set([...before.rules.keys(), ...after.rules.keys()])) {
    if (bounds.has(rule)) continue;
    const [from, to] = [effective(rule, before.rules.get(rule)), effective(rule, after.rules.get(rule))];
    if (equalJson(from, to, "texts") && !changesBelow(to)) continue;
    add({ kind: directionOf(rule, from, to), from: from ?? null, to: to ?? null, rule });
  }
}

/** The value of a rule, `undefined` where it allows everything. */
function effective(rule: string, value: unknown): unknown {
  if (atLeast.has(rule) && value === 0) return undefined;
  if (rule === "uniqueItems" && value === false) return undefined;
  return (rule === "propertyNames" || rule.startsWith("unevaluated")) && value === true ? undefined : value;
}

function directionOf(rule: string, from: unknown, to: unknown): "constraintTightened" | "constraintLoosened" | "constraintChanged" {
  if (from === undefined) return "constraintTightened";
  if (to === undefined) return "constraintLoosened";
  if (typeof from === "number" && typeof to === "number") {
    if (atLeast.has(rule)) return to > from ? "constraintTightened" : "constraintLoosened";
    if (atMost.has(rule)) return to < from ? "constraintTightened" : "constraintLoosened";
    if (rule === "multipleOf" && isMultiple(to, from)) return "constraintTightened";
    if (rule === "multipleOf" && isMultiple(from, to)) return "constraintLoosened";
  }
  if (rule === "format" && widerFormats.has(`${String(from)}→${String(to)}`)) return "constraintLoosened";
  return rule === "format" && widerFormats.has(`${String(to)}→${String(from)}`) ? "constraintTightened" : "constraintChanged";
}

/** With room for what binary fractions lose, e.g. 0.3 of 0.1. */
function isMultiple(value: number, of: number): boolean {
  const times = value / of;
  return of !== 0 && Math.abs(times - Math.round(times)) < 1e-9;
}

/** `minimum` and `exclusiveMinimum` are one bound, as are those of the maximum. */
function compareBound(side: "minimum" | "maximum", before: View, after: View, add: Add): void {
  const [from, to] = [boundOf(side, before), boundOf(side, after)];
  if (from?.value === to?.value && from?.exclusive === to?.exclusive) return;
  const [old, now] = [from ?? { value: side === "minimum" ? -Infinity : Infinity, exclusive: false }, to ?? { value: side === "minimum" ? -Infinity : Infinity, exclusive: false }];
  const isTighter = now.value === old.value ? now.exclusive : side === "minimum" ? now.value > old.value : now.value < old.value;
  add({ kind: isTighter ? "constraintTightened" : "constraintLoosened", from: from?.value ?? null, to: to?.value ?? null, rule: to?.rule ?? from?.rule });
}

function boundOf(side: "minimum" | "maximum", { rules }: View): { value: number; exclusive: boolean; rule: string } | undefined {
  const exclusiveRule = side === "minimum" ? "exclusiveMinimum" : "exclusiveMaximum";
  const [inclusive, exclusive] = [rules.get(side), rules.get(exclusiveRule)];
  if (typeof exclusive === "number" && (typeof inclusive !== "number" || (side === "minimum" ? exclusive >= inclusive : exclusive <= inclusive))) return { value: exclusive, exclusive: true, rule: exclusiveRule };
  return typeof inclusive === "number" ? { value: inclusive, exclusive: false, rule: side } : undefined;
}
