import { type Message, isTesseraError, verbatim } from "@tessera/contracts";
import { type Dependencies, dependenciesOfFunction, dependenciesOfReferences, scopeRoots } from "./dependencies.ts";
import { bindingMessages } from "./messages.ts";
import { type TemplatePart, parseTemplate } from "./template.ts";

/** What bindings read: an object with the fields of `scopeRoots`. */
export type Scope = Readonly<Record<string, unknown>>;
export type Locals = Readonly<Record<string, unknown>>;

/** A template made ready to run. It runs in the realm that compiled it: compile only in the player frame or another sandbox. */
export interface CompiledTemplate {
  dependencies: Dependencies;
  /** The value; throws what the expressions throw. */
  run: (scope: Scope, locals?: Locals) => unknown;
}

/** Outcome of a binding. `pending`: it read from something that has no data yet, so there is nothing to show and nothing wrong. */
export type Evaluation = { status: "value"; value: unknown } | { status: "pending" } | { status: "error"; message: Message };

const rootNames: ReadonlySet<string> = new Set(scopeRoots);

/**
 * Compiles a template. `locals` are the further names it may read (`row`). One expression alone keeps its type; anything
 * around it makes text, in which undefined and null are empty and objects are JSON.
 * @throws UserError page.binding-syntax.
 */
export function compileTemplate(template: string, locals: readonly string[] = []): CompiledTemplate {
  const parts = parseTemplate(template);
  const references = parts.flatMap((part) => (part.kind === "expression" ? part.references : []));
  const dependencies = dependenciesOfReferences(references);
  const runs = parts.map((part) => compilePart(part, locals));
  const only = runs.length === 1 && parts[0]?.kind === "expression" ? runs[0] : undefined;
  const run = only ?? ((scope: Scope, values: Locals = {}) => runs.map((each) => asText(each(scope, values))).join(""));
  return { dependencies, run: (scope, values = {}) => run(scope, values) };
}

function compilePart(part: TemplatePart, locals: readonly string[]): (scope: Scope, locals: Locals) => unknown {
  if (part.kind === "text") return () => part.text;
  const used = new Set(part.references.map((reference) => reference.root));
  const roots = scopeRoots.filter((name) => used.has(name) && !locals.includes(name));
  return build(roots, locals.filter((name) => used.has(name)), `return (${part.source}\n);`);
}

/**
 * Compiles a function body, e.g. of a column's format. It may read the scope, and by name whatever its caller passes.
 * @throws UserError page.binding-syntax.
 */
export function compileFunction(source: string): CompiledTemplate {
  const dependencies = dependenciesOfFunction(source);
  const roots = scopeRoots.filter((root) => dependencies.paths.some(([name]) => name === root));
  const locals = dependencies.names.filter((name) => !rootNames.has(name) && !(name in globalThis));
  const run = build(roots, locals, source);
  return { dependencies, run: (scope, values = {}) => run(scope, values) };
}

function build(roots: readonly string[], locals: readonly string[], body: string): (scope: Scope, locals: Locals) => unknown {
  const prelude = `"use strict"; const { ${roots.join(", ")} } = $scope; const { ${locals.join(", ")} } = $locals; { `;
  return new Function("$scope", "$locals", `${prelude}${body}\n}`) as (scope: Scope, locals: Locals) => unknown;
}

/** How a value stands in a text. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "object") return String(value);
  try {
    return JSON.stringify(value) ?? "";
  } catch (error) {
    return `[${error instanceof Error ? error.message : "value"}]`;
  }
}

/** The value at a place of the scope; undefined when a step of the way is missing. */
export function readPath(scope: unknown, path: readonly string[]): unknown {
  let value: unknown = scope;
  for (const step of path) {
    if (value === null || value === undefined) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/**
 * Runs a compiled template and never throws. A TypeError while something it reads is undefined or null (a query that has
 * no data yet, a table without a selection) is `pending`, not an error: the page fills in when the value arrives.
 */
export function evaluate(compiled: CompiledTemplate, scope: Scope, locals: Locals = {}): Evaluation {
  try {
    return { status: "value", value: compiled.run(scope, locals) };
  } catch (error) {
    if (error instanceof TypeError && compiled.dependencies.paths.some((path) => isNotThereYet(scope, path))) return { status: "pending" };
    return { status: "error", message: describe(error) };
  }
}

/** Nothing is at the place, or which record it is depends on a computed name (`components[x]`), so that it may be missing. */
function isNotThereYet(scope: Scope, path: readonly string[]): boolean {
  const computed = path.length < 2 && (path[0] === "components" || path[0] === "queries");
  return computed || (readPath(scope, path) ?? null) === null;
}

function describe(error: unknown): Message {
  if (isTesseraError(error)) return error.text;
  if (error instanceof Error) return verbatim(`${error.name}: ${error.message}`);
  return bindingMessages.threw({ value: asText(error) });
}
