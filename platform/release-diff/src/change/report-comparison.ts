import type { Direction } from "../release.ts";
import { type SchemaComparer, edgeKey } from "../schema/compare-schemas.ts";
import type { Comparison, Edge } from "../schema/comparison.ts";
import type { ChangeList, ChangePlace } from "./change-list.ts";

/** A pair of shared schemas on its way through one input or answer. */
interface Visit {
  path: readonly string[] | null;
  first: number;
  /** Index behind its last change; undefined while it is still walked. */
  last: number | undefined;
  isRepeated: boolean;
}

interface Frame {
  comparison: Comparison;
  path: readonly string[] | null;
  only: Direction | undefined;
  next: number;
  visit: Visit | undefined;
}

/** Longer paths are not told: the schema that they lead to is. */
const longestPath = 40;

/**
 * Reports what differs in one input or answer, shared schemas included: each of them once, however often it occurs. What
 * occurs in several places (or within itself) has no single path and is reported with none.
 */
export class ComparisonReport {
  readonly #comparer: SchemaComparer;
  readonly #list: ChangeList;
  readonly #place: Omit<ChangePlace, "path" | "pointer" | "rule"> & { side: Direction };
  readonly #pending: { kind: Parameters<ChangeList["add"]>[0]; place: ChangePlace; from: unknown; to: unknown }[] = [];
  readonly #visits = new Map<string, Visit>();
  readonly #known = new Set<string>();

  constructor(comparer: SchemaComparer, list: ChangeList, place: Omit<ChangePlace, "path" | "pointer" | "rule"> & { side: Direction }) {
    this.#comparer = comparer;
    this.#list = list;
    this.#place = place;
  }

  /** Takes the differences of one schema that stands at `path`, e.g. of one media type. */
  take(comparison: Comparison, path: readonly string[]): void {
    const frames: Frame[] = [this.#open(comparison, path, undefined, undefined)];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const edge = frame.comparison.edges[frame.next];
      frame.next += 1;
      if (edge === undefined) {
        this.#close(frame);
        frames.pop();
      } else {
        const entered = this.#enter(edge, frame);
        if (entered !== undefined) frames.push(entered);
      }
    }
  }

  /** Writes the changes down. */
  finish(): void {
    for (const { path, first, last, isRepeated } of this.#visits.values()) {
      if (!isRepeated || path === null) continue;
      for (const pending of this.#pending.slice(first, last)) pending.place.path = null;
    }
    for (const { kind, place, from, to } of this.#pending) this.#list.add(kind, place, from, to);
  }

  #open(comparison: Comparison, path: readonly string[] | null, only: Direction | undefined, visit: Visit | undefined): Frame {
    for (const fact of comparison.facts) {
      if (!this.#concerns(fact.only)) continue;
      const place: ChangePlace = { ...this.#place, path: joined(path, fact.path), pointer: fact.pointer, rule: fact.rule };
      const key = JSON.stringify([fact.kind, fact.rule, fact.from, fact.to, place.path, place.path === null ? fact.pointer : null]);
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.#pending.push({ kind: fact.kind, place, from: fact.from, to: fact.to });
    }
    return { comparison, path, only, next: 0, visit };
  }

  #enter({ before, after, path: inner, only }: Edge, frame: Frame): Frame | undefined {
    if (!this.#concerns(only)) return undefined;
    const path = joined(frame.path, inner);
    const key = edgeKey({ before, after });
    const known = this.#visits.get(key);
    if (known !== undefined) {
      known.isRepeated ||= JSON.stringify(known.path) !== JSON.stringify(path);
      return undefined;
    }
    const visit: Visit = { path, first: this.#pending.length, last: undefined, isRepeated: false };
    this.#visits.set(key, visit);
    return this.#open(this.#comparer.pair({ before, after }), path, only, visit);
  }

  #close({ visit }: Frame): void {
    if (visit !== undefined) visit.last = this.#pending.length;
  }

  #concerns(only: Direction | undefined): boolean {
    return only === undefined || only === this.#place.side;
  }
}

function joined(outer: readonly string[] | null, inner: readonly string[]): readonly string[] | null {
  if (outer === null || outer.length + inner.length > longestPath) return null;
  return inner.length === 0 ? outer : [...outer, ...inner];
}
