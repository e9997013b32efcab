import { isDocument } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { KEYWORDS } from "./json-schema-keywords.ts";
import type { CompileSchema, Rule, SchemaCheck } from "./json-schema-keywords.ts";

const ANNOTATIONS: ReadonlySet<string> = new Set(["title", "description"]);
const REFUSED: ReadonlySet<string> = new Set(["$ref", "$schema", "default", "definitions", "format", "id"]);

/**
 * Compiles a `$jsonSchema` (draft 4 with `bsonType`, as MongoDB documents it). The check gives what a value does not satisfy, in the
 * shape that MongoDB puts in a validation error's `errInfo`; an empty list means that the value is valid.
 */
export function compileJsonSchema(schema: unknown): SchemaCheck {
  if (!isDocument(schema)) throw new StoreError("TypeMismatch", "$jsonSchema must be an object");
  const rules: Rule[] = [];
  for (const keyword of Object.keys(schema)) {
    if (ANNOTATIONS.has(keyword)) {
      if (typeof schema[keyword] !== "string") throw new StoreError("TypeMismatch", `$jsonSchema keyword '${keyword}' must be of type string`);
      continue;
    }
    const compile = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
    if (compile === undefined) {
      throw new StoreError("FailedToParse", REFUSED.has(keyword) ? `$jsonSchema keyword '${keyword}' is not currently supported` : `Unknown $jsonSchema keyword: ${keyword}`);
    }
    const rule = compile(schema[keyword], schema, compileJsonSchema as CompileSchema);
    if (rule !== undefined) rules.push(rule);
  }
  return (value) => rules.flatMap((rule) => {
    const failure = rule(value);
    return failure === undefined ? [] : [failure];
  });
}
