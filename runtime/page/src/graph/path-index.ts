import type { ScopePath } from "../binding/dependencies.ts";

interface Branch<T> {
  items: Set<T>;
  children: Map<string, Branch<T>>;
}

const branch = <T>(): Branch<T> => ({ items: new Set(), children: new Map() });

/** Finds what depends on a place of the scope without looking at everything: a tree of path steps. */
export interface PathIndex<T> {
  add(path: ScopePath, item: T): void;
  remove(path: ScopePath, item: T): void;
  /** Items that depend on the path, on something around it or on something inside it. */
  touchedBy(path: ScopePath): Set<T>;
}

/** Makes an empty index. */
export function createPathIndex<T>(): PathIndex<T> {
  const root = branch<T>();
  const collect = (from: Branch<T>, into: Set<T>): void => {
    for (const item of from.items) into.add(item);
    for (const child of from.children.values()) collect(child, into);
  };
  const removeAt = (from: Branch<T>, path: ScopePath, depth: number, item: T): void => {
    const step = path[depth];
    if (step === undefined) {
      from.items.delete(item);
      return;
    }
    const child = from.children.get(step);
    if (!child) return;
    removeAt(child, path, depth + 1, item);
    if (child.items.size === 0 && child.children.size === 0) from.children.delete(step);
  };
  return {
    add(path, item) {
      let at = root;
      for (const step of path) {
        let next = at.children.get(step);
        if (!next) at.children.set(step, (next = branch<T>()));
        at = next;
      }
      at.items.add(item);
    },
    remove: (path, item) => removeAt(root, path, 0, item),
    touchedBy(path) {
      const found = new Set(root.items);
      let at: Branch<T> = root;
      for (const step of path) {
        const next = at.children.get(step);
        if (!next) return found;
        at = next;
        for (const item of at.items) found.add(item);
      }
      collect(at, found);
      return found;
    },
  };
}
