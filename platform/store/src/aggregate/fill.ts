import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { mapped } from "../pacing/pause.ts";
import type { Options } from "./expression-operators.ts";
import type { PartitionContext } from "./partitions.ts";
import { withField } from "./stages.ts";
import type { Stream } from "./stages.ts";
import { windowFieldsStage } from "./window-fields.ts";

const METHODS: Readonly<Record<string, string>> = { locf: "$locf", linear: "$linearFill" };

/** `$fill`: values for fields that are null or missing, from their neighbours or from an expression. */
export function fillStage(source: Stream, specification: Document, options: Options, context: PartitionContext): Stream {
  const { partitionBy, partitionByFields, sortBy, output, ...unknown } = specification;
  if (Object.keys(unknown).length > 0) throw new StoreError("UnknownField", `BSON field '$fill.${Object.keys(unknown)[0]}' is an unknown field.`);
  if (!isDocument(output) || Object.keys(output).length === 0) throw new StoreError("FailedToParse", "the field '$fill.output' must be a non-empty object");
  if (partitionBy !== undefined && partitionByFields !== undefined) throw new StoreError("Location6050204", "Maximum one of 'partitionBy' and 'partitionByFields can be specified in '$fill'");
  const windows: Document = {};
  const constants: [path: string, value: unknown][] = [];
  for (const [path, definition] of Object.entries(output)) {
    if (!isDocument(definition)) throw new StoreError("TypeMismatch", `the field '$fill.output.${path}' must be an object`);
    const { method, value } = definition;
    if (("value" in definition) === ("method" in definition)) throw new StoreError("FailedToParse", `$fill needs either 'value' or 'method' for '${path}'`);
    if ("value" in definition) constants.push([path, value]);
    else if (typeof method === "string" && Object.hasOwn(METHODS, method)) windows[path] = { [METHODS[method] as string]: `$${path}` };
    else throw new StoreError("Location6050202", "Method must be either locf or linear");
  }
  const hasMethods = Object.keys(windows).length > 0;
  if (hasMethods && !isDocument(sortBy)) throw new StoreError("Location605001", "$fill needs 'sortBy' for the methods 'linear' and 'locf'");
  const partition: unknown = partitionByFields === undefined ? partitionBy : partitionOf(partitionByFields);
  const filled = hasMethods ? windowFieldsStage(source, { output: windows, sortBy, ...(partition !== undefined && { partitionBy: partition }) }, options, context) : source;
  return constants.length === 0 ? filled : mapped(filled, (document) => withConstants(document, constants, context));
}

/** An object, since a partition may not be an array. */
function partitionOf(fields: unknown): Document {
  if (!Array.isArray(fields) || !fields.every((field) => typeof field === "string" && field !== "" && !field.startsWith("$"))) throw new StoreError("TypeMismatch", "the field '$fill.partitionByFields' must be an array of field names without '$'");
  return Object.fromEntries(fields.map((field: string, position) => [`f${position}`, `$${field}`]));
}

function withConstants(document: Document, constants: readonly [path: string, value: unknown][], { evaluate }: PartitionContext): Document {
  const missing = constants.filter(([path]) => (evaluate(document, `$${path}`) ?? null) === null);
  return missing.reduce((result, [path, value]) => withField(result, path, evaluate(document, value) ?? null), document);
}
