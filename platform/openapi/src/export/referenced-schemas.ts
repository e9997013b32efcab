import type { Operation, ValueSchema } from "@tessera/contracts";
import { isObject } from "../json.ts";
import { schemaRefPrefix } from "../schema/registry.ts";

/** The shared schemas that the operations use, directly or through other schemas, in the order of `schemas`. */
export function referencedSchemas(operations: readonly Operation[], schemas: Readonly<Record<string, ValueSchema>>): Record<string, ValueSchema> {
  const used = new Set<string>();
  const waiting: unknown[] = operations.map(({ parameters, requestBody, responses, extensions }) => ({ parameters, requestBody, responses, extensions }));
  const take = (ref: string): void => {
    if (!ref.startsWith(schemaRefPrefix)) return;
    const name = ref.slice(schemaRefPrefix.length);
    if (used.has(name) || !Object.hasOwn(schemas, name)) return;
    used.add(name);
    waiting.push(schemas[name]);
  };
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    visit(value, take);
  }
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
}

function visit(value: unknown, take: (ref: string) => void): void {
  if (typeof value === "string") return take(value);
  if (Array.isArray(value)) for (const item of value) visit(item, take);
  else if (isObject(value)) for (const item of Object.values(value)) visit(item, take);
}
