import { BSONRegExp, Binary, Decimal128, Long, MinKey, ObjectId, Timestamp } from "bson";
import type { Document } from "bson";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RawConnection } from "./raw-connection.ts";
import { StoreProcess } from "./store-process.ts";

/** What stands in for each value of a command in turn. */
const WRONG: readonly unknown[] = [
  null, 7, -1, 2.5, Number.NaN, "text", "", "$text", true, false, {}, { $odd: 1 }, { a: null }, [], [null], [7], ["text"], [[]], [{}], [{ $odd: 1 }],
  new ObjectId(), new Date(0), Long.fromNumber(2 ** 53), Decimal128.fromString("NaN"), new BSONRegExp("(", "i"), new Timestamp({ t: 1, i: 1 }), new Binary(Buffer.alloc(3)), new MinKey(),
];

let sessions = 0;
const lsid = (): Document => ({ id: new Binary(Buffer.alloc(16, ++sessions), 4) });
const collation = { locale: "en", strength: 2, caseLevel: false };
const query = { filter: { a: 1, $or: [{ b: 1 }, { "c.d": { $elemMatch: { e: 1 } } }] }, sort: { a: 1 }, hint: { a: 1 }, collation, let: { x: 1 } };

/** A right command of each kind with most of its options; each of their values becomes wrong in turn. */
const COMMANDS: readonly Document[] = [
  { find: "rows", ...query, projection: { a: 1, list: { $slice: [0, 1] }, b: { $elemMatch: { c: 1 } } }, skip: 0, limit: 1, batchSize: 1, singleBatch: true, maxTimeMS: 1_000, readConcern: { level: "local" }, tailable: false, min: false, comment: "c" },
  { find: "rows", filter: { $expr: { $and: [{ $eq: ["$a", "$$x"] }, { $gt: [{ $size: "$list" }, 0] }] }, a: { $not: { $in: [1] }, $mod: [2, 1], $type: "int", $exists: true }, t: { $regex: "a", $options: "i" } }, let: { x: { $add: [1, 2] } } },
  { find: "rows", filter: { list: { $all: [1], $size: 1 }, a: { $bitsAllSet: [1], $nin: [3] }, $jsonSchema: { bsonType: "object", required: ["a"], properties: { a: { minimum: 1, enum: [1] } } }, $nor: [{ a: 2 }], $comment: "c" } },
  { getMore: Long.fromNumber(5), collection: "rows", batchSize: 2, maxTimeMS: 5 },
  { killCursors: "rows", cursors: [Long.fromNumber(5)] },
  { count: "rows", query: { a: 1 }, skip: 0, limit: 1, hint: "a_1", collation, maxTimeMS: 1_000 },
  { distinct: "rows", key: "a", query: { a: 1 }, collation },
  { insert: "rows", documents: [{ a: 1, list: [1] }], ordered: true, bypassDocumentValidation: false, writeConcern: { w: 1 } },
  { update: "rows", updates: [{ q: { a: 1 }, u: { $set: { "list.$[x]": 1 }, $inc: { n: 1 }, $push: { p: { $each: [1], $slice: 1, $sort: 1, $position: 0 } } }, multi: true, upsert: false, arrayFilters: [{ x: 1 }], collation, hint: { a: 1 }, c: { x: 1 } }], ordered: true, let: { x: 1 } },
  { update: "rows", updates: [{ q: { a: 1 }, u: { $unset: { x: 1 }, $rename: { y: "z" }, $min: { m: 1 }, $mul: { n: 2 }, $currentDate: { d: true }, $setOnInsert: { s: 1 }, $addToSet: { l: { $each: [1] } }, $pop: { k: 1 }, $pull: { j: { $gt: 1 } }, $pullAll: { h: [1] }, $bit: { g: { and: 1 } } }, upsert: true, sort: { a: 1 } }] },
  { update: "rows", updates: [{ q: { a: 1 }, u: [{ $set: { x: { $concat: ["$t", "b"] } } }, { $unset: ["y"] }, { $replaceWith: { $mergeObjects: ["$$ROOT", { z: 1 }] } }] }] },
  { delete: "rows", deletes: [{ q: { a: 99 }, limit: 1, collation, hint: { a: 1 } }], ordered: true, let: { x: 1 } },
  { findAndModify: "rows", query: { a: 1 }, sort: { a: 1 }, update: { $set: { x: 1 } }, new: true, upsert: false, fields: { a: 1 }, projection: { a: 1 }, arrayFilters: [], collation, hint: { a: 1 }, let: { x: 1 } },
  { findAndModify: "rows", query: { a: 1 }, remove: true },
  { bulkWrite: 1, ops: [{ insert: 0, document: { _id: 500 } }, { update: 0, filter: { a: 1 }, updateMods: { $set: { b: 2 } }, multi: false, upsert: false, arrayFilters: [], collation, hint: "a_1", constants: { x: 1 } }, { delete: 0, filter: { a: 77 }, multi: true }], nsInfo: [{ ns: "app.rows" }], ordered: true, errorsOnly: false, cursor: { batchSize: 5 }, let: { x: 1 }, $db: "admin" },
  { aggregate: "rows", pipeline: [{ $match: { a: 1 } }, { $sort: { a: 1 } }, { $group: { _id: "$a", t: { $sum: "$b" }, p: { $push: "$$ROOT" } } }, { $project: { t: 1, x: { $slice: ["$p", 1] } } }, { $limit: 3 }, { $skip: 0 }], cursor: { batchSize: 2 }, let: { x: 1 }, collation, hint: "a_1", explain: false, allowDiskUse: true, readConcern: { level: "local" } },
  { aggregate: "rows", pipeline: [{ $lookup: { from: "rows", localField: "a", foreignField: "a", as: "j", let: { x: "$a" }, pipeline: [{ $match: { a: 1 } }] } }, { $unwind: { path: "$j", includeArrayIndex: "i", preserveNullAndEmptyArrays: true } }, { $addFields: { z: { $map: { input: "$list", as: "e", in: "$$e" } } } }, { $unset: "z" }, { $count: "n" }], cursor: {} },
  { aggregate: "rows", pipeline: [{ $graphLookup: { from: "rows", startWith: "$a", connectFromField: "b", connectToField: "a", as: "g", maxDepth: 1, depthField: "d", restrictSearchWithMatch: { a: 1 } } }, { $bucket: { groupBy: "$a", boundaries: [0, 5], default: "o", output: { n: { $sum: 1 } } } }], cursor: {} },
  { aggregate: "rows", pipeline: [{ $facet: { x: [{ $sortByCount: "$a" }], y: [{ $bucketAuto: { groupBy: "$a", buckets: 2 } }] } }, { $replaceRoot: { newRoot: { x: "$x" } } }], cursor: {} },
  { aggregate: "rows", pipeline: [{ $setWindowFields: { partitionBy: "$a", sortBy: { b: 1 }, output: { s: { $sum: "$b", window: { documents: [-1, 0] } } } } }, { $densify: { field: "a", range: { step: 1, bounds: [0, 2] } } }, { $fill: { sortBy: { a: 1 }, output: { b: { method: "locf" } } } }, { $sample: { size: 2 } }, { $redact: "$$KEEP" }, { $set: { q: 1 } }], cursor: {} },
  { aggregate: "rows", pipeline: [{ $unionWith: { coll: "rows", pipeline: [{ $match: { a: 1 } }] } }, { $merge: { into: "copy", on: "_id", whenMatched: "merge", whenNotMatched: "insert" } }], cursor: {} },
  { aggregate: "rows", pipeline: [{ $match: {} }, { $out: { db: "app", coll: "copy" } }], cursor: {} },
  { aggregate: 1, pipeline: [{ $documents: [{ a: 1 }] }, { $replaceWith: "$$ROOT" }], cursor: {} },
  { aggregate: "rows", pipeline: [{ $changeStream: { fullDocument: "updateLookup", fullDocumentBeforeChange: "off", resumeAfter: null, startAtOperationTime: null, showExpandedEvents: true } }, { $match: { operationType: "insert" } }], cursor: { batchSize: 0 } },
  { aggregate: "rows", pipeline: [{ $collStats: { count: {}, storageStats: {} } }], cursor: {} },
  { aggregate: "rows", pipeline: [{ $indexStats: {} }], cursor: {} },
  { aggregate: 1, pipeline: [{ $currentOp: { allUsers: true } }], cursor: {}, $db: "admin" },
  { explain: { find: "rows", filter: { a: 1 }, sort: { a: 1 } }, verbosity: "executionStats" },
  { explain: { update: "rows", updates: [{ q: { a: 1 }, u: { $set: { b: 1 } } }] }, verbosity: "queryPlanner" },
  { explain: { aggregate: "rows", pipeline: [{ $match: { a: 1 } }], cursor: {} }, verbosity: "queryPlanner" },
  { create: "fresh", validator: { a: { $exists: true } }, validationLevel: "strict", validationAction: "error", collation, changeStreamPreAndPostImages: { enabled: true }, clusteredIndex: { key: { _id: 1 }, unique: true, name: "n" }, capped: false, timeseries: false },
  { create: "seen", viewOn: "rows", pipeline: [{ $match: { a: 1 } }], collation },
  { collMod: "rows", validator: { a: { $exists: true } }, validationLevel: "moderate", validationAction: "warn", changeStreamPreAndPostImages: { enabled: false } },
  { collMod: "rows", index: { keyPattern: { a: 1 }, hidden: false, expireAfterSeconds: 100, unique: false, prepareUnique: false } },
  { createIndexes: "rows", indexes: [{ key: { b: 1, c: -1 }, name: "b_c", unique: false, sparse: false, partialFilterExpression: { b: { $gt: 1 } }, collation, hidden: false, v: 2 }], commitQuorum: "majority" },
  { dropIndexes: "rows", index: ["none"] },
  { listIndexes: "rows", cursor: { batchSize: 1 } },
  { listCollections: 1, filter: { name: "rows" }, nameOnly: false, cursor: {} },
  { listDatabases: 1, filter: { name: "app" }, nameOnly: true, $db: "admin" },
  { renameCollection: "app.none", to: "app.other", dropTarget: false, $db: "admin" },
  { drop: "none" },
  { collStats: "rows", scale: 1 }, { dbStats: 1, scale: 1 }, { validate: "rows", full: true },
  { hello: 1, saslSupportedMechs: "app.user", speculativeAuthenticate: { saslStart: 1, mechanism: "SCRAM-SHA-256", payload: new Binary(Buffer.from("n,,n=u,r=x")), db: "admin" }, client: { driver: { name: "d" } } },
  { saslStart: 1, mechanism: "SCRAM-SHA-256", payload: new Binary(Buffer.from("n,,n=u,r=x")), options: { skipEmptyExchange: true }, $db: "admin" },
  { saslContinue: 1, conversationId: 1, payload: new Binary(Buffer.from("c=biws")), $db: "admin" },
  { ping: 1, lsid: lsid(), readConcern: { level: "local" }, $readPreference: { mode: "primary" } },
  { insert: "rows", documents: [{ a: 5 }], lsid: lsid(), txnNumber: Long.fromNumber(1), stmtIds: [0] },
  { find: "rows", filter: { a: 1 }, lsid: lsid(), txnNumber: Long.fromNumber(2), startTransaction: true, autocommit: false, readConcern: { level: "snapshot" } },
  { commitTransaction: 1, lsid: lsid(), txnNumber: Long.fromNumber(3), autocommit: false, writeConcern: { w: "majority", wtimeout: 5 }, $db: "admin" },
  { abortTransaction: 1, lsid: lsid(), txnNumber: Long.fromNumber(3), autocommit: false, $db: "admin" },
  { endSessions: [lsid()] }, { killSessions: [lsid()] }, { refreshSessions: [lsid()] },
  { getParameter: "*", allParameters: true, $db: "admin" }, { setParameter: 1, logLevel: 1, $db: "admin" },
  { getLog: "global", $db: "admin" }, { serverStatus: 1 }, { buildInfo: 1 }, { connectionStatus: 1, showPrivileges: true }, { currentOp: 1, $db: "admin" }, { usersInfo: { user: "u", db: "d" } }, { top: 1, $db: "admin" }, { whatsmyuri: 1 }, { hostInfo: 1 }, { dropDatabase: 1, $db: "other" },
];

function isPlain(value: unknown): value is Document {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Copies of a value in which each part, however deep, is the wrong one in turn. */
function* withWrongParts(value: unknown, wrong: unknown): Generator<unknown> {
  if (!isPlain(value) && !Array.isArray(value)) return;
  for (const key of Object.keys(value)) {
    const replaced = (part: unknown): unknown => (Array.isArray(value) ? value.map((item: unknown, at) => (String(at) === key ? part : item)) : { ...value, [key]: part });
    yield replaced(wrong);
    for (const part of withWrongParts((value as Document)[key], wrong)) yield replaced(part);
  }
}

let store: StoreProcess;
let connection: RawConnection;

beforeAll(async () => {
  store = await StoreProcess.start();
  connection = await RawConnection.open(store.socketPath);
});
afterAll(async () => {
  connection.close();
  await store.dispose();
});
beforeEach(async () => {
  await connection.send({ dropDatabase: 1, $db: "app" });
  await connection.send({ createIndexes: "rows", indexes: [{ key: { a: 1 }, name: "a_1" }], $db: "app" });
  await connection.send({ insert: "rows", documents: Array.from({ length: 3 }, (_, _id) => ({ _id, a: 1, b: _id, t: "ab", list: [1], c: [{ d: [{ e: 1 }] }] })), $db: "app" });
});

describe("commands with values of wrong types", () => {
  it.each(COMMANDS.map((command) => [Object.keys(command)[0] as string, command] as const))("%s is answered with its reason", async (name, command) => {
    const failures: string[] = [];
    for (const wrong of WRONG) {
      for (const changed of withWrongParts({ ...command, $db: (command["$db"] as string | undefined) ?? "app" }, wrong)) {
        const answer = await connection.send(changed as Document);
        const errors = [answer, ...((answer["writeErrors"] ?? []) as Document[]), ...((answer["cursor"]?.firstBatch ?? []) as Document[])].filter((one) => one["code"] !== undefined && one["errmsg"] !== undefined);
        for (const { code, errmsg } of errors) if (code === 1) failures.push(`${JSON.stringify(changed)}: ${String(errmsg)}`);
        if (answer["ok"] !== 1 && typeof answer["codeName"] !== "string") failures.push(`${JSON.stringify(changed)}: no code`);
      }
    }
    expect([...new Set(failures)]).toEqual([]);
    expect(await connection.send({ ping: 1, $db: "admin" }), name).toMatchObject({ ok: 1 });
  });
});
