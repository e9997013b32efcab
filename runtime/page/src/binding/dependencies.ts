import { UserError } from "@tessera/contracts";
import { parse } from "acorn";
import { pageErrorCodes } from "../errors.ts";
import { bindingMessages } from "./messages.ts";
import { type Reference, freeReferences } from "./references.ts";
import { syntaxReason } from "./syntax-reason.ts";
import { parseTemplate, parserOptions } from "./template.ts";

/** Names that every binding may read. */
export const scopeRoots = ["components", "queries", "state", "params", "user", "locale"] as const;
const rootSet: ReadonlySet<string> = new Set(scopeRoots);
/** How many steps of a path decide what it depends on: `queries.<id>.data`, `components.<id>.<name>`, `state.<name>`. */
const depthOf: Record<string, number> = { components: 3, queries: 3, state: 2, params: 2, user: 1, locale: 1 };

/** A place in the scope, from the root inwards, e.g. `["queries", "alerts", "data"]`. */
export type ScopePath = readonly string[];

/** What a piece of code reads from outside of itself. */
export interface Dependencies {
  /** Places in the scope, each once; a place named by computation (`components[x]`) counts from its last known step. */
  paths: ScopePath[];
  /** Other free names: locals of an event (`row`), or globals (`Math`). */
  names: string[];
}

/** What a template reads. @throws UserError page.binding-syntax. */
export function dependenciesOf(template: string): Dependencies {
  return dependenciesOfReferences(templateReferences(template));
}

/** What a function body reads. @throws UserError page.binding-syntax. */
export function dependenciesOfFunction(source: string): Dependencies {
  return dependenciesOfReferences(functionReferences(source));
}

/** Free references of all expressions of a template. */
export function templateReferences(template: string): Reference[] {
  return parseTemplate(template).flatMap((part) => (part.kind === "expression" ? part.references : []));
}

/** Free references of a function body. @throws UserError page.binding-syntax. */
export function functionReferences(source: string): Reference[] {
  try {
    return freeReferences(parse(source, { ...parserOptions, allowReturnOutsideFunction: true }));
  } catch (error) {
    if (error instanceof RangeError) throw new UserError({ code: pageErrorCodes.bindingSyntax, message: bindingMessages.functionUnreadable({ reason: bindingMessages.tooDeep() }), cause: error });
    if (!(error instanceof SyntaxError)) throw error;
    throw functionError(error);
  }
}

function functionError(cause: SyntaxError & { loc?: { line: number; column: number } }): UserError {
  const reason = syntaxReason(cause);
  const { loc } = cause;
  const message = loc ? bindingMessages.functionUnreadableAt({ line: loc.line, column: loc.column + 1, reason }) : bindingMessages.functionUnreadable({ reason });
  return new UserError({ code: pageErrorCodes.bindingSyntax, message, cause });
}

/** Sorts references into places of the scope and other names. */
export function dependenciesOfReferences(references: readonly Reference[]): Dependencies {
  const paths = new Map<string, ScopePath>();
  const names = new Set<string>();
  for (const { root, steps } of references) {
    if (!rootSet.has(root)) {
      names.add(root);
      continue;
    }
    const path = [root, ...steps.slice(0, (depthOf[root] ?? 1) - 1).map((step) => step.name)];
    paths.set(JSON.stringify(path), path);
  }
  return { paths: [...paths.values()], names: [...names] };
}
