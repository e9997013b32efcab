/** Steps of a dot path, `spec.ports[0].name` as well as `spec.ports.0.name`. */
function stepsOf(path: string): string[] {
  return path.replaceAll(/\[(\w+)\]/g, ".$1").split(".").filter((step) => step !== "");
}

/**
 * The value at a dot path, or undefined. Only own properties are read. A property whose name is the whole path wins, so
 * that label names with dots (`app.kubernetes.io/name`) can be read; further down the longest matching name wins.
 */
export function readPath(value: unknown, path: string): unknown {
  if (typeof value !== "object" || value === null || path === "") return undefined;
  if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path];
  return readSteps(value, stepsOf(path));
}

function readSteps(value: unknown, steps: readonly string[]): unknown {
  if (steps.length === 0) return value;
  if (typeof value !== "object" || value === null) return undefined;
  for (let taken = steps.length; taken > 0; taken--) {
    const name = steps.slice(0, taken).join(".");
    if (Object.hasOwn(value, name)) return readSteps((value as Record<string, unknown>)[name], steps.slice(taken));
  }
  return undefined;
}
