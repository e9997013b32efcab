import { Binary, Long } from "bson";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { StoreError } from "../errors.ts";

/** The session part of a command. */
export interface SessionFields {
  /** The session's UUID as hex. */
  readonly id: string;
  readonly txnNumber: number | undefined;
  /** `autocommit: false`: the command belongs to a multi-document transaction. */
  readonly isTransaction: boolean;
  readonly startsTransaction: boolean;
  /** BSON of `{lsid, txnNumber}` for the change history. */
  readonly record: Buffer | undefined;
}

/** Reads `lsid`, `txnNumber`, `autocommit` and `startTransaction`; undefined when the command names no session. */
export function sessionOf(body: Document): SessionFields | undefined {
  const { lsid, txnNumber, autocommit, startTransaction } = body;
  if (lsid === undefined) {
    if (txnNumber !== undefined) throw new StoreError("InvalidOptions", "Transaction number requires a session ID to also be specified");
    return undefined;
  }
  const id = sessionId(lsid);
  const number = txnNumber === undefined ? undefined : isNumeric(txnNumber) ? toDouble(txnNumber) : Number.NaN;
  if (number !== undefined && !(number >= 0)) throw new StoreError("InvalidOptions", "Transaction number cannot be negative");
  if (autocommit !== undefined && autocommit !== false) throw new StoreError("InvalidOptions", "Specifying autocommit=true is not allowed.");
  if (autocommit === false && number === undefined) throw new StoreError("InvalidOptions", "'autocommit' field requires a transaction number to also be specified");
  const record = number === undefined ? undefined : writeDocument({ lsid, txnNumber: Long.fromNumber(number) });
  return { id, txnNumber: number, isTransaction: autocommit === false, startsTransaction: startTransaction === true, record };
}

/** Number of the first statement of a numbered write, 0 unless the command says otherwise. */
export function firstStatement(body: Document): number {
  const first = Array.isArray(body["stmtIds"]) ? (body["stmtIds"] as unknown[])[0] : body["stmtId"];
  return isNumeric(first) ? toDouble(first) : 0;
}

/** The UUID of an `lsid` document as hex. */
export function sessionId(lsid: unknown): string {
  const id = isDocument(lsid) ? lsid["id"] : undefined;
  if (!(id instanceof Binary) || id.sub_type !== 4 || id.position !== 16) throw new StoreError("InvalidOptions", "a session id has to be a UUID: {id: UUID}");
  return Buffer.from(id.buffer.subarray(0, 16)).toString("hex");
}
