import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Binary, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Document } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { Expressions } from "../aggregate/expressions.ts";
import { parseIndexSpecification } from "../index/index-specification.ts";
import { createCollection } from "../storage/collections.ts";
import { Engine } from "../storage/engine.ts";
import type { Collection } from "../storage/catalog.ts";
import { countDocuments, documentOf, findDocuments } from "./execute.ts";
import { compileFilter } from "./filter.ts";
import { SortKeys, parseSort } from "./sort.ts";

// Few values and few paths, so that most queries match something and most of them through an index.
const numbers = fc.constantFrom<unknown>(0, 1, 2, 3, 2.5, new Double(1), Long.fromNumber(2));
const oddities = fc.constantFrom<unknown>(null, Number.NaN, Infinity, -Infinity, "a", "ab", "", true, new Date(1), new ObjectId("ff".repeat(12)), new Timestamp({ t: 0xffffffff, i: 1 }), new Binary(Buffer.alloc(0)), new MinKey(), new MaxKey());
const scalars = fc.oneof({ weight: 4, arbitrary: numbers }, { weight: 1, arbitrary: oddities });
const inner = fc.array(fc.tuple(fc.constantFrom("x", "y"), scalars), { maxLength: 2 }).map((entries) => Object.fromEntries(entries));
const arrays = fc.array(fc.oneof({ weight: 2, arbitrary: scalars }, inner), { maxLength: 3 });
const values = fc.oneof({ weight: 3, arbitrary: scalars }, { weight: 1, arbitrary: inner }, { weight: 2, arbitrary: arrays });
const documents = fc.array(
  fc.record({ a: values, b: values, c: scalars }, { requiredKeys: ["a"] }).map((document): Document => ({ ...document })),
  { minLength: 5, maxLength: 20 },
);
const paths = fc.oneof({ weight: 3, arbitrary: fc.constant("a") }, { weight: 2, arbitrary: fc.constant("b") }, fc.constantFrom("c", "a.x", "a.y", "b.y", "a.0"));
const direction = fc.constantFrom(1, -1);
const indexes = fc.array(
  fc.record({
    key: fc.uniqueArray(fc.tuple(paths, direction), { minLength: 1, maxLength: 3, selector: ([path]) => path }).map((entries) => Object.fromEntries(entries)),
    sparse: fc.nat(4).map((roll) => roll === 0),
    partial: fc.option(fc.constantFrom<Document>({ c: { $exists: true } }, { a: { $gt: 0 } }), { nil: undefined, freq: 6 }),
  }),
  { minLength: 1, maxLength: 3 },
);
const conditions = fc.oneof(
  { weight: 3, arbitrary: numbers },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom("$gt", "$gte"), numbers, fc.constantFrom("$lt", "$lte"), numbers).map(([above, low, below, high]) => ({ [above]: low, [below]: high })) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom("$eq", "$ne", "$gt", "$gte", "$lt", "$lte"), scalars).map(([operator, operand]) => ({ [operator]: operand })) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom("$in", "$in", "$nin"), fc.array(scalars, { maxLength: 3 })).map(([operator, operand]) => ({ [operator]: operand })) },
  values,
  fc.constantFrom<unknown>({ $exists: true }, { $exists: false }, { $regex: "^a" }, { $size: 1 }, { $elemMatch: { $gte: 1 } }, { $elemMatch: { x: { $gte: 1 }, y: { $lt: 3 } } }, { $not: { $gt: 1 } }),
);
const askedPaths = fc.oneof({ weight: 8, arbitrary: paths }, fc.constant("_id"));
const simpleFilters = fc.array(fc.tuple(askedPaths, conditions), { minLength: 1, maxLength: 2 }).map((entries) => Object.fromEntries(entries) as Document);
const filters = fc.oneof(
  { weight: 5, arbitrary: simpleFilters },
  fc.array(simpleFilters, { minLength: 1, maxLength: 3 }).map((branches): Document => ({ $or: branches })),
  fc.tuple(simpleFilters, simpleFilters).map((branches): Document => ({ $and: branches })),
);
const orders = fc.oneof(fc.constant<Document>({}), fc.uniqueArray(fc.tuple(paths, direction), { maxLength: 2, selector: ([path]) => path }).map((entries) => Object.fromEntries(entries) as Document));
const queries = fc.array(fc.record({ source: filters, order: orders, skip: fc.nat(3), limit: fc.option(fc.integer({ min: 1, max: 5 }), { nil: Infinity }) }), { minLength: 6, maxLength: 12 });

const NO_CONFLICT = /parallel arrays/;

describe("query execution", () => {
  let folder: string;
  let engine: Engine;
  let next = 0;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tessera-store-"));
    engine = new Engine({ dbPath: folder });
  });
  afterAll(() => {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function fill(contents: readonly Document[], specifications: readonly { key: Document; sparse: boolean; partial: Document | undefined }[]): { collection: Collection; stored: Document[] } {
    return engine.group.write(() => {
      let collection = createCollection(engine, "test", `c${next++}`, {});
      specifications.forEach(({ key, sparse, partial }, position) => {
        const options = partial === undefined ? (sparse ? { sparse: true } : {}) : { partialFilterExpression: partial };
        collection = engine.catalog.addIndex(collection, parseIndexSpecification({ key, name: `i${position}`, ...options })).collection;
      });
      const stored: Document[] = [];
      for (const [position, content] of contents.entries()) {
        const document = { _id: position, ...content };
        try {
          engine.group.write(() => engine.writer.insert(collection, document, writeDocument(document)));
          stored.push(document);
        } catch (error) {
          if (!(error instanceof Error && NO_CONFLICT.test(error.message))) throw error;
        }
      }
      return { collection: engine.catalog.find("test", collection.name) as Collection, stored };
    });
  }

  it("finds through indexes exactly what a scan of all documents finds, in the same order", () => {
    fc.assert(
      fc.property(documents, indexes, queries, (contents, specifications, asked) => {
        const { collection, stored } = fill(contents, specifications);
        for (const query of asked) assertSameAsScan(collection, stored, query);
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  function assertSameAsScan(collection: Collection, stored: readonly Document[], { source, order, skip, limit }: { source: Document; order: Document; skip: number; limit: number }): void {
    const filter = compileFilter(source, new Expressions());
    const sort = parseSort(order);
    const expected = stored.filter((document) => filter.test(document));
    const found = [...findDocuments(engine, collection, { filter, sort, skip: 0, limit: Infinity })].map(documentOf);
    const ids = (list: readonly Document[]): number[] => list.map((document) => document["_id"] as number);
    expect(ids(found).toSorted((a, b) => a - b)).toEqual(ids(expected));
    if (sort.length > 0) {
      const keys = new SortKeys(sort);
      const keysOf = (list: readonly Document[]): string[] => list.map((document) => keys.keyOf(document).toString("hex"));
      expect(keysOf(found)).toEqual(keysOf(expected).toSorted());
    }
    const window = [...findDocuments(engine, collection, { filter, sort, skip, limit })].map(documentOf);
    expect(window.length).toBe(Math.min(Math.max(expected.length - skip, 0), limit));
    expect(countDocuments(engine, collection, { filter, sort: [], skip, limit })).toBe(window.length);
  }

  it.each<[string, Document, number[]]>([
    ["a range between two values of equal length", { _id: { $gte: 2, $lte: 4 } }, [2, 3, 4]],
    ["a range of one value", { _id: { $gte: 2, $lte: 2 } }, [2]],
    ["a range without its ends", { _id: { $gt: 2, $lt: 4 } }, [3]],
    ["a range and a list", { _id: { $gte: 2, $lte: 5, $in: [1, 3, 5, 7] } }, [3, 5]],
  ])("finds by _id: %s", (_name, source, expected) => {
    const { collection } = fill(Array.from({ length: 8 }, () => ({ a: 1 })), []);
    const filter = compileFilter(source, new Expressions());
    for (const direction of [1, -1]) {
      const found = [...findDocuments(engine, collection, { filter, sort: parseSort({ _id: direction }), skip: 0, limit: Infinity })].map((row) => documentOf(row)["_id"]);
      expect(found).toEqual(direction === 1 ? expected : expected.toReversed());
    }
    expect(countDocuments(engine, collection, { filter, sort: [], skip: 0, limit: Infinity })).toBe(expected.length);
  });

  it("keeps index keys in step with every change of a document", () => {
    fc.assert(
      fc.property(documents, documents, indexes, fc.array(filters, { minLength: 6, maxLength: 10 }), (contents, replacements, specifications, sources) => {
        const { collection, stored } = fill(contents, specifications);
        const all = compileFilter({}, new Expressions());
        const current = new Map(stored.map((document) => [document["_id"] as number, document]));
        engine.group.write(() => {
          const rows = [...findDocuments(engine, collection, { filter: all, sort: [], skip: 0, limit: Infinity })];
          for (const row of rows) {
            const before = documentOf(row);
            const id = before["_id"] as number;
            const content = replacements[id];
            if (content === undefined) {
              engine.writer.remove(collection, row);
              current.delete(id);
              continue;
            }
            const after = { _id: id, ...content };
            try {
              engine.group.write(() => engine.writer.change(collection, row, before, after, writeDocument(after), "replace"));
              current.set(id, after);
            } catch (error) {
              if (!(error instanceof Error && NO_CONFLICT.test(error.message))) throw error;
            }
          }
        });
        const latest = engine.catalog.find("test", collection.name) as Collection;
        for (const source of sources) {
          const filter = compileFilter(source, new Expressions());
          const found = [...findDocuments(engine, latest, { filter, sort: [], skip: 0, limit: Infinity })].map((row) => documentOf(row)["_id"] as number);
          expect(found.toSorted((a, b) => a - b)).toEqual([...current.values()].filter((document) => filter.test(document)).map((document) => document["_id"]));
        }
      }),
      { numRuns: 120 },
    );
  }, 120_000);
});
