import type { Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

const PEOPLE = [
  { _id: 1, name: "Ada", team: "red", age: 36, tags: ["x"] },
  { _id: 2, name: "Bob", team: "blue", age: 20, tags: ["x", "y"] },
  { _id: 3, name: "Cy", team: "red", age: 52, tags: [] },
  { _id: 4, name: "Di", team: "blue", age: 41, tags: ["z"] },
];
let server: ConformanceServer;
let base: string;
let adults: string;
let names: string;

async function create(viewOn: string, pipeline: Document[], options: Document = {}): Promise<string> {
  const name = freshName();
  await server.db.command({ create: name, viewOn, pipeline, ...options });
  return name;
}

beforeAll(async () => {
  server = await conformanceServer();
  base = freshName();
  await server.db.collection<Document>(base).insertMany(PEOPLE as never[]);
  await server.db.collection(base).createIndex({ team: 1, age: 1 });
  adults = await create(base, [{ $match: { age: { $gte: 30 } } }]);
  names = await create(adults, [{ $project: { name: 1, team: 1 } }]);
});
afterAll(() => server.close());

describe("reading through views", () => {
  it("finds with filter, order, window and projection", async () => {
    expect(await server.db.collection(adults).find({ team: "red" }).sort({ age: -1 }).toArray()).toEqual([PEOPLE[2], PEOPLE[0]]);
    expect(await server.db.collection(adults).find().sort({ _id: 1 }).skip(1).limit(1).project({ _id: 0, age: 1 }).toArray()).toEqual([{ age: 52 }]);
    expect(await server.db.collection(names).find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1, name: "Ada", team: "red" }, { _id: 3, name: "Cy", team: "red" }, { _id: 4, name: "Di", team: "blue" }]);
    expect(await server.db.collection(names).find({ age: 36 }).toArray()).toEqual([]);
  });

  it("hands large results out in batches", async () => {
    const [many, view] = [freshName(), freshName()];
    await server.db.collection<Document>(many).insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    await server.db.command({ create: view, viewOn: many, pipeline: [{ $set: { twice: { $multiply: ["$n", 2] } } }] });
    const found = await server.db.collection(view).find().batchSize(50).toArray();
    expect(found).toHaveLength(500);
    expect(found.every(({ n, twice }) => twice === 2 * n)).toBe(true);
  });

  it("counts and lists distinct values", async () => {
    const view = server.db.collection(adults);
    expect([await view.estimatedDocumentCount(), await view.countDocuments(), await view.countDocuments({ team: "red" }), await view.countDocuments({}, { skip: 1, limit: 1 })]).toEqual([3, 3, 2, 1]);
    expect((await server.db.command({ count: adults, query: { team: "red" }, skip: 1 }))["n"]).toBe(1);
    expect(await view.distinct("tags")).toEqual(["x", "z"]);
    expect(await view.distinct("name", { team: "red" })).toEqual(["Ada", "Cy"]);
  });

  it("aggregates, joins and unites", async () => {
    expect(await server.db.collection(adults).aggregate([{ $group: { _id: "$team", n: { $sum: 1 } } }, { $sort: { _id: 1 } }]).toArray()).toEqual([{ _id: "blue", n: 1 }, { _id: "red", n: 2 }]);
    const joined = await server.db.collection(base).aggregate([{ $match: { _id: 2 } }, { $lookup: { from: names, localField: "team", foreignField: "team", as: "mates" } }, { $project: { mates: 1 } }]).toArray();
    expect(joined).toEqual([{ _id: 2, mates: [{ _id: 4, name: "Di", team: "blue" }] }]);
    expect(await server.db.collection(base).aggregate([{ $match: { _id: 2 } }, { $unionWith: { coll: names, pipeline: [{ $match: { _id: 4 } }] } }, { $project: { _id: 1 } }]).toArray()).toEqual([{ _id: 2 }, { _id: 4 }]);
  });

  it("is served by the indexes below", async () => {
    const plan = await server.db.collection(adults).find({ team: "red" }).explain("queryPlanner");
    expect(JSON.stringify(plan)).toContain("IXSCAN");
    expect(JSON.stringify(plan)).not.toContain("COLLSCAN");
  });

  it("works in transactions, and on what is not there yet", async () => {
    const missing = await create(freshName(), []);
    expect(await server.db.collection(missing).find().toArray()).toEqual([]);
    await server.client.withSession((session) => session.withTransaction(async () => {
      await server.db.collection<Document>(base).insertOne({ _id: 9, team: "green", age: 99 } as never, { session });
      expect(await server.db.collection(adults).find({ team: "green" }, { session }).toArray()).toHaveLength(1);
      await server.db.collection<Document>(base).deleteOne({ _id: 9 } as never, { session });
    }));
  });
});

describe("collation of views", () => {
  it("is their own and cannot be overridden", async () => {
    const view = await create(base, [], { collation: { locale: "en", strength: 2 } });
    expect(await server.db.collection(view).find({ name: "ADA" }).toArray()).toEqual([PEOPLE[0]]);
    expect(await server.db.collection(view).find({ name: "ADA" }, { collation: { locale: "en", strength: 2 } }).toArray()).toHaveLength(1);
    expect(await failureOf(server.db.collection(view).find({}, { collation: { locale: "fr" } }).toArray())).toMatchObject({ code: 167 });
    expect(await failureOf(server.db.collection(adults).aggregate([], { collation: { locale: "fr" } }).toArray())).toMatchObject({ code: 167 });
    expect(await failureOf(create(view, []))).toMatchObject({ code: 167 });
  });
});

describe("refusals", () => {
  it.each<[string, (name: string) => Document]>([
    ["insert", (name) => ({ insert: name, documents: [{ a: 1 }] })],
    ["update", (name) => ({ update: name, updates: [{ q: {}, u: { $set: { a: 1 } } }] })],
    ["upsert", (name) => ({ update: name, updates: [{ q: { a: 1 }, u: { $set: { a: 1 } }, upsert: true }] })],
    ["delete", (name) => ({ delete: name, deletes: [{ q: {}, limit: 0 }] })],
    ["findAndModify", (name) => ({ findAndModify: name, query: {}, remove: true })],
    ["createIndexes", (name) => ({ createIndexes: name, indexes: [{ key: { a: 1 }, name: "a_1" }] })],
    ["dropIndexes", (name) => ({ dropIndexes: name, index: "*" })],
    ["listIndexes", (name) => ({ listIndexes: name })],
    ["validate", (name) => ({ validate: name })],
    ["$out", (name) => ({ aggregate: base, pipeline: [{ $out: name }], cursor: {} })],
    ["$merge", (name) => ({ aggregate: base, pipeline: [{ $merge: name }], cursor: {} })],
    ["$changeStream", (name) => ({ aggregate: name, pipeline: [{ $changeStream: {} }], cursor: {} })],
  ])("%s is not for views", async (_name, command) => {
    expect(await failureOf(server.db.command(command(adults)).then((reply) => {
      const [error] = (reply["writeErrors"] as Document[] | undefined) ?? [];
      if (error !== undefined) throw Object.assign(new Error(String(error["errmsg"])), error);
    }))).toMatchObject({ code: 166 });
    expect(await server.db.collection(base).countDocuments()).toBe(4);
  });

  it("bulkWrite tells of the view in its result", async () => {
    const reply = await server.client.db("admin").command({ bulkWrite: 1, ops: [{ insert: 0, document: { _id: 77 } }], nsInfo: [{ ns: `${server.db.databaseName}.${adults}` }] });
    expect(reply).toMatchObject({ nErrors: 1, nInserted: 0, cursor: { firstBatch: [{ ok: 0, code: 166 }] } });
  });

  it.each<[string, Document, number]>([
    ["a pipeline that writes", { pipeline: [{ $out: "other" }] }, 167],
    ["an unknown stage", { pipeline: [{ $nothing: 1 }] }, 40_324],
    ["a pipeline that is no array", { pipeline: { $match: {} } }, 14],
    ["a validator", { pipeline: [], validator: { a: 1 } }, 72],
  ])("creates no view with %s", async (_name, options, code) => {
    expect(await failureOf(server.db.command({ create: freshName(), viewOn: base, ...options }))).toMatchObject({ code });
  });

  it("views cannot be renamed, nor a collection into one", async () => {
    expect(await failureOf(server.db.collection(adults).rename(freshName()))).toMatchObject({ code: 166 });
    const other = freshName();
    await server.db.createCollection(other);
    expect(await failureOf(server.db.collection(other).rename(adults, { dropTarget: true }))).toMatchObject({ code: 48 });
  });
});

describe("definitions", () => {
  it("are listed, changed and dropped", async () => {
    const view = await create(base, [{ $match: { team: "red" } }]);
    expect(await server.db.listCollections({ name: view }).toArray()).toEqual([{ name: view, type: "view", options: { viewOn: base, pipeline: [{ $match: { team: "red" } }] }, info: { readOnly: true } }]);
    await server.db.command({ collMod: view, viewOn: base, pipeline: [{ $match: { team: "blue" } }] });
    expect(await server.db.collection(view).distinct("team")).toEqual(["blue"]);
    expect(await failureOf(server.db.command({ collMod: view, viewOn: base }))).toMatchObject({ code: 72 });
    expect(await failureOf(server.db.command({ collMod: base, viewOn: adults, pipeline: [] }))).toMatchObject({ code: 72 });
    expect(await failureOf(server.db.createCollection(view))).toMatchObject({ code: 48 });
    expect(await server.db.dropCollection(view)).toBe(true);
    expect(await server.db.listCollections({ name: view }).toArray()).toEqual([]);
    expect(await server.db.collection(base).countDocuments()).toBe(4);
  });

  it("must not go in a circle", async () => {
    const [first, second] = [freshName(), freshName()];
    await server.db.command({ create: first, viewOn: second, pipeline: [] });
    expect(await failureOf(server.db.command({ create: second, viewOn: first, pipeline: [] }))).toMatchObject({ code: 5 });
    expect(await failureOf(server.db.command({ create: second, viewOn: base, pipeline: [{ $lookup: { from: first, pipeline: [], as: "a" } }] }))).toMatchObject({ code: 5 });
    expect(await failureOf(server.db.command({ collMod: first, viewOn: first, pipeline: [] }))).toMatchObject({ code: 5 });
  });

  it("stack 20 deep and no further", async () => {
    let top = base;
    for (let depth = 0; depth < 20; depth++) top = await create(top, [{ $set: { [`d${depth}`]: depth } }]);
    expect(await server.db.collection(top).findOne({ _id: 1 } as never)).toMatchObject({ name: "Ada", d0: 0, d19: 19 });
    expect(await failureOf(create(top, []))).toMatchObject({ code: 165 });
  });
});
