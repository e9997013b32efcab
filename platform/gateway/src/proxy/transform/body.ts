import type { BodyTransform, StageVariables } from "@tessera/contracts";
import { JsonTree, stepsOf } from "./json-place.ts";
import { exactNumber } from "./json-text.ts";
import type { TextSources } from "./sources.ts";
import { compileText, textFor } from "./text.ts";

/** Changes the value of a JSON text; undefined stands for no body, before and after. */
export type CompiledBody = (value: unknown, sources: TextSources) => unknown;

/** Makes a value for one call; undefined when a text in it needs what the call lacks. */
type Maker = (sources: TextSources) => unknown;

/** Every call gets a value of its own, as later changes may go into it. */
function compileValue(value: unknown, variables: StageVariables): Maker {
  if (typeof value === "string") {
    const text = compileText(value, variables);
    return (sources) => textFor(text, sources);
  }
  if (value === null || typeof value !== "object") return () => value;
  if (Array.isArray(value)) {
    const makers = value.map((inner) => compileValue(inner, variables));
    return (sources) => makers.map((make) => make(sources)).filter((made) => made !== undefined);
  }
  const makers = Object.entries(value).map(([key, inner]) => [key, compileValue(inner, variables)] as const);
  return (sources) => Object.fromEntries(makers.map(([key, make]) => [key, make(sources)] as const).filter(([, made]) => made !== undefined));
}

/** A scalar as the keys of a map write it; undefined for lists and objects. */
function keyOf(value: unknown): string | undefined {
  if (typeof value === "string") return exactNumber(value) ?? value;
  return value === null || typeof value !== "object" ? String(value) : undefined;
}

type Step = (tree: JsonTree, sources: TextSources) => void;

function putOrRemove(tree: JsonTree, steps: readonly string[], value: unknown): void {
  if (value === undefined) tree.remove(steps);
  else tree.put(steps, value);
}

function compileStep(transform: BodyTransform, variables: StageVariables): Step {
  const steps = stepsOf(transform.name);
  switch (transform.action) {
    case "add": {
      const make = compileValue(transform.value, variables);
      return (tree, sources) => (tree.at(steps) === undefined ? putOrRemove(tree, steps, make(sources)) : undefined);
    }
    case "set": {
      const make = compileValue(transform.value, variables);
      return (tree, sources) => putOrRemove(tree, steps, make(sources));
    }
    case "remove":
      return (tree) => tree.remove(steps);
    case "rename": {
      const to = stepsOf(transform.to);
      return (tree) => {
        const value = tree.at(steps);
        if (value === undefined) return;
        tree.remove(steps);
        tree.put(to, value);
      };
    }
    case "map": {
      const makers = new Map(Object.entries(transform.values).map(([key, value]) => [key, compileValue(value, variables)]));
      const otherwise = transform.otherwise === undefined ? undefined : compileValue(transform.otherwise, variables);
      return (tree, sources) => {
        const value = tree.at(steps);
        if (value === undefined) return;
        const key = keyOf(value);
        const make = (key === undefined ? undefined : makers.get(key)) ?? otherwise;
        if (make !== undefined) putOrRemove(tree, steps, make(sources));
      };
    }
  }
}

/** Compiles changes of a JSON body; undefined when there are none. */
export function compileBody(transforms: readonly BodyTransform[], variables: StageVariables): CompiledBody | undefined {
  if (transforms.length === 0) return undefined;
  const steps = transforms.map((transform) => compileStep(transform, variables));
  return (value, sources) => {
    const tree = new JsonTree(value);
    for (const step of steps) step(tree, sources);
    return tree.value;
  };
}
