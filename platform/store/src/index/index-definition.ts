import type { Document } from "../bson/types.ts";

/** Direction of one key component. Hashed components keep values in ascending order: equality is all that they promise. */
export type Direction = 1 | -1 | "hashed";

/** An index as stored in the catalogue. */
export interface IndexDefinition {
  readonly id: number;
  readonly name: string;
  readonly key: Readonly<Record<string, Direction>>;
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly hidden: boolean;
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
