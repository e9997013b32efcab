/**
 * Whether two JSON values are the same, whatever the order of object keys; `undefined` fields count as absent. Keeps its own list
 * of what is left to compare: fields that no schema knows may nest deeper than the stack goes.
 */
export function sameJson(a: unknown, b: unknown): boolean {
  const left: unknown[] = [a];
  const right: unknown[] = [b];
  while (left.length > 0) {
    const one = left.pop();
    const other = right.pop();
    if (Object.is(one, other)) continue;
    if (typeof one !== "object" || typeof other !== "object" || one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false;
    const others = other as Record<string, unknown>;
    const entries = Object.entries(one).filter(([, value]) => value !== undefined);
    const otherCount = Object.values(others).filter((value) => value !== undefined).length;
    if (entries.length !== otherCount || (Array.isArray(one) && one.length !== (other as unknown[]).length)) return false;
    for (const [key, value] of entries) {
      if (!Object.hasOwn(others, key)) return false;
      left.push(value);
      right.push(others[key]);
    }
  }
  return true;
}

/** Whether a value is a plain JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy without fields that are `undefined`, as JSON would keep it. */
export function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
