import type { SharedSchemas } from "../../schema/index.ts";
import { type Shape, type Typed, declare, schemaOfValue } from "../types/index.ts";
import type { QueryInput } from "./query-inputs.ts";

interface TransformTypes {
  /** What the operation is documented to answer. */
  answer: Typed | undefined;
  /** The last answer, for operations that are not documented. */
  sample: unknown;
  inputs: readonly QueryInput[];
  shared: SharedSchemas;
}

/** Declares what a transform may read: `data` (the answer), `inputs`, `user`, `console`. */
export function transformTypes({ answer, sample, inputs, shared }: TransformTypes): string {
  const of = (schema: unknown): Typed => ({ schema, shared });
  const names: Record<string, Shape> = {
    data: answer ?? of(schemaOfValue(sample)),
    inputs: { fields: Object.fromEntries(inputs.map(({ key, schema }) => [key, of(schema)])) },
    user: { fields: { name: of({ type: "string" }), displayName: of({ type: "string" }) } },
  };
  return `${declare(names)}declare const console: { log(...values: any[]): void; info(...values: any[]): void; warn(...values: any[]): void; error(...values: any[]): void };\n`;
}
