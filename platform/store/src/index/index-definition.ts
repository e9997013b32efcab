import type { Document } from "../bson/types.ts";

/** Direction of one key component. Hashed components keep values in ascending order: equality is all that they promise. */
export type Direction = 1 | -1 | "hashed";

/** How far an index is: kept up by writes only, also refusing duplicates, or serving queries. */
export type IndexStage = "filling" | "checking" | "ready";

/** An index as stored in the catalogue. */
export interface IndexDefinition {
  readonly id: number;
  readonly name: string;
  readonly key: Readonly<Record<string, Direction>>;
  /** Refuses duplicates now; an index that is still filled does not. */
  readonly unique: boolean;
  readonly sparse: boolean;
  /** Serves no query: hidden by its options or not ready. */
  readonly hidden: boolean;
  readonly stage: IndexStage;
  readonly partialFilter: Document | undefined;
  /** TTL: documents expire this long after the date in the (single) key field. */
  readonly expireAfterSeconds: number | undefined;
  /** The options as the client gave them, for listIndexes and for comparing definitions. */
  readonly spec: Document;
  /** Bit i is set once component i ever held an array. */
  multikeyPaths: number;
}

/** Paths of the key components in order. */
export function keyPaths(definition: Pick<IndexDefinition, "key">): string[] {
  return Object.keys(definition.key);
}

/** True per component for descending order. */
export function keyDescending(definition: Pick<IndexDefinition, "key">): boolean[] {
  return Object.values(definition.key).map((direction) => direction === -1);
}
