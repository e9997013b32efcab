import type { StageVariables } from "../connector/stage.ts";
import { callingMessages as say } from "./calling.messages.ts";
import { breaksHeader } from "./check-transforms.ts";
import type { OperationProblem } from "./operation-problem.ts";
import { type BackendPathPart, parseBackendPath } from "./path-template.ts";
import type { GatewayOperation } from "./snapshot.ts";
import { parseTemplateText } from "./template-text.ts";

type CallingOperation = Pick<GatewayOperation, "id" | "path" | "backend">;

/** What an operation needs of the stage that serves it. */
export interface StageNeed {
  operation: string;
  /** JSON pointer into the operation. */
  field: string;
  /** A backend by name; a variable in a header, in a segment of the backend path, or elsewhere. */
  needs: { backend: string } | { variable: string; in: "header" | "text" } | { segment: readonly BackendPathPart[] };
}

/** What checks of a stage look at. */
export interface CheckedStage {
  name: string;
  backends: readonly { name: string }[];
  variables: StageVariables;
}

/** What operations need of any stage, in their order; most need nothing. */
export function stageNeeds(operations: readonly CallingOperation[]): StageNeed[] {
  return operations.flatMap((operation) => needsOf(operation));
}

function needsOf(operation: CallingOperation): StageNeed[] {
  const { id, backend } = operation;
  const found: StageNeed[] = [];
  const add = (field: string, needs: StageNeed["needs"]) => void found.push({ operation: id, field, needs });
  if (backend.name !== null && backend.name !== undefined) add("/backend/name", { backend: backend.name });
  if (backend.path.includes("${")) {
    for (const segment of parseBackendPath(operation).template) if (segment.some((part) => "variable" in part)) add("/backend/path", { segment });
  }
  const { request, response } = backend;
  for (const [at, list] of [["request/query", request?.query], ["request/headers", request?.headers], ["request/body", request?.body], ["response/headers", response?.headers], ["response/body", response?.body]] as const) {
    for (const [index, transform] of (list ?? []).entries()) {
      for (const variable of variablesIn(transform)) add(`/backend/${at}/${index}`, { variable, in: at.endsWith("headers") ? "header" : "text" });
    }
  }
  return found;
}

/** Names of the variables in all texts of a value, each once. */
function variablesIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === "string") {
    const parsed = value.includes("${") ? parseTemplateText(value) : { parts: [] };
    if ("parts" in parsed) for (const part of parsed.parts) if (typeof part !== "string" && part.source === "vars") found.add(part.name);
  } else if (value !== null && typeof value === "object") {
    for (const inner of Object.values(value)) variablesIn(inner, found);
  }
  return found;
}

/** All that a stage lacks, or has and cannot be used, for what its operations need. */
export function checkStage(stage: CheckedStage, needs: readonly StageNeed[]): OperationProblem[] {
  return needs.flatMap(({ operation, field, needs: needed }) => {
    const said = { operation, stage: stage.name };
    if ("backend" in needed) return stage.backends.some(({ name }) => name === needed.backend) ? [] : [{ operation, field, message: say.missingBackend({ ...said, backend: needed.backend }) }];
    if ("segment" in needed) return segmentProblem(stage, needed.segment, said).map((message) => ({ operation, field, message }));
    const value = valueOf(stage, needed.variable);
    if (value === undefined) return [{ operation, field, message: say.missingVariable({ ...said, variable: written(needed.variable) }) }];
    return needed.in === "header" && breaksHeader(value) ? [{ operation, field, message: say.variableControl({ ...said, variable: written(needed.variable) }) }] : [];
  });
}

function segmentProblem(stage: CheckedStage, segment: readonly BackendPathPart[], said: { operation: string; stage: string }) {
  const variables = segment.flatMap((part) => ("variable" in part ? [part.variable] : []));
  const missing = variables.filter((variable) => valueOf(stage, variable) === undefined);
  if (missing.length > 0) return missing.map((variable) => say.missingVariable({ ...said, variable: written(variable) }));
  if (segment.some((part) => "parameter" in part)) return [];
  const text = segment.map((part) => ("variable" in part ? valueOf(stage, part.variable) : "text" in part ? part.text : "")).join("");
  return /^\.{0,2}$/.test(text) ? [say.variablePath({ ...said, variable: written(variables[0] ?? "") })] : [];
}

function written(variable: string): string {
  return `\${vars.${variable}}`;
}

function valueOf({ variables }: CheckedStage, name: string): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}
