import { Expressions } from "../aggregate/expressions.ts";
import { parseCollation } from "../bson/collation.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import type { DocumentTest } from "../query/filter.ts";
import { explainFailure } from "./explain-failure.ts";

/** The rules that the documents of a collection have to meet. */
export interface Validator {
  readonly isValid: DocumentTest;
  /** With `moderate`, documents that did not meet the rules before may stay that way. */
  readonly isModerate: boolean;
  explain(document: Document): Document;
}

const LEVELS: readonly unknown[] = ["off", "strict", "moderate"];
const ACTIONS: readonly unknown[] = ["error", "warn"];

/** By the options document of a collection, which is replaced when it changes. */
const compiled = new WeakMap<Document, Validator | null>();

/** The validator of a collection's options; undefined when nothing is enforced. */
export function validatorOf(options: Document): Validator | undefined {
  if (options["validator"] === undefined) return undefined;
  let validator = compiled.get(options);
  if (validator === undefined) compiled.set(options, (validator = compileValidator(options)));
  return validator ?? undefined;
}

function compileValidator(options: Document): Validator | null {
  const { validator, validationLevel: level = "strict", validationAction: action = "error" } = options;
  if (!isDocument(validator) || Object.keys(validator).length === 0 || level === "off" || action === "warn") return null;
  const rules = new Expressions({}, parseCollation(options["collation"]));
  return { isValid: compileFilter(validator, rules).test, isModerate: level === "moderate", explain: (document) => explainFailure(validator, document, rules) };
}

/** Checks and returns the validation options of create and collMod that are given. */
export function parseValidation(source: Document, db: string): Document {
  const { validator, validationLevel: level, validationAction: action } = source;
  const result: Document = {};
  if (validator !== undefined) {
    if (!isDocument(validator)) throw new StoreError("TypeMismatch", "the field 'validator' must be a document");
    if (["admin", "local", "config"].includes(db)) throw new StoreError("InvalidOptions", `Document validators are not allowed on collections in the ${db} database`);
    compileFilter(validator, new Expressions());
    result["validator"] = validator;
  }
  if (level !== undefined) result["validationLevel"] = oneOf("validationLevel", level, LEVELS);
  if (action !== undefined) result["validationAction"] = oneOf("validationAction", action, ACTIONS);
  return result;
}

function oneOf(option: string, value: unknown, allowed: readonly unknown[]): unknown {
  if (!allowed.includes(value)) throw new StoreError("BadValue", `Enumeration value '${String(value)}' for field '${option}' is not a valid value: use one of ${allowed.join(", ")}`);
  return value;
}
