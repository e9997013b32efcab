import { toDouble } from "../bson/numeric.ts";
import type { Document } from "../bson/types.ts";

/** What a command of several statements has counted and collected so far. */
export type Tally = Record<string, number | Document[]>;

/**
 * How far a command of several statements has come. A numbered one keeps it on disk, part by part, together with what it wrote, and
 * goes on from there when it is sent again after a crash.
 */
export class WriteProgress {
  readonly #parts: readonly Document[];
  #tally: Tally = {};
  #at = 0;
  #savedAt = 0;
  readonly #savedLengths = new Map<string, number>();

  /** `parts`: what was kept of an earlier run, oldest first. */
  constructor(parts: readonly Document[] = []) {
    this.#parts = parts;
  }

  /** Brings `tally` to where an earlier run was; gives the position of the first statement that is still to be run. */
  begin(tally: Tally): number {
    for (const { at, tally: kept } of this.#parts) {
      this.#at = toDouble(at);
      for (const [name, value] of Object.entries(kept as Document)) {
        const own = tally[name];
        if (Array.isArray(own)) own.push(...(value as Document[]));
        else tally[name] = toDouble(value);
      }
    }
    this.#tally = tally;
    this.#keep();
    return this.#at;
  }

  /** One more statement is done, or has failed. */
  advance(): void {
    this.#at++;
  }

  /** What came since the last part; undefined when no statement was done since. */
  takePart(): Document | undefined {
    if (this.#at === this.#savedAt) return undefined;
    const added = Object.entries(this.#tally).map(([name, value]) => [name, Array.isArray(value) ? value.slice(this.#savedLengths.get(name) ?? 0) : value]);
    this.#keep();
    return { at: this.#at, tally: Object.fromEntries(added) };
  }

  #keep(): void {
    this.#savedAt = this.#at;
    for (const [name, value] of Object.entries(this.#tally)) if (Array.isArray(value)) this.#savedLengths.set(name, value.length);
  }
}
