import type { Use } from "./conflict.ts";

type Finder = (space: string, name: string) => Promise<Use[]>;

/** Where features say what they use of others, so that a delete can be refused with the list. */
export class Uses {
  readonly #finders = new Map<string, Finder[]>();

  /** `find` answers which of the feature's records use the `kind` (e.g. `connector`) of that name. */
  register(kind: string, find: Finder): void {
    this.#finders.set(kind, [...(this.#finders.get(kind) ?? []), find]);
  }

  async of(kind: string, space: string, name: string): Promise<Use[]> {
    const found = await Promise.all((this.#finders.get(kind) ?? []).map((find) => find(space, name)));
    return found.flat();
  }
}
