import { parseCollation } from "../bson/collation.ts";
import type { Collation } from "../bson/collation.ts";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { valuesEqual } from "../bson/compare.ts";
import { StoreError } from "../errors.ts";
import type { Index } from "./index-runtime.ts";

const KNOWN_OPTIONS: ReadonlySet<string> = new Set([
  "key", "name", "unique", "prepareUnique", "sparse", "hidden", "partialFilterExpression", "expireAfterSeconds", "background", "v", "ns", "collation", "default_language", "language_override", "weights", "textIndexVersion",
]);
const SPECIAL_KINDS: ReadonlySet<string> = new Set(["text", "2d", "2dsphere", "geoHaystack", "columnstore"]);

/** Checks an index specification of createIndexes and returns it in the stored form; without a collation of its own it gets the collection's. */
export function parseIndexSpecification(source: unknown, inherited?: Collation): Document {
  if (!isDocument(source) || !isDocument(source["key"])) throw new StoreError("FailedToParse", "each index needs a 'key' document such as {field: 1}");
  const key = source["key"];
  const fields = Object.entries(key);
  if (fields.length === 0) throw new StoreError("CannotCreateIndex", "Index keys cannot be an empty object.");
  for (const [path, direction] of fields) assertKeyPart(path, direction);
  for (const option of Object.keys(source)) {
    if (!KNOWN_OPTIONS.has(option)) throw new StoreError("InvalidIndexSpecificationOption", `The field '${option}' is not valid for an index specification.`);
  }
  const name = typeof source["name"] === "string" && source["name"] !== "" ? source["name"] : fields.map(([path, direction]) => `${path}_${String(isNumeric(direction) ? toDouble(direction) : direction)}`).join("_");
  const collation = source["collation"] === undefined ? inherited : parseCollation(source["collation"]);
  if (collation !== undefined && fields.some(([, direction]) => direction === "hashed")) throw new StoreError("CannotCreateIndex", "Hashed indexes do not currently support collation");
  return { v: 2, key, name, ...options(source, fields.length), ...(collation && { collation: collation.spec }) };
}

function assertKeyPart(path: string, direction: unknown): void {
  if (path === "") throw new StoreError("CannotCreateIndex", "Index keys cannot be an empty string.");
  if (path.includes("$**")) throw new StoreError("CannotCreateIndex", "wildcard indexes are not supported by this store");
  if (path.split(".").some((part) => part === "" || (part.startsWith("$") && !["$ref", "$id", "$db"].includes(part)))) throw new StoreError("CannotCreateIndex", `Index key '${path}' contains an empty or $-prefixed part`);
  if (typeof direction === "string" && SPECIAL_KINDS.has(direction)) throw new StoreError("CannotCreateIndex", `${direction} indexes are not supported by this store`);
  if (direction !== "hashed" && !(isNumeric(direction) && toDouble(direction) !== 0)) throw new StoreError("CannotCreateIndex", `Values in the index key pattern must be 1 or -1 (or "hashed"), at '${path}'`);
}

function options(source: Document, fieldCount: number): Document {
  const result: Document = {};
  for (const flag of ["unique", "sparse", "hidden", "prepareUnique"]) {
    const value = source[flag];
    if (value === true || (isNumeric(value) && toDouble(value) !== 0)) result[flag] = true;
  }
  const { partialFilterExpression: partial, expireAfterSeconds: expireAfter } = source;
  if (partial !== undefined) {
    if (!isDocument(partial)) throw new StoreError("CannotCreateIndex", "'partialFilterExpression' must be a document");
    if (result["sparse"] === true) throw new StoreError("CannotCreateIndex", "cannot mix 'partialFilterExpression' and 'sparse' options");
    result["partialFilterExpression"] = partial;
  }
  if (expireAfter !== undefined) {
    const seconds = isNumeric(expireAfter) ? toDouble(expireAfter) : Number.NaN;
    if (!(seconds >= 0 && seconds <= 2_147_483_647)) throw new StoreError("CannotCreateIndex", "TTL index 'expireAfterSeconds' option must be within an acceptable range, of 0 to 2147483647");
    if (fieldCount > 1) throw new StoreError("CannotCreateIndex", "TTL indexes are single-field indexes, compound indexes do not support TTL");
    result["expireAfterSeconds"] = expireAfter;
  }
  return result;
}

/** What an existing index means for a new specification: already there, in conflict (throws), or none of both. */
export function isSameIndex(existing: Index, specification: Document): boolean {
  const { spec } = existing.definition;
  const hasSameName = spec["name"] === specification["name"];
  const hasSameKey = valuesEqual(spec["key"], specification["key"]) && valuesEqual(spec["partialFilterExpression"] ?? null, specification["partialFilterExpression"] ?? null)
    && valuesEqual(spec["collation"] ?? null, specification["collation"] ?? null);
  if (!hasSameName && !hasSameKey) return false;
  if (hasSameName && !valuesEqual(spec["key"], specification["key"])) {
    throw new StoreError("IndexKeySpecsConflict", `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${shown(specification)}, existing index: ${shown(spec)}`);
  }
  const hasSameOptions = ["unique", "sparse", "expireAfterSeconds", "partialFilterExpression", "collation"].every((option) => valuesEqual(spec[option] ?? null, specification[option] ?? null));
  if (!hasSameOptions) throw new StoreError(hasSameName ? "IndexKeySpecsConflict" : "IndexOptionsConflict", `An equivalent index already exists with different options. Requested index: ${shown(specification)}, existing index: ${shown(spec)}`);
  if (!hasSameName) throw new StoreError("IndexOptionsConflict", `Index already exists with a different name: ${String(spec["name"])}`);
  return true;
}

function shown(specification: Document): string {
  return JSON.stringify(specification);
}
