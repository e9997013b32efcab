import type { Operation, ValueSchema } from "@tessera/contracts";

/** What a release tells its callers: operations and the schemas that they share as `#/schemas/<name>`. */
export interface Release {
  operations: readonly Operation[];
  schemas: Readonly<Record<string, ValueSchema>>;
}

/** Which way a value travels: from the caller to the operation, or back. */
export type Direction = "input" | "output";

export const schemaRefPrefix = "#/schemas/";
