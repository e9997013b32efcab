type Container = Record<string, unknown> | unknown[];

function isContainer(value: unknown): value is Container {
  return value !== null && typeof value === "object";
}

/** The steps of a JSON pointer (RFC 6901). */
export function stepsOf(pointer: string): string[] {
  return pointer.slice(1).split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function indexIn(list: readonly unknown[], step: string): number | undefined {
  return /^(0|[1-9]\d{0,9})$/.test(step) && Number(step) < list.length ? Number(step) : undefined;
}

function childOf(container: Container, step: string): unknown {
  if (!Array.isArray(container)) return Object.hasOwn(container, step) ? container[step] : undefined;
  const index = indexIn(container, step);
  return index === undefined ? undefined : container[index];
}

/** Also names such as `__proto__` become properties of the object alone. */
function putChild(container: Container, step: string, value: unknown): boolean {
  if (!Array.isArray(container)) {
    Object.defineProperty(container, step, { value, writable: true, enumerable: true, configurable: true });
    return true;
  }
  const index = indexIn(container, step);
  if (index !== undefined) container[index] = value;
  else if (step === "-" || step === String(container.length)) container.push(value);
  else return false;
  return true;
}

/** A JSON text's value with places that can be read and changed; undefined while there is none. */
export class JsonTree {
  value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  /** Undefined where there is nothing. */
  at(steps: readonly string[]): unknown {
    let value = this.value;
    for (const step of steps) {
      if (!isContainer(value)) return undefined;
      value = childOf(value, step);
    }
    return value;
  }

  /** Puts a value, with objects on the way where there is nothing; what is no object or list on the way stays as it is. */
  put(steps: readonly string[], value: unknown): void {
    if (this.value === undefined) this.value = {};
    let container = this.value;
    for (const step of steps.slice(0, -1)) {
      if (!isContainer(container)) return;
      let next = childOf(container, step);
      if (next === undefined) {
        next = {};
        if (!putChild(container, step, next)) return;
      }
      container = next;
    }
    if (isContainer(container)) putChild(container, steps.at(-1) ?? "", value);
  }

  remove(steps: readonly string[]): void {
    const container = this.at(steps.slice(0, -1));
    const last = steps.at(-1) ?? "";
    if (!isContainer(container)) return;
    if (!Array.isArray(container)) {
      delete container[last];
      return;
    }
    const index = indexIn(container, last);
    if (index !== undefined) container.splice(index, 1);
  }
}
