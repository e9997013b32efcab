import type { Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
});
afterAll(() => server.close());

function results(documents: Document[], ...stages: Document[]): Promise<Document[]> {
  return server.db.aggregate([{ $documents: documents }, ...stages]).toArray();
}

const NUMBERS = [{ n: 1 }, { n: 2 }, { n: 2 }, { n: 4 }, { n: 7 }];

/** The values of one window function over the numbers in their order. */
async function column(output: Document, rest: Document = { sortBy: { n: 1 } }): Promise<unknown[]> {
  return (await results(NUMBERS, { $setWindowFields: { ...rest, output: { x: output } } })).map(({ x }) => x as unknown);
}

describe("$setWindowFields", () => {
  it.each<[string, Document, unknown[]]>([
    ["$rank", { $rank: {} }, [1, 2, 2, 4, 5]],
    ["$denseRank", { $denseRank: {} }, [1, 2, 2, 3, 4]],
    ["$documentNumber", { $documentNumber: {} }, [1, 2, 3, 4, 5]],
    ["$shift back", { $shift: { output: "$n", by: -1, default: "none" } }, ["none", 1, 2, 2, 4]],
    ["$shift forward", { $shift: { output: "$n", by: 2 } }, [2, 4, 7, null, null]],
    ["$sum without a window", { $sum: "$n" }, [16, 16, 16, 16, 16]],
    ["$sum so far", { $sum: "$n", window: { documents: ["unbounded", "current"] } }, [1, 3, 5, 9, 16]],
    ["$sum from here", { $sum: "$n", window: { documents: ["current", "unbounded"] } }, [16, 15, 13, 11, 7]],
    ["$sum over neighbours", { $sum: "$n", window: { documents: [-1, 1] } }, [3, 5, 8, 13, 11]],
    ["$avg over a range", { $avg: "$n", window: { range: [-1, 0] } }, [1, 5 / 3, 5 / 3, 4, 7]],
    ["$push over a range takes in equal values", { $push: "$n", window: { range: ["unbounded", "current"] } }, [[1], [1, 2, 2], [1, 2, 2], [1, 2, 2, 4], [1, 2, 2, 4, 7]]],
    ["$count ahead", { $count: {}, window: { documents: [1, 2] } }, [2, 2, 2, 1, 0]],
    ["$min and $max of an empty window", { $max: "$n", window: { documents: [-2, -1] } }, [null, 1, 2, 2, 4]],
    ["$first and $last", { $last: "$n", window: { documents: [-1, 1] } }, [2, 2, 4, 7, 7]],
    ["$addToSet", { $addToSet: "$n", window: { documents: [-1, 0] } }, [[1], [1, 2], [2], [2, 4], [4, 7]]],
    ["$lastN", { $lastN: { input: "$n", n: 2 }, window: { documents: ["unbounded", "current"] } }, [[1], [1, 2], [2, 2], [2, 4], [4, 7]]],
    ["$maxN", { $maxN: { input: "$n", n: 2 }, window: { documents: [-1, 1] } }, [[2, 1], [2, 2], [4, 2], [7, 4], [7, 4]]],
    ["$top", { $top: { sortBy: { n: -1 }, output: "$n" }, window: { documents: [-1, 0] } }, [1, 2, 2, 4, 7]],
    ["$bottomN", { $bottomN: { sortBy: { n: 1 }, output: "$n", n: 2 } }, [[4, 7], [4, 7], [4, 7], [4, 7], [4, 7]]],
    ["$median", { $median: { input: "$n", method: "approximate" } }, [2, 2, 2, 2, 2]],
    ["$covariancePop", { $covariancePop: ["$n", "$n"] }, [4.56, 4.56, 4.56, 4.56, 4.56]],
    ["$derivative", { $derivative: { input: { $multiply: ["$n", 3] } }, window: { documents: ["unbounded", "current"] } }, [null, 3, 3, 3, 3]],
    ["$integral", { $integral: { input: "$n" }, window: { documents: ["unbounded", "current"] } }, [0, 1.5, 1.5, 7.5, 24]],
    ["$expMovingAvg", { $expMovingAvg: { input: "$n", alpha: 0.5 } }, [1, 1.5, 1.75, 2.875, 4.9375]],
  ])("%s", async (_name, output, expected) => {
    const values = await column(output);
    expect(values.map((value) => (typeof value === "number" ? Math.round(value * 1e9) / 1e9 : value))).toEqual(expected.map((value) => (typeof value === "number" ? Math.round(value * 1e9) / 1e9 : value)));
  });

  it("computes each partition by itself, in the order of partitions and of the sort", async () => {
    const documents = [{ g: "b", n: 1 }, { g: "a", n: 2 }, { n: 5 }, { g: "a", n: 1 }, { g: null, n: 4 }];
    expect(await results(documents, { $setWindowFields: { partitionBy: "$g", sortBy: { n: 1 }, output: { "s.sum": { $sum: "$n", window: { documents: ["unbounded", 0] } } } } })).toEqual([
      { g: null, n: 4, s: { sum: 4 } }, { n: 5, s: { sum: 9 } }, { g: "a", n: 1, s: { sum: 1 } }, { g: "a", n: 2, s: { sum: 3 } }, { g: "b", n: 1, s: { sum: 1 } },
    ]);
  });

  it("measures dates by units, months by the calendar", async () => {
    const documents = ["2024-01-31", "2024-02-29", "2024-03-01", "2024-03-31"].map((day) => ({ d: new Date(day) }));
    const window = { range: [-1, 0], unit: "month" };
    expect((await results(documents, { $setWindowFields: { sortBy: { d: 1 }, output: { x: { $count: {}, window } } } })).map(({ x }) => x as unknown)).toEqual([1, 2, 2, 3]);
  });

  it.each<[string, Document, Document, number]>([
    ["a lower bound above the upper one", { $sum: "$n", window: { documents: [1, 0] } }, { sortBy: { n: 1 } }, 5_339_900],
    ["a part of a document", { $sum: "$n", window: { documents: [0.5, 1] } }, { sortBy: { n: 1 } }, 9],
    ["bounds without an order", { $sum: "$n", window: { documents: [0, 1] } }, {}, 5_339_901],
    ["a range without an order", { $sum: "$n", window: { range: [0, 1] } }, {}, 5_339_902],
    ["two kinds of bounds", { $sum: "$n", window: { range: [0, 1], documents: [0, 1] } }, { sortBy: { n: 1 } }, 9],
    ["a rank without an order", { $rank: {} }, {}, 5_371_602],
    ["a range of something else", { $sum: 1, window: { range: [0, 1] } }, { sortBy: { missing: 1 } }, 5_429_414],
    ["a partition that is an array", { $sum: "$n" }, { partitionBy: ["$n"] }, 14],
  ])("refuses %s", async (_name, output, rest, code) => {
    expect(await failureOf(column(output, rest))).toMatchObject({ code });
  });
});

describe("$fill", () => {
  const series = [{ t: 1, v: 1 }, { t: 2 }, { t: 3, v: null }, { t: 5, v: 9 }, { t: 6 }];
  it.each<[string, Document, unknown[]]>([
    ["linear", { sortBy: { t: 1 }, output: { v: { method: "linear" } } }, [1, 3, 5, 9, null]],
    ["locf", { sortBy: { t: 1 }, output: { v: { method: "locf" } } }, [1, 1, 1, 9, 9]],
    ["a value", { output: { v: { value: { $multiply: ["$t", 10] } } } }, [1, 20, 30, 9, 60]],
    ["within partitions", { sortBy: { t: 1 }, partitionBy: { $gt: ["$t", 2] }, output: { v: { method: "locf" } } }, [1, 1, null, 9, 9]],
  ])("%s", async (_name, specification, expected) => {
    expect((await results(series, { $fill: specification })).map(({ v }) => v as unknown)).toEqual(expected);
  });
});

describe("$densify", () => {
  const rows = [{ a: 600, v: "x" }, { a: 750, v: "x" }, { a: 950, v: "x" }, { a: 700, v: "y" }, { a: 1000, v: "y" }, { v: "z" }];
  it.each<[string, unknown, [string, number[]][]]>([
    ["the full range, its end included", "full", [["x", [600, 750, 800, 950, 1000]], ["y", [600, 700, 800, 1000]]]],
    ["the range of each partition", "partition", [["x", [600, 750, 800, 950]], ["y", [700, 900, 1000]]]],
    ["a given range, its end left out", [700, 1000], [["x", [600, 700, 750, 900, 950]], ["y", [700, 900, 1000]]]],
  ])("%s", async (_name, bounds, expected) => {
    const found = await results(rows, { $densify: { field: "a", partitionByFields: ["v"], range: { step: 200, bounds } } }, { $match: { a: { $gt: 0 } } }, { $sort: { v: 1, a: 1 } });
    expect([...Map.groupBy(found, ({ v }) => v as string)].map(([v, list]) => [v, list.map(({ a }) => a as number)])).toEqual(expected);
  });

  it("makes the documents of a given range out of nothing", async () => {
    expect(await results([], { $densify: { field: "a", range: { step: 1, bounds: [0, 3] } } })).toEqual([{ a: 0 }, { a: 1 }, { a: 2 }]);
  });

  it("ends when it makes too many documents", async () => {
    expect(await failureOf(results([{ a: 1 }, { a: 1e9 }], { $densify: { field: "a", range: { step: 1, bounds: "full" } } }))).toMatchObject({ code: 5_897_900 });
  });
});

describe("$bucketAuto", () => {
  // The example of MongoDB's manual: the numbers 0 to 99 in five buckets.
  it.each<[string | undefined, [number, number, number][]]>([
    [undefined, [[0, 20, 20], [20, 40, 20], [40, 60, 20], [60, 80, 20], [80, 99, 20]]],
    ["R20", [[0, 20, 20], [20, 40, 20], [40, 63, 23], [63, 90, 27], [90, 100, 10]]],
    ["E24", [[0, 20, 20], [20, 43, 23], [43, 68, 25], [68, 91, 23], [91, 100, 9]]],
    ["1-2-5", [[0, 20, 20], [20, 50, 30], [50, 100, 50]]],
    ["POWERSOF2", [[0, 32, 32], [32, 64, 32], [64, 128, 36]]],
  ])("with granularity %s", async (granularity, expected) => {
    const numbers = Array.from({ length: 100 }, (_, n) => ({ n }));
    const found = await results(numbers, { $bucketAuto: { groupBy: "$n", buckets: 5, ...(granularity !== undefined && { granularity }) } });
    expect(found.map(({ _id, count }) => [_id.min, _id.max, count] as unknown)).toEqual(expected);
  });

  it("keeps equal values together and computes outputs", async () => {
    expect(await results([1, 1, 1, 2, 3].map((n) => ({ n })), { $bucketAuto: { groupBy: "$n", buckets: 2, output: { all: { $push: "$n" } } } })).toEqual([
      { _id: { min: 1, max: 2 }, all: [1, 1, 1] }, { _id: { min: 2, max: 3 }, all: [2, 3] },
    ]);
  });

  it.each<[string, Document, number]>([
    ["no bucket", { groupBy: "$n", buckets: 0 }, 40_243],
    ["an unknown granularity", { groupBy: "$n", buckets: 2, granularity: "R6" }, 40_257],
    ["a granularity of text", { groupBy: { $literal: "a" }, buckets: 2, granularity: "R5" }, 40_258],
    ["a granularity of negative numbers", { groupBy: { $literal: -1 }, buckets: 2, granularity: "R5" }, 40_260],
  ])("refuses %s", async (_name, specification, code) => {
    expect(await failureOf(results(NUMBERS, { $bucketAuto: specification }))).toMatchObject({ code });
  });
});

describe("$median and $percentile", () => {
  it("order numbers as numbers", async () => {
    const numbers = [100, 9, 10, 8, 20].map((n) => ({ n }));
    const percentile = { input: "$n", p: [0.2, 0.5, 1], method: "approximate" };
    expect(await results(numbers, { $group: { _id: null, median: { $median: { input: "$n", method: "approximate" } }, percentiles: { $percentile: percentile } } })).toEqual([{ _id: null, median: 10, percentiles: [8, 10, 100] }]);
    expect(await results([{ list: [100, 9, 10] }], { $project: { m: { $median: { input: "$list", method: "approximate" } } } })).toEqual([{ m: 10 }]);
  });
});
