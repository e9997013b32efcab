import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";

const VERSION = "01";

/** A place in the history: after the change `seq`, and whether that place is the invalidation that follows it. */
export interface ResumePoint {
  readonly seq: number;
  readonly isInvalidate: boolean;
}

/** Encodes a place as the opaque `_id` of a change event; tokens sort as the changes happened. */
export function resumeToken({ seq, isInvalidate }: ResumePoint): Document {
  return { _data: `${VERSION}${seq.toString(16).padStart(14, "0")}${isInvalidate ? "01" : "00"}` };
}

/** Reads a token that this store gave out. */
export function parseResumeToken(token: unknown): ResumePoint {
  const data = isDocument(token) ? token["_data"] : undefined;
  const parts = typeof data === "string" ? /^01([0-9a-f]{14})(00|01)$/.exec(data) : null;
  if (parts === null) throw new StoreError("InvalidResumeToken", "the resume token is not one of this store");
  return { seq: Number.parseInt(parts[1] as string, 16), isInvalidate: parts[2] === "01" };
}
