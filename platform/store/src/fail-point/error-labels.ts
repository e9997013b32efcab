import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { ERROR_CODES } from "../errors.ts";

/** Codes after which the same command may succeed on another try (MongoDB's category RetriableError). */
const RETRIABLE: ReadonlySet<number> = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436]);
/** Codes after which a change stream may go on, beside the retriable ones. */
const RESUMABLE: ReadonlySet<number> = new Set([63, 133, 150, 234, 13_388]);
/** Codes that end a transaction which may succeed when it is run again as a whole. */
const TRANSIENT: ReadonlySet<number> = new Set([24, ERROR_CODES.WriteConflict, 246, 267]);

/** A failure as far as its labels depend on it. */
export interface LabelledFailure {
  /** Code of the command's own failure; undefined when it succeeded. */
  readonly code: number | undefined;
  /** Code of its `writeConcernError`. */
  readonly writeConcernCode?: number | undefined;
  /** True for an aggregate that opens a change stream and for a getMore on one. */
  readonly isChangeStream: boolean;
}

/** The `errorLabels` that MongoDB gives a failed command, by which drivers decide what to do next. */
export function errorLabelsOf(body: Document, { code, writeConcernCode, isChangeStream }: LabelledFailure): string[] {
  const labels: string[] = [];
  const isEnd = "commitTransaction" in body || "abortTransaction" in body;
  const isInTransaction = body["autocommit"] === false;
  const isRetriable = (one: number | undefined): boolean => one !== undefined && RETRIABLE.has(one);
  if (isInTransaction && code !== undefined && isTransient(code, isEnd, writeConcernCode)) labels.push("TransientTransactionError");
  const isRetryableWrite = body["txnNumber"] !== undefined && !isInTransaction;
  if ((isRetryableWrite || isEnd) && (isRetriable(code) || isRetriable(writeConcernCode))) labels.push("RetryableWriteError");
  if (isChangeStream && code !== undefined && (isRetriable(code) || RESUMABLE.has(code))) labels.push("ResumableChangeStreamError");
  return labels;
}

function isTransient(code: number, isEnd: boolean, writeConcernCode: number | undefined): boolean {
  if (TRANSIENT.has(code)) return true;
  if (isEnd) return code === ERROR_CODES.NoSuchTransaction && writeConcernCode === undefined;
  return code === ERROR_CODES.NoSuchTransaction || RETRIABLE.has(code);
}

/** True for an aggregate command whose pipeline begins with `$changeStream`. */
export function opensChangeStream({ pipeline }: Document): boolean {
  const first: unknown = Array.isArray(pipeline) ? pipeline[0] : undefined;
  return isDocument(first) && "$changeStream" in first;
}
