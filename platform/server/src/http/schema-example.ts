import type { z } from "zod";

type Definition = { type: string; shape?: Record<string, z.ZodType>; element?: z.ZodType; innerType?: z.ZodType; valueType?: z.ZodType; in?: z.ZodType; entries?: Record<string, unknown>; values?: unknown[]; checks?: unknown[] };

/** Example value of the schema at a path of an issue: stated by the schema's `meta`, else made from its type; undefined when unknown. */
export function exampleAt(schema: z.ZodType, path: readonly PropertyKey[]): unknown {
  const bare = unwrap(schema);
  const [head, ...rest] = path;
  const { type, shape, element, valueType } = definitionOf(bare);
  if (head === undefined) return stated(schema) ?? stated(bare) ?? byType(bare);
  if (type === "object" && shape !== undefined) return stepInto(shape[String(head)], rest);
  if (type === "array") return stepInto(element, rest);
  if (type === "record") return stepInto(valueType, rest);
  return undefined;
}

function stepInto(schema: z.ZodType | undefined, rest: readonly PropertyKey[]): unknown {
  return schema === undefined ? undefined : exampleAt(schema, rest);
}

function stated(schema: z.ZodType): unknown {
  return schema.meta()?.["example"];
}

function unwrap(schema: z.ZodType): z.ZodType {
  const { type, innerType, in: input } = definitionOf(schema);
  if ((type === "optional" || type === "default" || type === "nullable") && innerType !== undefined) return stated(schema) === undefined ? unwrap(innerType) : schema;
  if (type === "pipe" && input !== undefined) return unwrap(input);
  return schema;
}

function byType(schema: z.ZodType): unknown {
  const { type, entries, values, checks } = definitionOf(schema);
  const checked = checks !== undefined && checks.length > 0;
  if (type === "enum" && entries !== undefined) return Object.values(entries)[0];
  if (type === "literal") return values?.[0];
  if (type === "boolean") return true;
  if (type === "number" || type === "int") return 10;
  if (type === "string" && !checked) return "text";
  return undefined;
}

function definitionOf(schema: z.ZodType): Definition {
  return schema.def as unknown as Definition;
}
