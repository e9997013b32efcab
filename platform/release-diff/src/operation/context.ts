import type { Operation } from "@tessera/contracts";
import { escapePointer } from "@tessera/contracts";
import type { ChangeList } from "../change/change-list.ts";
import type { SchemaComparer } from "../schema/compare-schemas.ts";

/** One operation in both releases, and where its changes go. */
export interface OperationPair {
  before: Operation;
  after: Operation;
  comparer: SchemaComparer;
  list: ChangeList;
}

/** Pointer into an operation, see `ReleaseChange.pointer`. */
export function operationPointer({ id }: Pick<Operation, "id">, ...steps: readonly (string | number)[]): string {
  return `/operations/${escapePointer(id)}${steps.map((step) => `/${escapePointer(String(step))}`).join("")}`;
}
