import fc from "fast-check";
import type { Collection, CollationOptions, Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
});
afterAll(() => server.close());

const texts = fc.constantFrom("a", "A", "á", "b", "ab", "A-b", "10", "9");
const scalars = fc.oneof(texts, fc.integer({ min: 0, max: 4 }), fc.constantFrom(null, true, 2.5));
const values = fc.oneof({ weight: 3, arbitrary: scalars }, { weight: 1, arbitrary: fc.array(scalars, { maxLength: 3 }) }, { weight: 1, arbitrary: fc.record({ x: scalars }) });
const documents = fc.array(fc.record({ a: values, b: scalars }, { requiredKeys: [] }), { minLength: 1, maxLength: 12 });
const conditions = fc.oneof(
  scalars,
  fc.tuple(fc.constantFrom("$gt", "$gte", "$lt", "$lte", "$eq", "$ne"), scalars).map(([operator, operand]) => ({ [operator]: operand })),
  fc.tuple(fc.constantFrom("$in", "$nin"), fc.array(scalars, { minLength: 1, maxLength: 3 })).map(([operator, operand]) => ({ [operator]: operand })),
  fc.array(scalars, { minLength: 1, maxLength: 2 }).map((operand) => ({ $all: operand })),
  scalars.map((operand) => ({ $elemMatch: { $eq: operand } })),
  scalars.map((operand) => ({ $not: { $gte: operand } })),
);
const filters = fc.array(fc.tuple(fc.constantFrom("a", "b", "a.x"), conditions), { minLength: 1, maxLength: 2 }).map((entries): Document => Object.fromEntries(entries));
const sorts = fc.constantFrom<Document>({ _id: 1 }, { a: 1, _id: 1 }, { b: -1, _id: 1 }, { a: 1, b: -1, _id: 1 });
const collations = fc.constantFrom<CollationOptions | undefined>(undefined, undefined, { locale: "en", strength: 2 }, { locale: "sv", strength: 1 }, { locale: "en", numericOrdering: true });

async function filled(content: readonly Document[]): Promise<Collection<Document>> {
  const collection = server.db.collection<Document>(freshName());
  await collection.insertMany(content.map((document, index) => ({ _id: index, ...document })) as never[]);
  return collection;
}

describe("indexes", () => {
  it("never change an answer, under any collation", async () => {
    await fc.assert(
      fc.asyncProperty(documents, fc.array(fc.tuple(filters, sorts, collations), { minLength: 4, maxLength: 8 }), collations, async (content, queries, indexCollation) => {
        const [plain, indexed] = [await filled(content), await filled(content)];
        const options = indexCollation === undefined ? {} : { collation: indexCollation };
        const keys: Record<string, 1 | -1>[] = [{ a: 1 }, { "a.x": -1 }, { b: 1, "a.x": 1 }];
        for (const key of keys) await indexed.createIndex(key, options);
        for (const [filter, sort, collation] of queries) {
          const run = async (collection: Collection<Document>): Promise<Document[]> => await collection.find(filter, collation === undefined ? {} : { collation }).sort(sort as never).toArray();
          expect(await run(indexed)).toEqual(await run(plain));
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

describe("updates", () => {
  it("and their opposites leave a document as it was", async () => {
    const pairs = fc.constantFrom<[forth: Document, back: Document]>(
      [{ $inc: { n: 7 } }, { $inc: { n: -7 } }],
      [{ $push: { list: "new" } }, { $pop: { list: 1 } }],
      [{ $push: { list: { $each: ["new"], $position: 0 } } }, { $pop: { list: -1 } }],
      [{ $rename: { a: "z" } }, { $rename: { z: "a" } }],
      [{ $bit: { n: { xor: 5 } } }, { $bit: { n: { xor: 5 } } }],
      [{ $set: { fresh: { deep: 1 } } }, { $unset: { fresh: "" } }],
      [{ $addToSet: { list: "unique" } }, { $pull: { list: "unique" } }],
    );
    await fc.assert(
      fc.asyncProperty(fc.record({ a: values, n: fc.integer({ min: -1000, max: 1000 }), list: fc.array(fc.integer({ max: 9 }), { maxLength: 4 }) }), fc.array(pairs, { minLength: 1, maxLength: 4 }), async (document, steps) => {
        const collection = await filled([document]);
        await collection.createIndex({ list: 1, n: 1 });
        for (const [forth] of steps) await collection.updateOne({ _id: 0 } as never, forth);
        for (const [, back] of steps.toReversed()) await collection.updateOne({ _id: 0 } as never, back);
        expect(await collection.findOne()).toEqual({ _id: 0, ...document });
        expect(await collection.countDocuments({ n: document.n })).toBe(1);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
