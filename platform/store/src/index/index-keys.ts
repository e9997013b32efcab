import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { isIndexPart, splitPath } from "../query/paths.ts";
import { encodeKey } from "./key-encoding.ts";
import type { TextForm } from "./key-encoding.ts";

/** The keys of one document in one index. */
export interface DocumentKeys {
  readonly keys: readonly Buffer[];
  /** Bit i is set when component i passed through an array. */
  readonly multikeyPaths: number;
  /** No component is present in the document; a sparse index leaves such documents out. */
  readonly isAbsent: boolean;
}

/** A component on its way through the document: what is left of its path and where it stands. */
interface Cursor {
  readonly rest: readonly string[];
  readonly value: unknown;
}

/** Marks the key of an empty array, which sorts below null and is equal to nothing else. */
const EMPTY_ARRAY = undefined;

/** Computes index keys; arrays give one key per element, and two independent arrays in one key are refused. */
export class KeyExtractor {
  readonly #paths: readonly (readonly string[])[];
  readonly #descending: readonly boolean[];
  readonly #textForm: TextForm | undefined;

  constructor(paths: readonly string[], descending: readonly boolean[], textForm?: TextForm) {
    this.#textForm = textForm;
    this.#paths = paths.map(splitPath);
    this.#descending = descending;
  }

  /** Keys of a decoded document (only the indexed top-level fields need to be present). */
  keysOf(document: Document): DocumentKeys {
    const { values: found, state } = this.#expand(document);
    const keys = found.map((values) => encodeKey(values, this.#descending, this.#textForm));
    return { keys: keys.length > 1 ? withoutDuplicates(keys) : keys, multikeyPaths: state.multikeyPaths, isAbsent: !state.isPresent };
  }

  /** The values behind the keys: one list of components per key, `undefined` for an empty array. */
  valuesOf(document: Document): readonly (readonly unknown[])[] {
    return this.#expand(document).values;
  }

  #expand(document: Document): { readonly values: unknown[][]; readonly state: ExpansionState } {
    const values: unknown[][] = [];
    const state = { multikeyPaths: 0, isPresent: false };
    expand(this.#paths.map((rest) => ({ rest, value: document })), state, values);
    return { values, state };
  }
}

interface ExpansionState {
  multikeyPaths: number;
  isPresent: boolean;
}

function expand(cursors: readonly Cursor[], state: ExpansionState, found: unknown[][]): void {
  const advanced = cursors.map((cursor) => advance(cursor));
  const array = advanced.find(({ value }) => Array.isArray(value))?.value as unknown[] | undefined;
  if (array === undefined) {
    found.push(advanced.map(({ value }) => {
      if (value === undefined) return null;
      state.isPresent = true;
      return value instanceof Nested ? value.array : value;
    }));
    return;
  }
  advanced.forEach(({ value }, index) => {
    if (!Array.isArray(value)) return;
    if (value !== array) throw new StoreError("CannotIndexParallelArrays", "cannot index parallel arrays: two indexed fields are arrays in one document");
    state.multikeyPaths |= 1 << index;
  });
  if (array.length === 0) {
    state.isPresent = true;
    found.push(advanced.map(({ value, rest }) => (value === array ? (rest.length === 0 ? EMPTY_ARRAY : null) : (value ?? null))));
    return;
  }
  for (const element of array) expand(advanced.map((cursor) => (cursor.value === array ? intoElement(cursor, element) : cursor)), state, found);
}

/** Walks documents (and explicit array positions) until the path ends, a field is missing or an array has to be expanded. */
function advance(cursor: Cursor): Cursor {
  let { value } = cursor;
  let at = 0;
  const { rest } = cursor;
  while (at < rest.length) {
    const part = rest[at] as string;
    if (Array.isArray(value)) {
      if (!isIndexPart(part) || value.some((element) => isDocument(element) && Object.hasOwn(element, part))) break;
      value = (value as unknown[])[Number(part)];
    } else if (isDocument(value) && Object.hasOwn(value, part)) value = value[part];
    else return { rest: [], value: undefined };
    at++;
  }
  return { rest: rest.slice(at), value };
}

/** Keeps an array that is itself an array element whole: only one level of an array is expanded. */
class Nested {
  readonly array: unknown[];
  constructor(array: unknown[]) {
    this.array = array;
  }
}

function intoElement(cursor: Cursor, element: unknown): Cursor {
  if (cursor.rest.length > 0) return isDocument(element) ? { rest: cursor.rest, value: element } : { rest: [], value: undefined };
  return { rest: [], value: Array.isArray(element) ? new Nested(element) : element };
}

function withoutDuplicates(keys: readonly Buffer[]): Buffer[] {
  const seen = new Set<string>();
  return keys.filter((key) => {
    const text = key.toString("latin1");
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
