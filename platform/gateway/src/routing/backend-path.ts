import { DefectError, encodeSegment, parametersOf } from "@tessera/contracts";
import type { PathTemplate } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";

/** Builds the path below the backend's base from the encoded parameter values of the front path and what followed it. */
export type BackendPathBuilder = (values: readonly string[], rest: readonly string[]) => string;

/** Compiles the backend template, whose parameters the front path has, see `checkRoutes`. */
export function compileBackendPath(front: PathTemplate, backend: PathTemplate): BackendPathBuilder {
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
      if (index === -1) throw new DefectError({ code: gatewayErrors.defect, message: `the backend path needs {${part.parameter}}, which was not checked` });
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
