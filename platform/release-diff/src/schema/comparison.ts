import type { KindKey } from "../change/kinds.ts";
import type { Direction } from "../release.ts";
import type { Located } from "./located.ts";

/** A difference between two schemas, before it is known which way the value travels. */
export interface Fact {
  kind: KindKey;
  /** From the compared value inwards; `*` for items and unnamed keys. */
  path: readonly string[];
  pointer: string;
  from: unknown;
  to: unknown;
  /** The keyword, for kinds of which there are many. */
  rule?: string | undefined;
  /** Only values that travel this way are concerned (`readOnly`, `writeOnly`). */
  only?: Direction | undefined;
}

/** A place below which two schemas stand against each other that are compared apart: shared ones, and those that draw in others. */
export interface Edge {
  before: Located;
  after: Located;
  path: readonly string[];
  only?: Direction | undefined;
}

/** What differs between two schemas up to the shared schemas that they point to. */
export interface Comparison {
  facts: Fact[];
  edges: Edge[];
}
