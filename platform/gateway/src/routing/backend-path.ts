import { UserError } from "@tessera/contracts";
import { snapshotErrors } from "../errors.ts";
import { encodeSegment, parametersOf } from "./path-template.ts";
import type { PathTemplate } from "./path-template.ts";

/** Builds the path below the backend's base from the encoded parameter values of the front path and what followed it. */
export type BackendPathBuilder = (values: readonly string[], rest: readonly string[]) => string;

/** Compiles the backend template; throws `gateway.path-parameter` when it needs a parameter that the front path lacks. */
export function compileBackendPath(front: PathTemplate, backend: PathTemplate, operation: string): BackendPathBuilder {
  const names = parametersOf(front);
  const pieces: (string | number)[] = [];
  for (const parts of backend) {
    pieces.push("/");
    for (const part of parts) {
      if ("text" in part) {
        pieces.push(encodeSegment(part.text));
        continue;
      }
      const index = names.indexOf(part.parameter);
      if (index === -1) {
        throw new UserError({ code: snapshotErrors.pathParameter, message: `operation ${operation}: the backend path needs {${part.parameter}}, which the front path does not have` });
      }
      pieces.push(index);
    }
  }
  const fixed = pieces.every((piece) => typeof piece === "string") ? pieces.join("") : undefined;
  return (values, rest) => {
    const path = fixed ?? pieces.map((piece) => (typeof piece === "string" ? piece : (values[piece] ?? ""))).join("");
    if (rest.length === 0) return path;
    return `${path.endsWith("/") ? path.slice(0, -1) : path}/${rest.join("/")}`;
  };
}
