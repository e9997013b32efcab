import { DefectError, UserError, encodeSegment, parametersOf } from "@tessera/contracts";
import type { BackendPathTemplate, PathTemplate, StageVariables } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";
import { targetMessages } from "./target.messages.ts";

/** Builds the path below the backend's base from the encoded parameter values of the front path and what followed it. */
export type BackendPathBuilder = (values: readonly string[], rest: readonly string[]) => string;

/**
 * Compiles the backend template, whose parameters the front path has (see `checkRoutes`) and whose variables the stage has (see
 * `checkStage`). A variable stays within its segment, whatever it holds.
 */
export function compileBackendPath(front: PathTemplate, backend: BackendPathTemplate, variables: StageVariables): BackendPathBuilder {
  const names = parametersOf(front);
  const pieces: (string | number)[] = [];
  const add = (text: string) => {
    const last = pieces.length - 1;
    const before = pieces[last];
    if (typeof before === "string") pieces[last] = before + text;
    else pieces.push(text);
  };
  for (const parts of backend) {
    add("/");
    for (const part of parts) {
      if ("parameter" in part) {
        const index = names.indexOf(part.parameter);
        if (index === -1) throw unchecked(`{${part.parameter}}`);
        pieces.push(index);
      } else if ("variable" in part) {
        const value = Object.hasOwn(variables, part.variable) ? variables[part.variable] : undefined;
        if (value === undefined) throw unchecked(`\${vars.${part.variable}}`);
        add(encodeSegment(value));
      } else add(encodeSegment(part.text));
    }
  }
  // Parts that are harmless each may be dots together, where a segment holds more than one.
  const mayHoldDots = backend.some((parts) => parts.length > 1 && parts.some((part) => "parameter" in part));
  const fixed = pieces.every((piece) => typeof piece === "string") ? pieces.join("") : undefined;
  return (values, rest) => {
    const path = fixed ?? pieces.map((piece) => (typeof piece === "string" ? piece : (values[piece] ?? ""))).join("");
    if (mayHoldDots && /(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) throw new UserError({ code: gatewayErrors.pathUnsafe, message: targetMessages.dots() });
    if (rest.length === 0) return path;
    return `${path.endsWith("/") ? path.slice(0, -1) : path}/${rest.join("/")}`;
  };
}

function unchecked(what: string): DefectError {
  return new DefectError({ code: gatewayErrors.defect, message: `the backend path needs ${what}, which was not checked` });
}
