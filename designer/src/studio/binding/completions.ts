import { describeType } from "../../schema/describe-type.ts";
import { type Shape, fieldOfShape, fieldsOfShape, itemOfShape, kindOfShape } from "../types/index.ts";

/** One proposal: the name, and what it stands for in a few characters. */
export interface Proposal {
  label: string;
  detail: string;
  /** What the documentation says of it; empty: nothing. */
  description: string;
  /** Replaces the text from here to the cursor. */
  from: number;
  insert: string;
}

/** What is known of a place of the scope: its value now, and its type. */
interface Known {
  value: unknown;
  shape: Shape | undefined;
}

const identifier = /^[A-Za-z_$][\w$]*$/;
const pathBefore = /(?:[A-Za-z_$][\w$]*(?:\??\.?\[\d+\])*\??\.)*[A-Za-z_$]?[\w$]*$/;
const arrow = /([A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*|\??\.?\[\d+\])*)\??\.(?:map|filter|find|findLast|findIndex|some|every|flatMap|forEach)\(\s*\(?\s*([A-Za-z_$][\w$]*)\s*(?:,[^()]*)?\)?\s*=>/g;
const deepest = 5;

/**
 * Proposals at a place of a template: names along the path that stands before the cursor, of live values and of the types
 * that are known before anything ran. The parameter of an arrow function over a list stands for the list's items.
 */
export function proposalsAt(text: string, offset: number, scope: Readonly<Record<string, unknown>>, shape?: Shape): Proposal[] {
  const before = text.slice(0, offset);
  const open = before.lastIndexOf("{{");
  if (open < 0 || before.lastIndexOf("}}") > open) return [];
  const expression = before.slice(open + 2);
  const path = pathBefore.exec(expression)?.[0] ?? "";
  const steps = path.split(/\??\./);
  const typed = steps.pop() ?? "";
  const root = { value: scope, shape };
  const known = steps.length === 0 ? withParameters(expression, root) : follow(steps, expression, root, 0);
  const from = offset - typed.length;
  return namesOf(known)
    .filter(({ label }) => identifier.test(label) && label.toLowerCase().includes(typed.toLowerCase()))
    .map((name) => ({ ...name, from, insert: name.label }));
}

/** What stands at the end of a path. */
function follow(steps: readonly string[], expression: string, root: Known, depth: number): Known {
  const [first = "", ...rest] = steps.flatMap((step) => step.replaceAll(/\??\.?\[(\d+)\]/g, ".$1").split("."));
  const list = depth < deepest ? listOfParameter(first, expression) : null;
  let known: Known = list === null ? step(root, first) : itemOf(follow(list.path.split(/\??\./), list.before, root, depth + 1));
  for (const name of rest) known = /^\d+$/.test(name) ? itemOf(known, Number(name)) : step(known, name);
  return known;
}

function step({ value, shape }: Known, name: string): Known {
  return { value: typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined, shape: fieldOfShape(shape, name) };
}

function itemOf({ value, shape }: Known, index = 0): Known {
  return { value: Array.isArray(value) ? value[index] : undefined, shape: itemOfShape(shape) };
}

/** The list whose items a parameter stands for, and the text before it; null: it is none. */
function listOfParameter(name: string, expression: string): { path: string; before: string } | null {
  const found = [...expression.matchAll(arrow)].findLast((match) => match[2] === name);
  return found?.[1] === undefined ? null : { path: found[1], before: expression.slice(0, found.index) };
}

/** The names of the scope and the parameters around the cursor. */
function withParameters(expression: string, root: Known): Known {
  const names = [...expression.matchAll(arrow)].flatMap((match) => match[2] ?? []);
  return names.length === 0 ? root : { ...root, value: { ...(root.value as object), ...Object.fromEntries(names.map((name) => [name, undefined])) } };
}

const arrayNames = ["length", "map", "filter", "find", "some", "every", "reduce", "slice", "join", "includes", "sort", "flatMap", "at"];
const textNames = ["length", "toUpperCase", "toLowerCase", "includes", "startsWith", "slice", "split", "replace", "trim"];
const numberNames = ["toFixed", "toLocaleString"];

function namesOf({ value, shape }: Known): Omit<Proposal, "from" | "insert">[] {
  const kind = Array.isArray(value) ? "array" : value === undefined || value === null ? kindOfShape(shape) : typeof value;
  const own = kind === "array" ? arrayNames : kind === "string" ? textNames : kind === "number" ? numberNames : null;
  if (own !== null) return own.map((label) => ({ label, detail: label === "length" ? describeValue((value as { length?: number } | undefined)?.length) : "", description: "" }));
  const fields = shape === undefined ? [] : fieldsOfShape(shape);
  const typed = new Map(fields.map((field) => [field.name, field]));
  const live = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  return [...new Set([...Object.keys(live), ...typed.keys()])].map((label) => {
    const field = typed.get(label);
    const now = describeValue(live[label]);
    return { label, detail: now === "" && field !== undefined && "schema" in field.shape ? typeNoted(field.shape.schema) : now, description: field?.description ?? "" };
  });
}

function typeNoted(schema: unknown): string {
  const text = describeType(schema);
  return text === "any" ? "" : text;
}

/** A value in a few characters: `12`, `"firing"`, `array (3)`. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return `array (${value.length})`;
  if (typeof value === "object" && value !== null) return `{${Object.keys(value).slice(0, 3).join(", ")}${Object.keys(value).length > 3 ? ", …" : ""}}`;
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
