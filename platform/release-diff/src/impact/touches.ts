import type { ReleaseChange } from "@tessera/contracts";
import { headerStep } from "../operation/compare-responses.ts";

/** How a query of an app uses an operation. */
export interface OperationUse {
  operation: string;
  /** Names of the inputs that it sets: `query.limit`, `body`, `body.spec`. */
  inputs: readonly string[];
  /**
   * What it reads of the answer's body, from outside inwards; a path stands for all that is below, `*` for every item or key.
   * Null: not known.
   */
  outputs: readonly (readonly string[])[] | null;
}

/** Kinds that break callers who leave an input out; all others break those who send it. */
const missedInputs: ReadonlySet<string> = new Set(["parameter.added-required", "parameter.required", "body.added-required", "body.required", "property.added-required", "property.required", "default.changed", "default.removed"]);

/** Whether a change of its operation reaches a use. In doubt it does. */
export function touches(change: ReleaseChange, use: OperationUse): boolean {
  if (change.operation !== use.operation) return false;
  if (change.side === "operation") return true;
  return change.side === "input" ? touchesInput(change, use.inputs) : touchesOutput(change, use.outputs);
}

function touchesInput({ path, kind }: ReleaseChange, inputs: readonly string[]): boolean {
  const set = inputs.map((name) => stepsOf(name));
  if (path === null) return inputs.length > 0;
  if (!missedInputs.has(kind)) return set.some((steps) => meets(steps, path));
  if (set.some((steps) => steps.length === path.length && meets(steps, path))) return false;
  // A field of a body that is not sent at all is not missed either.
  return path[0] !== "body" || path.length === 1 || set.some(([place]) => place === "body");
}

/** `query.a.b` names the parameter `a.b`; `body.a` the field `a`. */
function stepsOf(name: string): string[] {
  const dot = name.indexOf(".");
  return dot < 0 ? [name] : [name.slice(0, dot), name.slice(dot + 1)];
}

function touchesOutput({ path, response }: ReleaseChange, outputs: OperationUse["outputs"]): boolean {
  // Queries read the bodies of answers that succeed.
  if (response !== undefined && /^[45]/.test(response)) return false;
  if (path?.[0] === headerStep) return false;
  if (outputs === null) return true;
  return path === null ? outputs.length > 0 : outputs.some((used) => meets(used, path));
}

/** Whether one path is part of the other. */
function meets(one: readonly string[], other: readonly string[]): boolean {
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index += 1) if (one[index] !== other[index] && one[index] !== "*" && other[index] !== "*") return false;
  return true;
}
