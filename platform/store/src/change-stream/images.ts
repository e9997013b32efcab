import { readDocument } from "../bson/reader.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { OplogRecord } from "../storage/oplog.ts";

const FULL_DOCUMENT: readonly unknown[] = ["default", "updateLookup", "whenAvailable", "required"];
const BEFORE_CHANGE: readonly unknown[] = ["off", "whenAvailable", "required"];
/** Operations that a document went into. */
const WITH_BEFORE: ReadonlySet<string> = new Set(["update", "replace", "delete"]);

/** The `changeStreamPreAndPostImages` of create and collMod, when it is given. */
export function imagesOption({ changeStreamPreAndPostImages: images }: Document): Document {
  if (images === undefined) return {};
  if (!isDocument(images)) throw new StoreError("TypeMismatch", "the field 'changeStreamPreAndPostImages' must be a document");
  const { enabled, ...others } = images;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new StoreError("UnknownField", `BSON field 'changeStreamPreAndPostImages.${other}' is an unknown field.`);
  if (enabled === undefined) throw new StoreError("MissingField", "BSON field 'changeStreamPreAndPostImages.enabled' is missing but a required field");
  if (typeof enabled !== "boolean") throw new StoreError("TypeMismatch", "the field 'changeStreamPreAndPostImages.enabled' must be a boolean");
  return { changeStreamPreAndPostImages: { enabled } };
}

/** Options as they are kept: images that are off are not mentioned. */
export function withoutDisabledImages(options: Document): Document {
  const { changeStreamPreAndPostImages: images, ...others } = options;
  return isDocument(images) && images["enabled"] === true ? options : others;
}

/** Checks which images a stream asks for. */
export function assertImageOptions(options: Document): void {
  assertOneOf(options, "fullDocument", FULL_DOCUMENT);
  assertOneOf(options, "fullDocumentBeforeChange", BEFORE_CHANGE);
}

function assertOneOf(options: Document, name: string, allowed: readonly unknown[]): void {
  const value = options[name];
  if (value === undefined || value === null || allowed.includes(value)) return;
  if (typeof value !== "string") throw new StoreError("TypeMismatch", `the field '$changeStream.${name}' must be a string`);
  throw new StoreError("BadValue", `Enumeration value '${value}' for field '$changeStream.${name}' is not a valid value: use one of ${allowed.join(", ")}`);
}

/** Adds the images that the stream asks for; one that it requires and that was not kept is an error. */
export function addImages(event: Document, record: OplogRecord, { fullDocument, fullDocumentBeforeChange }: Document): void {
  const wantsAfter = fullDocument === "whenAvailable" || fullDocument === "required";
  if (wantsAfter && record.operation === "update") event["fullDocument"] = image(record.after, fullDocument, "post-image for all update events", "post-image", event);
  const wantsBefore = fullDocumentBeforeChange === "whenAvailable" || fullDocumentBeforeChange === "required";
  if (wantsBefore && WITH_BEFORE.has(record.operation)) {
    event["fullDocumentBeforeChange"] = image(record.before, fullDocumentBeforeChange, "pre-image for all update, delete and replace events", "pre-image", event);
  }
}

function image(bytes: Buffer | undefined, wanted: unknown, what: string, name: string, event: Document): Document | null {
  if (bytes !== undefined) return readDocument(bytes);
  if (wanted !== "required") return null;
  throw new StoreError("NoMatchingDocument", `Change stream was configured to require a ${what}, but the ${name} was not found for event: ${JSON.stringify({ ns: event["ns"], operationType: event["operationType"], _id: event["_id"] })}`);
}
