import { type TaggedValue, isTesseraError, joinMessages, verbatim } from "@tessera/contracts";
import { type Dependencies, dependenciesOf, dependenciesOfFunction } from "../binding/dependencies.ts";
import { problemMessages as say } from "./messages.ts";
import { type Report, pageProblemCodes } from "./problem.ts";

/** Names that code may use besides the scope: what the language itself offers. */
const globals: ReadonlySet<string> = new Set([
  "Array", "BigInt", "Boolean", "Date", "Error", "Infinity", "Intl", "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise", "RangeError", "RegExp", "Set", "String",
  "Symbol", "TypeError", "URL", "URLSearchParams", "console", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "globalThis", "isFinite", "isNaN",
  "parseFloat", "parseInt", "structuredClone", "undefined", "atob", "btoa", "TextEncoder", "TextDecoder",
]);

/** Records that bindings of a page may name. */
export interface Known {
  nodes: ReadonlySet<string>;
  queries: ReadonlySet<string>;
  state: ReadonlySet<string>;
  texts: ReadonlySet<string>;
}

/** Checks the code in a tagged value: its syntax, what it names, and names that nothing gives it. */
export function checkTagged(value: TaggedValue, path: string, known: Known, locals: readonly string[] | "any", report: Report): void {
  if (value.kind === "i18n" && !known.texts.has(value.key)) {
    report(pageProblemCodes.textMissing, path, say.textMissing({ key: value.key }));
  }
  if (value.kind !== "binding" && value.kind !== "function") return;
  let dependencies: Dependencies;
  try {
    dependencies = value.kind === "binding" ? dependenciesOf(value.template) : dependenciesOfFunction(value.source);
  } catch (error) {
    if (!isTesseraError(error)) throw error;
    report(pageProblemCodes.bindingSyntax, path, error.text);
    return;
  }
  checkPaths(dependencies, path, known, report);
  if (locals === "any" || value.kind === "function") return;
  for (const name of dependencies.names) {
    if (globals.has(name) || locals.includes(name)) continue;
    report(pageProblemCodes.bindingName, path, locals.length === 0 ? say.nameUnknown({ name }) : say.nameUnknownLocals({ name, locals: joinMessages(locals.map(verbatim), { en: ", ", "zh-CN": "、" }) }), "warning");
  }
}

function checkPaths(dependencies: Dependencies, path: string, known: Known, report: Report): void {
  for (const [root, id] of dependencies.paths) {
    if (id === undefined) continue;
    if (root === "components" && !known.nodes.has(id)) report(pageProblemCodes.referenceMissing, path, say.readNodeMissing({ id }));
    if (root === "queries" && !known.queries.has(id)) report(pageProblemCodes.referenceMissing, path, say.readQueryMissing({ id }));
    if (root === "state" && !known.state.has(id)) report(pageProblemCodes.referenceMissing, path, say.stateMissing({ name: id }), "warning");
  }
}
