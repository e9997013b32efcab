import { parseCollation } from "../bson/collation.ts";
import type { Collation } from "../bson/collation.ts";
import { valuesEqual } from "../bson/compare.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import type { DocumentTest } from "../query/filter.ts";
import { splitPath } from "../query/paths.ts";
import { textFormOf } from "./folded-text.ts";
import { keyDescending, keyPaths } from "./index-definition.ts";
import type { IndexDefinition } from "./index-definition.ts";
import { KeyExtractor } from "./index-keys.ts";
import type { DocumentKeys } from "./index-keys.ts";

const NO_KEYS: DocumentKeys = { keys: [], multikeyPaths: 0, isAbsent: true };

/** An index definition with what is derived from it once: key extractor and compiled partial filter. */
export class Index {
  readonly definition: IndexDefinition;
  readonly paths: readonly string[];
  readonly descending: readonly boolean[];
  /** Top-level fields that decide about the keys. */
  readonly fields: ReadonlySet<string> | undefined;
  /** How the index compares text; its keys hold folded text, which is alike for all texts that may be equal. */
  readonly collation: Collation | undefined;
  readonly #extractor: KeyExtractor;
  readonly #isCovered: DocumentTest | undefined;

  constructor(definition: IndexDefinition) {
    this.definition = definition;
    this.paths = keyPaths(definition);
    this.descending = keyDescending(definition);
    this.collation = parseCollation(definition.spec["collation"]);
    this.#extractor = new KeyExtractor(this.paths, this.descending, textFormOf(this.collation));
    const partial = definition.partialFilter === undefined ? undefined : compileFilter(definition.partialFilter, { test: refuseExpression, collation: this.collation });
    this.#isCovered = partial?.test;
    const keyFields = this.paths.map((path) => splitPath(path)[0] as string);
    this.fields = partial !== undefined && partial.fields === undefined ? undefined : new Set([...keyFields, ...(partial?.fields ?? [])]);
  }

  /** The keys this index holds for a document; none when the index is sparse or partial and leaves it out. */
  keysOf(document: Document): DocumentKeys {
    if (this.#isCovered !== undefined && !this.#isCovered(document)) return NO_KEYS;
    const found = this.#extractor.keysOf(document);
    return this.definition.sparse && found.isAbsent ? NO_KEYS : found;
  }

  /** Whether two documents that share a key really hold the same values: folded text is coarser than the index's collation. */
  holdsSame(a: Document, b: Document): boolean {
    if (this.collation === undefined) return true;
    const others = this.#extractor.valuesOf(b);
    return this.#extractor.valuesOf(a).some((own) => others.some((other) => own.every((value, at) => valuesEqual(value, other[at], this.collation))));
  }
}

function refuseExpression(): never {
  throw new StoreError("CannotCreateIndex", "$expr is not allowed in a partialFilterExpression");
}
