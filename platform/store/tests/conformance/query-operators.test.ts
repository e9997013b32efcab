import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from "mongodb";
import type { Document, Filter } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
});
afterAll(() => server.close());

/** What is asked, of which documents (numbered from 0), and which of them answer. */
type Case = [name: string, values: Document[], filter: Filter<Document>, matching: number[]];

function table(cases: Case[]): void {
  it.each(cases)("%s", async (_name, values, filter, matching) => {
    const collection = server.db.collection<Document>(freshName());
    await collection.insertMany(values.map((value, index) => ({ _id: index, ...value })) as never[]);
    const found = await collection.find(filter).sort({ _id: 1 }).project({ _id: 1 }).toArray();
    expect(found.map(({ _id }) => _id as unknown)).toEqual(matching);
    expect(await collection.countDocuments(filter)).toBe(matching.length);
  });
}

const id = new ObjectId("65f000000000000000000001");
const day = new Date("2026-01-02T00:00:00Z");

describe("comparison", () => {
  table([
    ["$eq of a number, whatever its type", [{ a: 1 }, { a: new Double(1) }, { a: Long.fromNumber(1) }, { a: Decimal128.fromString("1.0") }, { a: "1" }], { a: { $eq: 1 } }, [0, 1, 2, 3]],
    ["equality reaches into arrays", [{ a: [1, 2] }, { a: 1 }, { a: [[1]] }, { a: [3] }], { a: 1 }, [0, 1]],
    ["equality of whole arrays and of an array in an array", [{ a: [1, 2] }, { a: [2, 1] }, { a: [[1, 2]] }], { a: [1, 2] }, [0, 2]],
    ["equality of documents needs the same order of fields", [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, { a: { x: 1 } }], { a: { x: 1, y: 2 } }, [0]],
    ["null matches null and missing", [{ a: null }, {}, { a: 0 }, { a: [null] }, { a: [] }], { a: null }, [0, 1, 3]],
    ["$ne null matches what is there", [{ a: null }, {}, { a: 0 }, { a: [null] }], { a: { $ne: null } }, [2]],
    ["$ne on arrays means none of the elements", [{ a: [1, 2] }, { a: [2, 3] }, { a: 1 }, {}], { a: { $ne: 1 } }, [1, 3]],
    ["$gt stays within its type", [{ a: 5 }, { a: "z" }, { a: day }, { a: null }, { a: true }, { a: 3 }], { a: { $gt: 4 } }, [0]],
    ["$gte of text is by bytes", [{ a: "a" }, { a: "B" }, { a: "b" }, { a: 1 }], { a: { $gte: "a" } }, [0, 2]],
    ["$lt across numeric types", [{ a: 1 }, { a: Long.fromString("9007199254740993") }, { a: Decimal128.fromString("0.5") }, { a: 2.5 }], { a: { $lt: new Double(2) } }, [0, 2]],
    ["int64 beyond 2^53 is exact", [{ a: Long.fromString("9007199254740993") }, { a: Long.fromString("9007199254740992") }], { a: Long.fromString("9007199254740993") }, [0]],
    ["$lte null means null or missing", [{ a: null }, {}, { a: 1 }], { a: { $lte: null } }, [0, 1]],
    ["a range on an array may be met by different elements", [{ a: [1, 10] }, { a: [5] }, { a: [1, 2] }], { a: { $gt: 4, $lt: 6 } }, [0, 1]],
    ["$gt MinKey matches everything that is there", [{ a: 1 }, { a: null }, {}, { a: new MinKey() }], { a: { $gt: new MinKey() } }, [0, 1]],
    ["$lt MaxKey", [{ a: "x" }, { a: new MaxKey() }], { a: { $lt: new MaxKey() } }, [0]],
    ["dates", [{ a: day }, { a: new Date(day.getTime() + 1) }, { a: new Timestamp({ t: 1, i: 1 }) }], { a: { $lte: day } }, [0]],
    ["ObjectIds", [{ a: id }, { a: id.toHexString() }], { a: id }, [0]],
    ["binary data compares by length first", [{ a: new Binary(Buffer.from([9])) }, { a: new Binary(Buffer.from([1, 1])) }], { a: { $gt: new Binary(Buffer.from([9])) } }, [1]],
    ["NaN equals itself and is in no range", [{ a: Number.NaN }, { a: 1 }], { a: Number.NaN }, [0]],
    ["NaN is not below a number", [{ a: Number.NaN }, { a: 1 }], { a: { $lt: 5 } }, [1]],
    ["$in of values and regular expressions", [{ a: 1 }, { a: "apple" }, { a: "pear" }, { a: [9, 1] }, {}], { a: { $in: [1, /^ap/] } }, [0, 1, 3]],
    ["$in with null matches missing", [{ a: null }, {}, { a: 1 }], { a: { $in: [null] } }, [0, 1]],
    ["$in of nothing", [{ a: 1 }], { a: { $in: [] } }, []],
    ["$nin", [{ a: 1 }, { a: [1, 2] }, { a: 3 }, {}], { a: { $nin: [1] } }, [2, 3]],
    ["embedded paths", [{ a: { b: { c: 1 } } }, { a: { b: 1 } }, { a: [{ b: { c: 1 } }, { b: 2 }] }], { "a.b.c": 1 }, [0, 2]],
    ["a position in a path", [{ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 2 }, { b: 1 }] }, { a: { 1: { b: 2 } } }], { "a.1.b": 2 }, [0, 2]],
    ["null through an array of documents", [{ a: [{ b: 1 }, { c: 1 }] }, { a: [{ b: 1 }] }, { a: [1] }, { a: [] }], { "a.b": null }, [0]],
  ]);
});

describe("logic", () => {
  table([
    ["$and", [{ a: 1, b: 1 }, { a: 1 }], { $and: [{ a: 1 }, { b: 1 }] }, [0]],
    ["$or", [{ a: 1 }, { b: 1 }, { c: 1 }], { $or: [{ a: 1 }, { b: 1 }] }, [0, 1]],
    ["$nor", [{ a: 1 }, { b: 1 }, { c: 1 }], { $nor: [{ a: 1 }, { b: 1 }] }, [2]],
    ["$not matches missing fields too", [{ a: 5 }, { a: 1 }, {}], { a: { $not: { $gt: 3 } } }, [1, 2]],
    ["$not of several operators", [{ a: 5 }, { a: 1 }, { a: 9 }], { a: { $not: { $gt: 3, $lt: 8 } } }, [1, 2]],
    ["$not of a range over an array", [{ a: [1, 10] }, { a: [1] }], { a: { $not: { $gt: 4, $lt: 6 } } }, [1]],
    ["$not of a regular expression", [{ a: "apple" }, { a: "pear" }, { a: 1 }], { a: { $not: /^a/ } }, [1, 2]],
    ["$expr compares fields", [{ a: 5, b: 3 }, { a: 1, b: 3 }], { $expr: { $gt: ["$a", "$b"] } }, [0]],
    ["operators and fields side by side", [{ a: 1, b: 1 }, { a: 1, b: 2 }], { a: 1, $or: [{ b: 2 }, { b: 3 }] }, [1]],
    ["$comment changes nothing", [{ a: 1 }], { a: 1, $comment: "why" }, [0]],
  ]);
});

describe("element and evaluation", () => {
  table([
    ["$exists true counts null", [{ a: null }, {}, { a: 1 }], { a: { $exists: true } }, [0, 2]],
    ["$exists false", [{ a: null }, {}], { a: { $exists: false } }, [1]],
    ["$type by name", [{ a: 1 }, { a: "x" }, { a: ["x"] }], { a: { $type: "string" } }, [1, 2]],
    ["$type number", [{ a: 1 }, { a: new Double(1.5) }, { a: Long.fromNumber(1) }, { a: Decimal128.fromString("1") }, { a: "1" }], { a: { $type: "number" } }, [0, 1, 2, 3]],
    ["$type by several numbers", [{ a: 1 }, { a: null }, { a: true }], { a: { $type: [8, 10] } }, [1, 2]],
    ["$type array", [{ a: [] }, { a: 1 }, { a: [[1]] }], { a: { $type: "array" } }, [0, 2]],
    ["$mod", [{ a: 10 }, { a: 11 }, { a: Long.fromNumber(14) }, { a: "10" }], { a: { $mod: [4, 2] } }, [0, 2]],
    ["$mod of negative numbers keeps the sign", [{ a: -10 }, { a: 10 }], { a: { $mod: [4, -2] } }, [0]],
    ["$regex", [{ a: "Hello" }, { a: "hello" }, { a: ["x", "hello"] }], { a: { $regex: "^h" } }, [1, 2]],
    ["$regex with options", [{ a: "Hello" }, { a: "x\nhello" }], { a: { $regex: "^h", $options: "im" } }, [0, 1]],
    ["$regex in extended mode", [{ a: "abc" }], { a: { $regex: "a b # letters\n c", $options: "x" } }, [0]],
    ["$regex dot does not match a line end without s", [{ a: "a\nb" }], { a: { $regex: "a.b" } }, []],
    ["a regular expression as a value", [{ a: "ab" }, { a: "b" }], { a: /^a/ }, [0]],
    ["$jsonSchema", [{ a: 1, b: "x" }, { a: 1 }, { a: "1", b: "x" }], { $jsonSchema: { required: ["b"], properties: { a: { bsonType: "int" } } } }, [0]],
    ["$bitsAllSet", [{ a: 0b1110 }, { a: 0b0110 }], { a: { $bitsAllSet: 0b1010 } }, [0]],
    ["$bitsAnyClear by positions", [{ a: 0b11 }, { a: 0b01 }], { a: { $bitsAnyClear: [0, 1] } }, [1]],
    ["$bitsAllClear of binary data", [{ a: new Binary(Buffer.from([0b100])) }, { a: new Binary(Buffer.from([0b101])) }], { a: { $bitsAllClear: 1 } }, [0]],
    ["$bitsAnySet", [{ a: 4 }, { a: 8 }, { a: 0 }], { a: { $bitsAnySet: new Int32(12) } }, [0, 1]],
  ]);
});

describe("arrays", () => {
  table([
    ["$all in any place", [{ a: [1, 2, 3] }, { a: [1] }, { a: 1 }], { a: { $all: [3, 1] } }, [0]],
    ["$all of one value matches a scalar", [{ a: 1 }, { a: [1] }], { a: { $all: [1] } }, [0, 1]],
    ["$all through documents may be met by different ones", [{ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }] }], { "a.b": { $all: [1, 2] } }, [0]],
    ["$all of nothing matches nothing", [{ a: [] }, { a: [1] }], { a: { $all: [] } }, []],
    ["$all of an array means that array", [{ a: [["x", "y"]] }, { a: ["x", "y"] }, { a: ["y", "x"] }], { a: { $all: [["x", "y"]] } }, [0, 1]],
    ["$all with $elemMatch", [{ a: [{ n: 1, q: 5 }, { n: 2, q: 9 }] }, { a: [{ n: 1, q: 9 }] }], { a: { $all: [{ $elemMatch: { n: 1, q: 5 } }, { $elemMatch: { n: 2 } }] } }, [0]],
    ["$elemMatch needs one element for all conditions", [{ a: [{ x: 1, y: 2 }] }, { a: [{ x: 1 }, { y: 2 }] }], { a: { $elemMatch: { x: 1, y: 2 } } }, [0]],
    ["$elemMatch of values", [{ a: [1, 10] }, { a: [5] }, { a: 5 }], { a: { $elemMatch: { $gt: 4, $lt: 6 } } }, [1]],
    ["$elemMatch of values does not look into arrays within the array", [{ a: [[5]] }, { a: [5] }], { a: { $elemMatch: { $gt: 4 } } }, [1]],
    ["$elemMatch with $or inside", [{ a: [{ x: 1 }] }, { a: [{ x: 3 }] }], { a: { $elemMatch: { $or: [{ x: 1 }, { x: 2 }] } } }, [0]],
    ["$elemMatch does not match documents", [{ a: { x: 1 } }, { a: [{ x: 1 }] }], { a: { $elemMatch: { x: 1 } } }, [1]],
    ["$size", [{ a: [] }, { a: [1] }, { a: 1 }, {}], { a: { $size: 1 } }, [1]],
    ["$size of nothing", [{ a: [] }, {}], { a: { $size: 0 } }, [0]],
  ]);
});
