import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import type { DocumentTest } from "../query/filter.ts";
import { splitPath } from "../query/paths.ts";
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
  readonly #extractor: KeyExtractor;
  readonly #isCovered: DocumentTest | undefined;

  constructor(definition: IndexDefinition) {
    this.definition = definition;
    this.paths = keyPaths(definition);
    this.descending = keyDescending(definition);
    this.#extractor = new KeyExtractor(this.paths, this.descending);
    const partial = definition.partialFilter === undefined ? undefined : compileFilter(definition.partialFilter, refuseExpression);
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
}

function refuseExpression(): never {
  throw new StoreError("CannotCreateIndex", "$expr is not allowed in a partialFilterExpression");
}
