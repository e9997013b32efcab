import { UserError } from "@tessera/contracts";
import { type CompiledTemplate, type Evaluation, type Scope, evaluate, readPath } from "../binding/compile.ts";
import { type ScopePath, scopeRoots } from "../binding/dependencies.ts";
import { bindingMessages } from "../binding/messages.ts";
import { pageErrorCodes } from "../errors.ts";
import { isObject, sameJson } from "../records/json.ts";
import { findCycles } from "./cycles.ts";
import { createPathIndex } from "./path-index.ts";

/** Evaluates bindings and tells only those who are concerned when the scope changes. */
export interface BindingGraph {
  /** What bindings read now. Read only: change it by `set`. */
  readonly scope: Scope;
  get(path: ScopePath): unknown;
  /** Writes a place of the scope and re-evaluates what depends on it, once per batch. Writing the same value does nothing. */
  set(path: ScopePath, value: unknown): void;
  /** Forgets a place, e.g. of a component that is gone. */
  unset(path: ScopePath): void;
  /** Runs several writes as one. */
  batch(work: () => void): void;
  /**
   * Defines the cell of an owner (a node or query) and field. `output` is where its value shows up in the scope, default
   * `components.<owner>.<field>`; it is what cycles are found by.
   */
  define(owner: string, field: string, compiled: CompiledTemplate, output?: ScopePath): void;
  /** Removes one cell, or all of an owner. */
  remove(owner: string, field?: string): void;
  /** Current outcome of a cell; undefined when there is none. The same object until it changes. */
  read(owner: string, field: string): Evaluation | undefined;
  /** Calls `listener` after a batch in which a cell of the owner changed; returns how to stop. */
  subscribe(owner: string, listener: () => void): () => void;
  /** Cells on a cycle as errors page.binding-cycle with the names along it in `detail.cycle`. */
  cycles(): UserError[];
}

interface Cell {
  owner: string;
  field: string;
  compiled: CompiledTemplate;
  output: ScopePath;
  reads: readonly ScopePath[];
  outcome: Evaluation;
}

/** Makes a graph over an empty scope. */
export function createBindingGraph(): BindingGraph {
  const scope: Record<string, unknown> = Object.fromEntries(scopeRoots.map((root) => [root, root === "locale" ? "en" : emptyObject()]));
  const cells = new Map<string, Map<string, Cell>>();
  const index = createPathIndex<Cell>();
  const listeners = new Map<string, Set<() => void>>();
  const dirty = new Set<Cell>();
  const changedOwners = new Set<string>();
  let cyclic = new Map<Cell, string[]>();
  let structureChanged = false;
  let depth = 0;

  const allCells = (): Cell[] => [...cells.values()].flatMap((fields) => [...fields.values()]);

  const findAllCycles = (): void => {
    if (!structureChanged) return;
    structureChanged = false;
    const before = cyclic;
    cyclic = findCycles(allCells());
    for (const cell of new Set([...before.keys(), ...cyclic.keys()])) dirty.add(cell);
  };

  const settle = (): void => {
    findAllCycles();
    for (const cell of dirty) {
      if (cells.get(cell.owner)?.get(cell.field) !== cell) continue;
      const path = cyclic.get(cell);
      const outcome: Evaluation = path ? { status: "error", message: bindingMessages.cycle({ path: path.join(" → ") }) } : evaluate(cell.compiled, scope);
      if (sameOutcome(cell.outcome, outcome)) continue;
      cell.outcome = outcome;
      changedOwners.add(cell.owner);
    }
    dirty.clear();
    const owners = [...changedOwners];
    changedOwners.clear();
    for (const owner of owners) for (const listener of Array.from(listeners.get(owner) ?? [])) listener();
  };

  const batch = (work: () => void): void => {
    depth += 1;
    try {
      work();
    } finally {
      depth -= 1;
      if (depth === 0) settle();
    }
  };

  const detach = (cell: Cell): void => {
    for (const path of cell.reads) index.remove(path, cell);
    dirty.delete(cell);
    structureChanged = true;
    changedOwners.add(cell.owner);
  };

  const write = (path: ScopePath, value: unknown): void => {
    const [root, ...rest] = path;
    if (root === undefined) return;
    batch(() => {
      scope[root] = withPath(scope[root], rest, value);
      for (const cell of index.touchedBy(path)) dirty.add(cell);
    });
  };

  return {
    scope,
    get: (path) => readPath(scope, path),
    set(path, value) {
      if (!unchanged(readPath(scope, path), value)) write(path, value);
    },
    unset(path) {
      if (readPath(scope, path) !== undefined) write(path, undefined);
    },
    batch,
    define(owner, field, compiled, output = ["components", owner, field]) {
      batch(() => {
        const fields = cells.get(owner) ?? new Map<string, Cell>();
        cells.set(owner, fields);
        const old = fields.get(field);
        if (old) detach(old);
        const cell: Cell = { owner, field, compiled, output, reads: compiled.dependencies.paths, outcome: old?.outcome ?? { status: "pending" } };
        fields.set(field, cell);
        for (const path of cell.reads) index.add(path, cell);
        dirty.add(cell);
        structureChanged = true;
      });
    },
    remove(owner, field) {
      batch(() => {
        const fields = cells.get(owner);
        if (!fields) return;
        for (const [name, cell] of fields) {
          if (field !== undefined && name !== field) continue;
          fields.delete(name);
          detach(cell);
        }
        if (fields.size === 0) cells.delete(owner);
      });
    },
    read: (owner, field) => cells.get(owner)?.get(field)?.outcome,
    subscribe(owner, listener) {
      const set = listeners.get(owner) ?? new Set();
      listeners.set(owner, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(owner) === set) listeners.delete(owner);
      };
    },
    cycles() {
      findAllCycles();
      return [...cyclic.values()].map((cycle) => new UserError({ code: pageErrorCodes.bindingCycle, message: bindingMessages.cycle({ path: cycle.join(" → ") }), detail: { cycle } }));
    },
  };
}

/** Objects of the scope have no prototype, so that `components.constructor` is nothing. */
function emptyObject(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

/** A copy of the containers along the path, so that a binding's value changes identity exactly when it changed. */
function withPath(container: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const copy = Object.assign(emptyObject(), isObject(container) ? container : undefined);
  const next = withPath(copy[step], rest, value);
  if (next === undefined) delete copy[step];
  else copy[step] = next;
  return copy;
}

const cheapToCompare = (value: unknown): boolean => typeof value !== "object" || value === null || (Array.isArray(value) ? value.length <= 50 : Object.keys(value).length <= 20);

/** Small values are compared by content, big ones by identity: a wrong "changed" costs one evaluation, a deep look at 10,000 rows costs more. */
function unchanged(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  return typeof a === "object" && typeof b === "object" && cheapToCompare(a) && cheapToCompare(b) && sameJson(a, b);
}

function sameOutcome(a: Evaluation, b: Evaluation): boolean {
  if (a.status === "value") return b.status === "value" && unchanged(a.value, b.value);
  return sameJson(a, b);
}
