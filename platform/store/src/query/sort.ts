import type { Collation } from "../bson/collation.ts";
import { compareValues } from "../bson/compare.ts";
import { readFields } from "../bson/reader.ts";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { KeyExtractor } from "../index/index-keys.ts";
import { splitPath } from "./paths.ts";

/** One field of a sort order. */
export interface SortField {
  readonly path: string;
  readonly direction: 1 | -1;
}

/** Reads a sort document such as `{a: 1, "b.c": -1}`; an empty one is no order. */
export function parseSort(source: unknown): SortField[] {
  if (source === undefined || source === null) return [];
  if (!isDocument(source)) throw new StoreError("TypeMismatch", "the sort order has to be a document such as {field: 1}");
  return Object.entries(source).map(([path, direction]) => {
    const sign = isNumeric(direction) ? toDouble(direction) : Number.NaN;
    if (sign !== 1 && sign !== -1) {
      const isMeta = isDocument(direction) && "$meta" in direction;
      throw new StoreError("BadValue", isMeta ? "$meta sort is not supported by this store" : `$sort key ordering must be 1 (for ascending) or -1 (for descending), at '${path}'`);
    }
    return { path, direction: sign };
  });
}

/** What sorting compares: an encoded key, or the values themselves where a collation orders text. */
export type SortKey = Buffer | readonly unknown[];

/** Computes comparable sort keys: an array sorts by its smallest element ascending and by its largest descending. */
export class SortKeys {
  readonly #fields: readonly { readonly extractor: KeyExtractor; readonly descending: boolean }[];
  readonly #topFields: ReadonlySet<string>;

  readonly #collation: Collation | undefined;

  constructor(order: readonly SortField[], collation?: Collation) {
    this.#collation = collation;
    this.#fields = order.map(({ path, direction }) => ({ extractor: new KeyExtractor([path], [direction === -1]), descending: direction === -1 }));
    this.#topFields = new Set(order.map(({ path }) => splitPath(path)[0] as string));
  }

  keyOfBytes(bytes: Buffer): SortKey {
    return this.keyOf(readFields(bytes, this.#topFields));
  }

  /** Descending components are complemented already, so the wanted key is always the smallest of a component. */
  keyOf(document: Document): SortKey {
    if (this.#collation !== undefined) return this.#fields.map(({ extractor, descending }) => this.#leastValue(extractor.valuesOf(document), descending));
    const parts = this.#fields.map(({ extractor }) => {
      const { keys } = extractor.keysOf(document);
      return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
    });
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }

  compare(a: SortKey, b: SortKey): number {
    if (Buffer.isBuffer(a)) return Buffer.compare(a, b as Buffer);
    for (const [index, { descending }] of this.#fields.entries()) {
      const order = compareValues(a[index], (b as readonly unknown[])[index], this.#collation);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  }

  #leastValue(values: readonly (readonly unknown[])[], descending: boolean): unknown {
    return values.map(([value]) => value).reduce((least, value) => (compareValues(value, least, this.#collation) * (descending ? -1 : 1) < 0 ? value : least));
  }
}
