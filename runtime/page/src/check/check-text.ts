import { type TaggedValue, isTesseraError } from "@tessera/contracts";
import { type Dependencies, dependenciesOf, dependenciesOfFunction } from "../binding/dependencies.ts";
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
    report(pageProblemCodes.textMissing, path, `The page has no text \`${value.key}\`. Add it to the page's texts or choose another key.`);
  }
  if (value.kind !== "binding" && value.kind !== "function") return;
  let dependencies: Dependencies;
  try {
    dependencies = value.kind === "binding" ? dependenciesOf(value.template) : dependenciesOfFunction(value.source);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    report(pageProblemCodes.bindingSyntax, path, isTesseraError(error) ? error.message : `The function cannot be read: ${error.message}.`);
    return;
  }
  checkPaths(dependencies, path, known, report);
  if (locals === "any" || value.kind === "function") return;
  for (const name of dependencies.names) {
    if (globals.has(name) || locals.includes(name)) continue;
    report(pageProblemCodes.bindingName, path, `\`${name}\` is not known here. Read components, queries, state, params, user or locale${locals.length > 0 ? `, or ${locals.join(", ")}` : ""}.`, "warning");
  }
}

function checkPaths(dependencies: Dependencies, path: string, known: Known, report: Report): void {
  for (const [root, id] of dependencies.paths) {
    if (id === undefined) continue;
    if (root === "components" && !known.nodes.has(id)) report(pageProblemCodes.referenceMissing, path, `The component \`${id}\` is not on this page. Name one that is, or take the binding away.`);
    if (root === "queries" && !known.queries.has(id)) report(pageProblemCodes.referenceMissing, path, `The query \`${id}\` is not in this app. Name one that is, or take the binding away.`);
    if (root === "state" && !known.state.has(id)) report(pageProblemCodes.referenceMissing, path, `The page has no state \`${id}\`. Add it to the page's state.`, "warning");
  }
}
