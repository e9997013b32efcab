import type { ScopePath } from "../binding/dependencies.ts";

/** A cell as cycle search sees it: where its value can be read, and what it reads. */
export interface CycleCell {
  /** Place in the scope that carries the cell's value, e.g. `components.n1.value` or `queries.q1`. */
  output: ScopePath;
  reads: readonly ScopePath[];
}

const touches = (a: ScopePath, b: ScopePath): boolean => a.slice(0, b.length).every((step, index) => step === b[index]);

/**
 * Cells that lie on a cycle, each with the names along it, the first one again at the end. Tarjan's strongly connected
 * components (1972), without recursion depth to fear because a component is found along an explicit stack.
 */
export function findCycles<T extends CycleCell>(cells: readonly T[]): Map<T, string[]> {
  const byRoot = new Map<string, T[]>();
  const keyOf = (path: ScopePath): string => `${path[0]}/${path[1] ?? ""}`;
  for (const cell of cells) {
    const key = keyOf(cell.output);
    const list = byRoot.get(key);
    if (list) list.push(cell);
    else byRoot.set(key, [cell]);
  }
  const next = (cell: T): T[] => cell.reads.flatMap((path) => (byRoot.get(keyOf(path)) ?? []).filter((other) => touches(path, other.output) || touches(other.output, path)));
  const result = new Map<T, string[]>();
  for (const component of stronglyConnected(cells, next)) {
    const first = component[0];
    if (first === undefined || (component.length === 1 && !next(first).includes(first))) continue;
    for (const cell of component) result.set(cell, namesAlong(cell, new Set(component), next));
  }
  return result;
}

function namesAlong<T extends CycleCell>(start: T, within: ReadonlySet<T>, next: (cell: T) => T[]): string[] {
  const cameFrom = new Map<T, T>();
  const queue = [start];
  for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
    for (const other of next(cell)) {
      if (other === start) {
        const names = [start.output.join(".")];
        for (let back: T | undefined = cell; back !== undefined && back !== start; back = cameFrom.get(back)) names.unshift(back.output.join("."));
        return [start.output.join("."), ...names];
      }
      if (within.has(other) && !cameFrom.has(other)) {
        cameFrom.set(other, cell);
        queue.push(other);
      }
    }
  }
  return [start.output.join(".")];
}

function stronglyConnected<T>(cells: readonly T[], next: (cell: T) => T[]): T[][] {
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const open: T[] = [];
  const isOpen = new Set<T>();
  const components: T[][] = [];
  for (const root of cells) {
    if (index.has(root)) continue;
    const work: { cell: T; edges: T[]; at: number }[] = [];
    const enter = (cell: T): void => {
      index.set(cell, index.size);
      low.set(cell, index.get(cell) ?? 0);
      open.push(cell);
      isOpen.add(cell);
      work.push({ cell, edges: next(cell), at: 0 });
    };
    enter(root);
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const { cell } = top;
      const edge = top.edges[top.at];
      top.at += 1;
      if (edge !== undefined) {
        if (!index.has(edge)) enter(edge);
        else if (isOpen.has(edge)) low.set(cell, Math.min(low.get(cell) ?? 0, index.get(edge) ?? 0));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) low.set(parent.cell, Math.min(low.get(parent.cell) ?? 0, low.get(cell) ?? 0));
      if (low.get(cell) !== index.get(cell)) continue;
      const from = open.indexOf(cell);
      const component = open.splice(from);
      for (const member of component) isOpen.delete(member);
      components.push(component);
    }
  }
  return components;
}
