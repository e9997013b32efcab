import type { Collation } from "../bson/collation.ts";
import { textFormOf } from "./folded-text.ts";
import { encodeValue } from "./key-encoding.ts";
import type { TextForm } from "./key-encoding.ts";

/** Gives equal values equal keys, for grouping and for distinct values; text is equal when the collation says so. */
export class EqualityKeys {
  readonly #textForm: TextForm | undefined;
  /** The first text of each kind that was met, by folded form. */
  readonly #representatives = new Map<string, string[]>();

  constructor(collation: Collation | undefined) {
    const form = textFormOf(collation);
    if (collation !== undefined && form !== undefined) this.#textForm = (text) => this.#representative(text, form(text), collation);
  }

  keyOf(value: unknown): string {
    return encodeValue(value, this.#textForm).toString("latin1");
  }

  #representative(text: string, folded: string, collation: Collation): string {
    const candidates = this.#representatives.get(folded);
    if (candidates === undefined) this.#representatives.set(folded, [text]);
    const known = candidates?.find((candidate) => collation.compare(candidate, text) === 0);
    if (known === undefined) candidates?.push(text);
    return known ?? text;
  }
}
