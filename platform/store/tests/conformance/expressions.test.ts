import { Decimal128, Long, ObjectId } from "mongodb";
import type { Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
  await server.db.collection("one").insertOne({ _id: 1 } as never);
});
afterAll(() => server.close());

async function valueOf(expression: unknown, document: Document): Promise<unknown> {
  const [result] = await server.db.collection("one").aggregate([{ $replaceWith: { $literal: document } }, { $project: { _id: 0, value: expression } }]).toArray();
  return result?.["value"] as unknown;
}

const RESULT_KEY = ["then"];

/** A condition and its value, for `$cond` and `$switch`; linters take a written `then` for a promise. */
function branch(name: "if" | "case", condition: unknown, value: unknown): Document {
  return Object.fromEntries([[name, condition], ...RESULT_KEY.map((key) => [key, value])]) as Document;
}

/** An expression, the document it reads, and its value (undefined: no field). */
type Case = [name: string, expression: unknown, document: Document, value: unknown];

function table(cases: Case[]): void {
  it.each(cases)("%s", async (_name, expression, document, value) => {
    expect(await valueOf(expression, document)).toEqual(value);
  });
}

const day = new Date("2026-03-04T05:06:07.089Z");

describe("arithmetic", () => {
  table([
    ["$add", { $add: ["$a", 2] }, { a: 1 }, 3],
    ["$add of a date and milliseconds", { $add: ["$a", 1000] }, { a: day }, new Date(day.getTime() + 1000)],
    ["$add with null", { $add: ["$a", 1] }, { a: null }, null],
    ["$add of decimals is exact", { $add: ["$a", "$b"] }, { a: Decimal128.fromString("0.1"), b: Decimal128.fromString("0.2") }, Decimal128.fromString("0.3")],
    ["$subtract dates gives milliseconds", { $subtract: ["$b", "$a"] }, { a: day, b: new Date(day.getTime() + 5) }, 5],
    ["$multiply", { $multiply: ["$a", 3] }, { a: 4 }, 12],
    ["$multiply decimals", { $multiply: ["$a", "$a"] }, { a: Decimal128.fromString("1.1") }, Decimal128.fromString("1.21")],
    ["$divide", { $divide: [7, 2] }, {}, 3.5],
    ["$divide decimals", { $divide: ["$a", 4] }, { a: Decimal128.fromString("1") }, Decimal128.fromString("0.25")],
    ["$mod", { $mod: [-7, 3] }, {}, -1],
    ["$mod of decimals", { $mod: ["$a", 2] }, { a: Decimal128.fromString("5.5") }, Decimal128.fromString("1.5")],
    ["$abs", { $abs: -5 }, {}, 5],
    ["$abs of a decimal", { $abs: "$a" }, { a: Decimal128.fromString("-1.5") }, Decimal128.fromString("1.5")],
    ["$ceil and $floor", [{ $ceil: 1.2 }, { $floor: -1.2 }], {}, [2, -2]],
    ["$ceil of a decimal", { $ceil: "$a" }, { a: Decimal128.fromString("1.2") }, Decimal128.fromString("2")],
    ["$round half to even", [{ $round: [2.5, 0] }, { $round: [3.5, 0] }], {}, [2, 4]],
    ["$round of a decimal", { $round: ["$a", 2] }, { a: Decimal128.fromString("1.005") }, Decimal128.fromString("1.00")],
    ["$trunc", { $trunc: [-7.85, 1] }, {}, -7.8],
    ["$pow and $sqrt", [{ $pow: [2, 10] }, { $sqrt: 25 }], {}, [1024, 5]],
    ["$exp, $ln, $log10", [{ $exp: 0 }, { $ln: 1 }, { $log10: 100 }, { $log: [8, 2] }], {}, [1, 0, 2, 3]],
    ["int64 beyond 2^53", { $add: ["$a", 1] }, { a: Long.fromString("9007199254740993") }, Long.fromString("9007199254740994")],
    ["$bitAnd, $bitOr, $bitXor, $bitNot", [{ $bitAnd: [12, 10] }, { $bitOr: [12, 10] }, { $bitXor: [12, 10] }, { $bitNot: 0 }], {}, [8, 14, 6, -1]],
  ]);
});

describe("comparison and logic", () => {
  table([
    ["$cmp by type order", [{ $cmp: [1, "a"] }, { $cmp: ["$x", null] }], {}, [-1, -1]],
    ["$eq across numeric types", { $eq: ["$a", 1] }, { a: Decimal128.fromString("1.0") }, true],
    ["$gt of missing and null", { $gt: [null, "$x"] }, {}, true],
    ["$and of numbers, null and missing", [{ $and: [1, "a"] }, { $and: [0] }, { $or: [null, "$x"] }, { $not: [0] }], {}, [true, false, false, true]],
    ["$cond", [{ $cond: [true, 1, 2] }, { $cond: { ...branch("if", 0, 1), else: 2 } }], {}, [1, 2]],
    ["$ifNull takes the first that is there", { $ifNull: ["$x", null, "$a", 9] }, { a: 5 }, 5],
    ["$switch", { $switch: { branches: [branch("case", { $gt: ["$a", 5] }, "big")], default: "small" } }, { a: 3 }, "small"],
    ["$in", { $in: [2, "$a"] }, { a: [1, 2] }, true],
  ]);
});

describe("text", () => {
  table([
    ["$concat", { $concat: ["$a", "-", "$b"] }, { a: "x", b: "y" }, "x-y"],
    ["$concat with null", { $concat: ["$a", "$x"] }, { a: "x" }, null],
    ["$toUpper and $toLower", [{ $toUpper: "ab" }, { $toLower: "AB" }, { $toUpper: "$x" }], {}, ["AB", "ab", ""]],
    ["$substrCP counts characters", { $substrCP: ["$a", 1, 2] }, { a: "héllo" }, "él"],
    ["$substrBytes counts bytes", { $substrBytes: ["hello", 1, 2] }, {}, "el"],
    ["$strLenCP and $strLenBytes", [{ $strLenCP: "é" }, { $strLenBytes: "é" }], {}, [1, 2]],
    ["$indexOfCP", [{ $indexOfCP: ["foobar", "bar"] }, { $indexOfCP: ["foo", "x"] }], {}, [3, -1]],
    ["$split", { $split: ["a,b,c", ","] }, {}, ["a", "b", "c"]],
    ["$trim, $ltrim, $rtrim", [{ $trim: { input: "  a " } }, { $ltrim: { input: "xxa", chars: "x" } }, { $rtrim: { input: "a  " } }], {}, ["a", "a", "a"]],
    ["$replaceOne and $replaceAll", [{ $replaceOne: { input: "aa", find: "a", replacement: "b" } }, { $replaceAll: { input: "aa", find: "a", replacement: "b" } }], {}, ["ba", "bb"]],
    ["$strcasecmp", [{ $strcasecmp: ["a", "A"] }, { $strcasecmp: ["a", "b"] }], {}, [0, -1]],
    ["$regexMatch", { $regexMatch: { input: "Hello", regex: "^h", options: "i" } }, {}, true],
    ["$regexFind", { $regexFind: { input: "xabc", regex: "a(b)" } }, {}, { match: "ab", idx: 1, captures: ["b"] }],
    ["$regexFindAll", { $regexFindAll: { input: "a1b2", regex: "[0-9]" } }, {}, [{ match: "1", idx: 1, captures: [] }, { match: "2", idx: 3, captures: [] }]],
  ]);
});

describe("arrays and objects", () => {
  table([
    ["$size", { $size: "$a" }, { a: [1, 2] }, 2],
    ["$arrayElemAt", [{ $arrayElemAt: ["$a", -1] }, { $first: "$a" }, { $last: "$a" }], { a: [1, 2, 3] }, [3, 1, 3]],
    ["$arrayElemAt out of bounds is missing", { $arrayElemAt: ["$a", 5] }, { a: [1] }, undefined],
    ["$concatArrays", { $concatArrays: ["$a", [3]] }, { a: [1, 2] }, [1, 2, 3]],
    ["$slice", [{ $slice: ["$a", 2] }, { $slice: ["$a", -2] }, { $slice: ["$a", 1, 1] }], { a: [1, 2, 3] }, [[1, 2], [2, 3], [2]]],
    ["$filter", { $filter: { input: "$a", as: "n", cond: { $gt: ["$$n", 1] } } }, { a: [1, 2, 3] }, [2, 3]],
    ["$filter with a limit", { $filter: { input: "$a", cond: { $gt: ["$$this", 1] }, limit: 1 } }, { a: [1, 2, 3] }, [2]],
    ["$map", { $map: { input: "$a", as: "n", in: { $multiply: ["$$n", 2] } } }, { a: [1, 2] }, [2, 4]],
    ["$reduce", { $reduce: { input: "$a", initialValue: 0, in: { $add: ["$$value", "$$this"] } } }, { a: [1, 2, 3] }, 6],
    ["$zip", { $zip: { inputs: [[1, 2], ["a"]], useLongestLength: true, defaults: [0, "z"] } }, {}, [[1, "a"], [2, "z"]]],
    ["$range", [{ $range: [0, 5, 2] }, { $range: [3, 0, -1] }], {}, [[0, 2, 4], [3, 2, 1]]],
    ["$reverseArray", { $reverseArray: "$a" }, { a: [1, 2] }, [2, 1]],
    ["$indexOfArray", { $indexOfArray: ["$a", 2] }, { a: [1, 2] }, 1],
    ["$isArray", [{ $isArray: ["$a"] }, { $isArray: ["x"] }], { a: [] }, [true, false]],
    ["$sortArray", [{ $sortArray: { input: "$a", sortBy: -1 } }, { $sortArray: { input: "$d", sortBy: { n: 1 } } }], { a: [1, 3, 2], d: [{ n: 2 }, { n: 1 }] }, [[3, 2, 1], [{ n: 1 }, { n: 2 }]]],
    ["sets", [{ $setUnion: [[1, 2], [2, 3]] }, { $setIntersection: [[1, 2], [2, 3]] }, { $setDifference: [[1, 2], [2]] }, { $setIsSubset: [[1], [1, 2]] }, { $setEquals: [[1, 2], [2, 1, 1]] }], {}, [[1, 2, 3], [2], [1], true, true]],
    ["$anyElementTrue and $allElementsTrue", [{ $anyElementTrue: [[0, 1]] }, { $allElementsTrue: [[1, 0]] }], {}, [true, false]],
    ["$mergeObjects", { $mergeObjects: ["$a", { y: 3 }, null] }, { a: { x: 1, y: 2 } }, { x: 1, y: 3 }],
    ["$objectToArray and $arrayToObject", [{ $objectToArray: "$a" }, { $arrayToObject: [[["k", 1]]] }], { a: { x: 1 } }, [[{ k: "x", v: 1 }], { k: 1 }]],
    ["$getField and $setField", [{ $getField: { field: "a.b", input: { $literal: { "a.b": 1 } } } }, { $setField: { field: "x", input: "$a", value: 2 } }], { a: { y: 1 } }, [1, { y: 1, x: 2 }]],
    ["$let", { $let: { vars: { a: 2 }, in: { $multiply: ["$$a", "$n"] } } }, { n: 3 }, 6],
    ["$literal", { $literal: "$a" }, { a: 1 }, "$a"],
    ["$maxN and $minN", [{ $maxN: { input: "$a", n: 2 } }, { $minN: { input: "$a", n: 1 } }], { a: [1, 3, 2] }, [[3, 2], [1]]],
    ["a path through an array", "$a.b", { a: [{ b: 1 }, { c: 1 }, { b: 2 }] }, [1, 2]],
    ["$$REMOVE leaves the field out", { $cond: [false, 1, "$$REMOVE"] }, {}, undefined],
    ["$sum, $avg, $min, $max of an array", [{ $sum: "$a" }, { $avg: "$a" }, { $min: "$a" }, { $max: "$a" }], { a: [1, 2, 3, "x"] }, [6, 2, 1, "x"]],
  ]);
});

describe("dates", () => {
  table([
    ["parts", [{ $year: "$d" }, { $month: "$d" }, { $dayOfMonth: "$d" }, { $hour: "$d" }, { $minute: "$d" }, { $second: "$d" }, { $millisecond: "$d" }, { $dayOfWeek: "$d" }, { $dayOfYear: "$d" }], { d: day }, [2026, 3, 4, 5, 6, 7, 89, 4, 63]],
    ["ISO week", [{ $isoWeek: "$d" }, { $isoWeekYear: "$d" }, { $isoDayOfWeek: "$d" }, { $week: "$d" }], { d: day }, [10, 2026, 3, 9]],
    ["a time zone", { $hour: { date: "$d", timezone: "Asia/Shanghai" } }, { d: day }, 13],
    ["$dateToString", { $dateToString: { date: "$d", format: "%Y-%m-%dT%H:%M:%S.%LZ" } }, { d: day }, "2026-03-04T05:06:07.089Z"],
    ["$dateFromString", { $dateFromString: { dateString: "2026-03-04T05:06:07.089Z" } }, {}, day],
    ["$dateAdd and $dateSubtract", [{ $dateAdd: { startDate: "$d", unit: "month", amount: 1 } }, { $dateSubtract: { startDate: "$d", unit: "day", amount: 4 } }], { d: new Date("2026-01-31T00:00:00Z") }, [new Date("2026-02-28T00:00:00Z"), new Date("2026-01-27T00:00:00Z")]],
    ["$dateDiff", { $dateDiff: { startDate: "$d", endDate: new Date("2026-03-06T00:00:00Z"), unit: "day" } }, { d: day }, 2],
    ["$dateTrunc", { $dateTrunc: { date: "$d", unit: "hour" } }, { d: day }, new Date("2026-03-04T05:00:00Z")],
    ["$dateFromParts and $dateToParts", [{ $dateFromParts: { year: 2026, month: 3, day: 4 } }, { $dateToParts: { date: "$d" } }], { d: day }, [new Date("2026-03-04T00:00:00Z"), { year: 2026, month: 3, day: 4, hour: 5, minute: 6, second: 7, millisecond: 89 }]],
  ]);
});

describe("types", () => {
  table([
    ["$type", [{ $type: "$a" }, { $type: "$x" }, { $type: "s" }, { $type: { $literal: null } }], { a: 1 }, ["int", "missing", "string", "null"]],
    ["$toInt, $toDouble, $toBool, $toString", [{ $toInt: "7" }, { $toDouble: "1.5" }, { $toBool: 0 }, { $toString: 1.5 }], {}, [7, 1.5, false, "1.5"]],
    ["$toDate", { $toDate: "2026-03-04T05:06:07.089Z" }, {}, day],
    ["$toObjectId", { $toObjectId: "65f000000000000000000001" }, {}, new ObjectId("65f000000000000000000001")],
    ["$toDecimal", { $toDecimal: "1.10" }, {}, Decimal128.fromString("1.10")],
    ["$convert with onError", { $convert: { input: "x", to: "int", onError: -1 } }, {}, -1],
    ["$convert with onNull", { $convert: { input: "$x", to: "int", onNull: 0 } }, {}, 0],
    ["$isNumber", [{ $isNumber: 1 }, { $isNumber: "1" }], {}, [true, false]],
  ]);
});

describe("refusals", () => {
  it.each<[string, unknown, Document, string]>([
    ["an unknown operator", { $frobnicate: 1 }, {}, "InvalidPipelineOperator"],
    ["server-side JavaScript", { $function: { body: "function() { return 1; }", args: [], lang: "js" } }, {}, "InvalidPipelineOperator"],
    ["a conversion that fails", { $toInt: "x" }, {}, "ConversionFailure"],
  ])("%s", async (_name, expression, document, codeName) => {
    const failure = await failureOf(valueOf(expression, document));
    // A MongoDB with server-side scripting would run the function; this store never does.
    if (!server.isMongoDb || codeName !== "InvalidPipelineOperator") expect(failure).toMatchObject({ codeName });
  });
});
