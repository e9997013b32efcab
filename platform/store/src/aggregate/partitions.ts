import { compareValues } from "../bson/compare.ts";
import type { Collation } from "../bson/collation.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Pause } from "../pacing/pause.ts";
import { SortKeys } from "../query/sort.ts";
import type { SortField, SortKey } from "../query/sort.ts";
import { sortItems } from "../query/sort-items.ts";
import { approximateSize } from "./document-size.ts";
import type { Stream } from "./stages.ts";

/** How a stage that looks at several documents works with them. */
export interface PartitionContext {
  readonly evaluate: (document: Document, expression: unknown) => unknown;
  readonly collation: Collation | undefined;
  readonly isTurnOver: () => boolean;
}

/** Documents of one partition in their order. */
export interface Partition {
  readonly value: unknown;
  readonly documents: readonly Document[];
  /** True when two documents, by position, are at the same place of the order. */
  isPeer(a: number, b: number): boolean;
}

interface Item {
  readonly document: Document;
  readonly partition: unknown;
  readonly key: SortKey;
}

/** Sorts documents by partition and then by an order, and gives them partition by partition; holds at most what a sort may hold. */
export function* partitionsOf(source: Stream, partitionBy: unknown, order: readonly SortField[], context: PartitionContext): Generator<Partition | Pause> {
  const { evaluate, collation, isTurnOver } = context;
  const keys = new SortKeys(order, collation);
  const items = (function* (): Generator<Item | Pause> {
    for (const document of source) {
      if (document === PAUSE) yield PAUSE;
      else yield { document, partition: partitionBy === undefined ? null : partitionValue(evaluate(document, partitionBy)), key: keys.keyOf(document) };
    }
  })();
  const compare = (a: Item, b: Item): number => (partitionBy === undefined ? 0 : compareValues(a.partition, b.partition, collation)) || keys.compare(a.key, b.key);
  const sorted = sortItems(items, {
    keyOf: (item) => item as unknown as SortKey,
    keys: { compare: (a, b) => compare(a as unknown as Item, b as unknown as Item) },
    sizeOf: ({ document }) => approximateSize(document),
    keep: Infinity,
    isTurnOver,
  });
  let open: OpenPartition | undefined;
  for (const item of sorted) {
    if (item === PAUSE) {
      yield PAUSE;
      continue;
    }
    if (open !== undefined && compareValues(open.value, item.partition, collation) !== 0) {
      yield open;
      open = undefined;
    }
    open ??= new OpenPartition(item.partition, keys);
    open.add(item);
  }
  if (open !== undefined) yield open;
}

/** Grows document by document: even a partition of all documents is never gone through at once. */
class OpenPartition implements Partition {
  readonly value: unknown;
  readonly documents: Document[] = [];
  readonly #places: SortKey[] = [];
  readonly #keys: SortKeys;

  constructor(value: unknown, keys: SortKeys) {
    this.value = value;
    this.#keys = keys;
  }

  add({ document, key }: Item): void {
    this.documents.push(document);
    this.#places.push(key);
  }

  isPeer(a: number, b: number): boolean {
    return this.#keys.compare(this.#places[a] as SortKey, this.#places[b] as SortKey) === 0;
  }
}

function partitionValue(value: unknown): unknown {
  if (Array.isArray(value)) throw new StoreError("TypeMismatch", "An expression used to partition cannot evaluate to value of type array");
  return value ?? null;
}
