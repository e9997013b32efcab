import type { Binary } from "bson";
import { readDocument } from "../bson/reader.ts";
import type { Document } from "../bson/types.ts";
import { timestampOf } from "../storage/oplog.ts";
import type { OplogRecord } from "../storage/oplog.ts";
import { resumeToken } from "./resume-token.ts";

/** Operations that only a stream with `showExpandedEvents` sees. */
const EXPANDED: ReadonlySet<string> = new Set(["create", "createIndexes", "dropIndexes", "modify"]);

/** What a stream with `showExpandedEvents` tells in addition. */
export interface Expansion {
  /** The UUID that the collection of a record had at its time. */
  uuidOf(record: OplogRecord): Binary | undefined;
}

/** The change event of a history record; undefined for operations that streams do not show. */
export function changeEvent(record: OplogRecord, expansion: Expansion | undefined): Document | undefined {
  if (EXPANDED.has(record.operation) && expansion === undefined) return undefined;
  const body = record.body === undefined ? undefined : readDocument(record.body);
  if (record.operation === "drop" && body?.["isView"] === true && expansion === undefined) return undefined;
  const namespace = record.operation === "dropDatabase" ? { db: record.db } : { db: record.db, coll: record.name };
  const event: Document = {
    _id: resumeToken({ seq: record.seq, isInvalidate: false }),
    operationType: record.operation,
    clusterTime: timestampOf(record.seq),
    wallTime: new Date(record.wallMillis),
    ...(record.session && sessionFields(record.session)),
    ns: namespace,
  };
  if (record.operation === "insert" || record.operation === "replace") {
    event["documentKey"] = { _id: body?.["_id"] };
    event["fullDocument"] = body;
  } else if (record.id !== undefined) event["documentKey"] = readDocument(record.id);
  if (record.operation === "update" && body !== undefined) {
    const { disambiguatedPaths, ...description } = body;
    event["updateDescription"] = expansion === undefined ? description : { ...description, disambiguatedPaths: disambiguatedPaths ?? {} };
  }
  if (record.operation === "rename") event["to"] = body?.["to"];
  if (expansion === undefined) return event;
  const isDescribed = record.id === undefined && record.operation !== "insert" && body?.["description"] !== undefined;
  const uuid = expansion.uuidOf(record);
  return { ...event, ...(uuid && { collectionUUID: uuid }), ...(isDescribed && { operationDescription: body?.["description"] }) };
}

/** The event that ends a stream after its collection or database is gone. */
export function invalidateEvent(record: OplogRecord): Document {
  return {
    _id: resumeToken({ seq: record.seq, isInvalidate: true }),
    operationType: "invalidate",
    clusterTime: timestampOf(record.seq),
    wallTime: new Date(record.wallMillis),
  };
}

function sessionFields(session: Buffer): Document {
  const { lsid, txnNumber } = readDocument(session) as { lsid: Binary; txnNumber: unknown };
  return { lsid, txnNumber };
}
