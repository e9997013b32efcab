import mongoose from "mongoose";
import type { Connection } from "mongoose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreProcess, eventually } from "./store-process.ts";

let store: StoreProcess;
let connection: Connection;

beforeAll(async () => {
  store = await StoreProcess.start();
  connection = await mongoose.createConnection(store.uri, { dbName: "app" }).asPromise();
});
afterAll(async () => {
  await connection.close();
  await store.dispose();
});

const personSchema = new mongoose.Schema(
  {
    name: { type: String, required: true, unique: true },
    age: { type: Number, index: true },
    tags: { type: [String], index: true },
    address: { city: String },
    team: { type: mongoose.Schema.Types.ObjectId, ref: "Team" },
    balance: mongoose.Schema.Types.Decimal128,
    expiresAt: { type: Date, expires: 60 },
  },
  { timestamps: true, optimisticConcurrency: true },
);
const teamSchema = new mongoose.Schema({ title: String });

describe("mongoose", () => {
  it("creates the declared indexes and reports duplicates", async () => {
    const Person = connection.model("Person", personSchema);
    await Person.init();
    const indexes = await Person.listIndexes();
    expect(indexes.map(({ name }: { name: string }) => name)).toEqual(["_id_", "name_1", "age_1", "tags_1", "expiresAt_1"]);
    expect(await Person.syncIndexes()).toEqual([]);
    await Person.create({ name: "ann", age: 30, tags: ["a", "b"], balance: "10.50" });
    await expect(Person.create({ name: "ann" })).rejects.toMatchObject({ code: 11_000 });
    const found = await Person.findOne({ tags: "b" }).orFail();
    expect(String(found.balance)).toBe("10.50");
    found.age = 31;
    await found.save();
    const stale = await Person.findOne({ name: "ann" }).orFail();
    await Person.updateOne({ name: "ann" }, { $inc: { __v: 1 } });
    stale.age = 32;
    await expect(stale.save()).rejects.toThrow(mongoose.Error.VersionError);
  });

  it("populates, aggregates, bulk-writes and pages", async () => {
    const Person = connection.model("Person", personSchema);
    const Team = connection.model("Team", teamSchema);
    const [red, blue] = await Team.create([{ title: "red" }, { title: "blue" }]);
    await Person.bulkWrite([
      ...Array.from({ length: 10 }, (_, n) => ({ insertOne: { document: { name: `p${n}`, age: n, team: n % 2 === 0 ? red?._id : blue?._id } } })),
      { updateMany: { filter: { age: { $lt: 3 } }, update: { $set: { "address.city": "Ulm" } } } },
      { deleteOne: { filter: { name: "p9" } } },
      { replaceOne: { filter: { name: "p8" }, replacement: { name: "p8", age: 80, team: undefined }, upsert: true } },
    ]);
    const populated = await Person.findOne({ name: "p1" }).populate<{ team: { title: string } }>("team").orFail();
    expect(populated.team.title).toBe("blue");
    const teams = await Person.aggregate<{ _id: string; n: number; oldest: number }>([
      { $match: { team: { $ne: null } } },
      { $lookup: { from: "teams", localField: "team", foreignField: "_id", as: "team" } },
      { $unwind: "$team" },
      { $group: { _id: "$team.title", n: { $sum: 1 }, oldest: { $max: "$age" } } },
      { $sort: { _id: 1 } },
    ]);
    expect(teams).toEqual([{ _id: "blue", n: 4, oldest: 7 }, { _id: "red", n: 4, oldest: 6 }]);
    expect(await Person.countDocuments({ "address.city": "Ulm" })).toBe(3);
    expect(await Person.distinct("age", { age: { $lte: 2 } })).toEqual([0, 1, 2]);
    const page = await Person.find({ age: { $gte: 0 } }, { name: 1, _id: 0 }).sort({ age: -1, name: 1 }).skip(1).limit(2).lean();
    expect(page).toEqual([{ name: "ann" }, { name: "p7" }]);
    const cursorNames: string[] = [];
    for await (const person of Person.find({ name: /^p\d$/ }).sort("name").cursor({ batchSize: 2 })) cursorNames.push(person.name);
    expect(cursorNames).toEqual(["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"]);
  });

  it("runs a transaction and watches a model", async () => {
    const Person = connection.model("Person", personSchema);
    const openCursors = async (): Promise<number> => (await connection.db?.admin().command({ serverStatus: 1 }))?.["metrics"].cursor.open.total as number;
    const before = await openCursors();
    const stream = Person.watch([{ $match: { operationType: "insert" } }]);
    const seen = new Promise<{ fullDocument: { name: string } }>((resolve) => stream.once("change", (event) => resolve(event as never)));
    await eventually(async () => (await openCursors()) > before);
    await connection.transaction(async (session) => {
      await new Person({ name: "tina", age: 1 }).save({ session });
      await Person.updateOne({ name: "tina" }, { $inc: { age: 1 } }, { session });
    });
    expect(await Person.findOne({ name: "tina" }).lean()).toMatchObject({ age: 2 });
    expect((await seen).fullDocument.name).toBe("tina");
    await stream.close();
  });
});
