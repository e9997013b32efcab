import { BSONRegExp, Decimal128, Double, Long, ObjectId } from "bson";
import { describe, expect, it } from "vitest";
import { Expressions } from "../aggregate/expressions.ts";
import type { Document } from "../bson/types.ts";
import { compileFilter } from "./filter.ts";

function matches(filter: Document, document: Document): boolean {
  return compileFilter(filter, new Expressions()).test(document);
}

describe("filter", () => {
  it.each<[Document, Document, boolean]>([
    [{ a: null }, {}, true],
    [{ a: null }, { a: null }, true],
    [{ a: null }, { a: [] }, false],
    [{ a: null }, { a: [null] }, true],
    [{ "a.b": null }, { a: 5 }, true],
    [{ "a.b": null }, { a: [] }, false],
    [{ "a.b": null }, { a: [1, 2] }, false],
    [{ "a.b": null }, { a: [{ b: 1 }, {}] }, true],
    [{ "a.b": { $exists: false } }, { a: [1] }, true],
    [{ a: { $ne: null } }, {}, false],
    [{ a: { $ne: 1 } }, { a: [1, 2] }, false],
    [{ a: { $nin: [1] } }, {}, true],
    [{ a: 1 }, { a: Long.fromNumber(1) }, true],
    [{ a: 1 }, { a: new Double(1) }, true],
    [{ a: 1 }, { a: Decimal128.fromString("1.0") }, true],
    [{ a: 1 }, { a: "1" }, false],
    [{ a: 1 }, { a: true }, false],
    [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, false],
    [{ a: [1, 2] }, { a: [1, 2] }, true],
    [{ a: [1, 2] }, { a: [[1, 2], 3] }, true],
    [{ a: [1, 2] }, { a: [2, 1] }, false],
    [{ a: { $gt: 1 } }, { a: "2" }, false],
    [{ a: { $gt: 1, $lt: 5 } }, { a: [0, 10] }, true],
    [{ a: { $elemMatch: { $gt: 1, $lt: 5 } } }, { a: [0, 10] }, false],
    [{ a: { $lt: 5 } }, { a: Number.NaN }, false],
    [{ a: Number.NaN }, { a: Number.NaN }, true],
    [{ a: { $gte: null } }, {}, true],
    [{ a: { $gt: Long.fromString("9007199254740992") } }, { a: Long.fromString("9007199254740993") }, true],
    [{ "a.0": 1 }, { a: [1, 2] }, true],
    [{ "a.1.b": 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
    [{ "a.b": { $gt: 1 } }, { a: [{ b: 1 }, { b: 2 }] }, true],
    [{ a: { $size: 2 } }, { a: [[1], [2]] }, true],
    [{ a: { $size: 1 } }, { a: [[1], [2]] }, false],
    [{ a: { $all: ["x", "y"] } }, { a: ["y", "z", "x"] }, true],
    [{ a: { $all: [] } }, { a: [] }, false],
    [{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, { a: [{ b: 1 }, { b: 2 }] }, true],
    [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { c: 2 }] }, false],
    [{ a: { $type: "int" } }, { a: 1 }, true],
    [{ a: { $type: "int" } }, { a: Long.ONE }, false],
    [{ a: { $type: ["string", "number"] } }, { a: 1.5 }, true],
    [{ a: { $type: "array" } }, { a: [1] }, true],
    [{ a: { $mod: [4, 1] } }, { a: 5.7 }, true],
    [{ a: { $regex: "^ab", $options: "i" } }, { a: "ABC" }, true],
    [{ a: new BSONRegExp("b$") }, { a: ["ab", "c"] }, true],
    [{ a: { $in: [new BSONRegExp("^x"), 3] } }, { a: "xyz" }, true],
    [{ a: { $not: { $gt: 3 } } }, {}, true],
    [{ a: { $not: new BSONRegExp("^x") } }, { a: "abc" }, true],
    [{ a: { $bitsAllSet: 5 } }, { a: 7 }, true],
    [{ a: { $bitsAnyClear: [1] } }, { a: 5 }, true],
    [{ $nor: [{ a: 1 }, { b: 1 }] }, { a: 2 }, true],
    [{ $or: [{ a: 1 }, { b: 1 }] }, { b: 1 }, true],
    [{ $expr: { $gt: ["$a", "$b"] } }, { a: 2, b: 1 }, true],
    [{ $expr: { $eq: ["$a.b", 1] } }, { a: { b: Long.ONE } }, true],
    [{ a: new ObjectId("65f000000000000000000001") }, { a: new ObjectId("65f000000000000000000001") }, true],
    [{ constructor: 1 }, { constructor: 1 }, true],
    [{ toString: null }, {}, true],
  ])("%j on %j is %s", (filter, document, expected) => {
    expect(matches(filter, document)).toBe(expected);
  });

  it.each<[Document, RegExp]>([
    [{ $foo: 1 }, /unknown top level operator: \$foo/],
    [{ a: { $foo: 1 } }, /unknown operator: \$foo/],
    [{ a: { $gt: 1, b: 2 } }, /unknown operator: b/],
    [{ $and: [] }, /nonempty array/],
    [{ a: { $in: 1 } }, /needs an array/],
    [{ $where: "true" }, /JavaScript/],
    [{ a: { $near: [1, 2] } }, /geospatial/],
    [{ a: { $regex: "(" } }, /invalid/],
    [{ $expr: { $foo: 1 } }, /Unrecognized expression '\$foo'/],
    [{ $expr: { $function: { body: "return 1", args: [], lang: "js" } } }, /Unrecognized expression '\$function'/],
    [{ a: { $type: "nonsense" } }, /Unknown type name/],
  ])("refuses %j", (filter, reason) => {
    expect(() => matches(filter, { a: 1, b: 2 })).toThrow(reason);
  });
});
