import type { ValueSchema } from "@tessera/contracts";
import type { JsonObject } from "../json.ts";

/** The schema with null allowed, as `nullable: true` of OpenAPI 3.0 means it; also beside `$ref` and `allOf`, where people expect it to work. */
export function addNull(schema: JsonObject): ValueSchema {
  const type = schema["type"];
  const listed = Array.isArray(schema["enum"]) ? { enum: schema["enum"].includes(null) ? schema["enum"] : [...(schema["enum"] as unknown[]), null] } : {};
  if (typeof type === "string") return type === "null" ? schema : { ...schema, ...listed, type: [type, "null"] };
  if (Array.isArray(type)) return type.includes("null") ? { ...schema, ...listed } : { ...schema, ...listed, type: [...(type as unknown[]), "null"] };
  if (Array.isArray(schema["enum"])) return { ...schema, ...listed };
  const restricting = ["$ref", "allOf", "anyOf", "oneOf", "not", "const"].some((key) => key in schema);
  if (!restricting) return schema;
  if (Array.isArray(schema["anyOf"]) && (schema["anyOf"] as unknown[]).some((branch) => isNullBranch(branch))) return schema;
  const { title, description, ...rest } = schema;
  const outer: JsonObject = {};
  if (title !== undefined) outer["title"] = title;
  if (description !== undefined) outer["description"] = description;
  return { ...outer, anyOf: [rest, { type: "null" }] };
}

function isNullBranch(branch: unknown): boolean {
  return typeof branch === "object" && branch !== null && (branch as JsonObject)["type"] === "null";
}

/** Draft 4 has `exclusiveMinimum: true` beside `minimum`; 2020-12 has the bound itself in `exclusiveMinimum`. */
export function convertExclusiveBounds(result: JsonObject, original: JsonObject): void {
  for (const [bound, exclusive] of [["minimum", "exclusiveMinimum"], ["maximum", "exclusiveMaximum"]] as const) {
    if (original[exclusive] !== true || typeof result[bound] !== "number") continue;
    result[exclusive] = result[bound];
    delete result[bound];
  }
}
