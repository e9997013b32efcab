/** One proposal: the name, and what it stands for in a few characters. */
export interface Proposal {
  label: string;
  detail: string;
  /** Replaces the text from here to the cursor. */
  from: number;
  insert: string;
}

const identifier = /^[A-Za-z_$][\w$]*$/;

/** Proposals at a place of a template: names of the scope along the path that stands before the cursor. */
export function proposalsAt(text: string, offset: number, scope: Readonly<Record<string, unknown>>): Proposal[] {
  const before = text.slice(0, offset);
  const open = before.lastIndexOf("{{");
  if (open < 0 || before.lastIndexOf("}}") > open) return [];
  const expression = before.slice(open + 2);
  const path = /(?:[A-Za-z_$][\w$]*(?:\[\d+\])?\??\.)*[A-Za-z_$]?[\w$]*$/.exec(expression)?.[0] ?? "";
  const steps = path.split(/\??\./);
  const typed = steps.pop() ?? "";
  let value: unknown = scope;
  for (const step of steps) {
    const [, name = "", index] = /^([^[]*)(?:\[(\d+)\])?$/.exec(step) ?? [];
    value = read(value, name);
    if (index !== undefined) value = read(value, index);
  }
  const from = offset - typed.length;
  return namesOf(value)
    .filter(([name]) => identifier.test(name) && name.toLowerCase().includes(typed.toLowerCase()))
    .map(([label, content]) => ({ label, detail: describeValue(content), from, insert: label }));
}

function read(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

const arrayNames = ["length", "map", "filter", "find", "some", "every", "reduce", "slice", "join", "includes", "sort"];
const textNames = ["length", "toUpperCase", "toLowerCase", "includes", "slice", "split", "replace", "trim"];

function namesOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return arrayNames.map((name) => [name, name === "length" ? value.length : undefined]);
  if (typeof value === "string") return textNames.map((name) => [name, name === "length" ? value.length : undefined]);
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** A value in a few characters: `12`, `"firing"`, `array (3)`. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return `array (${value.length})`;
  if (typeof value === "object" && value !== null) return `{${Object.keys(value).slice(0, 3).join(", ")}${Object.keys(value).length > 3 ? ", …" : ""}}`;
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
