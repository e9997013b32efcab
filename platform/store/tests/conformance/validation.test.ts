import type { Collection, Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
});
afterAll(() => server.close());

const SCHEMA = { $jsonSchema: { bsonType: "object", required: ["name"], properties: { name: { bsonType: "string" }, age: { bsonType: "int", minimum: 0 } } } };

async function guarded(options: Document): Promise<Collection<Document>> {
  return await server.db.createCollection<Document>(freshName(), options);
}

describe("validators", () => {
  it.each<[string, Document, boolean]>([
    ["everything right", { name: "Ann", age: 5 }, true],
    ["a required field is missing", { age: 5 }, false],
    ["a wrong type", { name: 1 }, false],
    ["below the minimum", { name: "Ann", age: -1 }, false],
    ["fields that the schema does not name", { name: "Ann", more: 1 }, true],
  ])("$jsonSchema: %s", async (_name, document, isValid) => {
    const collection = await guarded({ validator: SCHEMA });
    if (isValid) expect(await collection.insertOne(document)).toMatchObject({ acknowledged: true });
    else expect(await failureOf(collection.insertOne(document))).toMatchObject({ code: 121 });
  });

  it("may be any filter, and tell what failed", async () => {
    const collection = await guarded({ validator: { age: { $gte: 18 }, $or: [{ name: { $type: "string" } }, { alias: { $exists: true } }] } });
    await collection.insertOne({ age: 18, name: "Ann" });
    let info: Document = {};
    try {
      await collection.insertOne({ _id: 7, age: 3, name: "Bob" } as never);
    } catch (error) {
      info = (error as { errInfo: Document }).errInfo;
    }
    expect(info).toMatchObject({ failingDocumentId: 7, details: { operatorName: "$and", clausesNotSatisfied: [{ index: 0, details: { operatorName: "$gte", reason: "comparison failed", consideredValue: 3 } }] } });
  });

  it("hold for every kind of write", async () => {
    const collection = await guarded({ validator: SCHEMA });
    await collection.insertOne({ _id: 1, name: "Ann" } as never);
    const writes = [
      () => collection.updateOne({ _id: 1 } as never, { $set: { name: 5 } }),
      () => collection.replaceOne({ _id: 1 } as never, { title: "x" }),
      () => collection.findOneAndUpdate({ _id: 1 } as never, { $unset: { name: "" } }),
      () => collection.updateOne({ _id: 2 } as never, { $set: { age: 1 } }, { upsert: true }),
      () => collection.aggregate([{ $set: { name: 1 } }, { $merge: { into: collection.collectionName, whenMatched: "replace" } }]).toArray(),
    ];
    for (const write of writes) expect(await failureOf(write())).toMatchObject({ code: 121 });
    expect(await collection.find().toArray()).toEqual([{ _id: 1, name: "Ann" }]);
  });

  it("hold inside transactions", async () => {
    const collection = await guarded({ validator: SCHEMA });
    const session = server.client.startSession();
    session.startTransaction();
    expect(await failureOf(collection.insertOne({ age: 1 }, { session }))).toMatchObject({ code: 121 });
    await session.endSession();
  });

  it("are passed by with bypassDocumentValidation", async () => {
    const collection = await guarded({ validator: SCHEMA });
    await collection.insertOne({ age: 1 }, { bypassDocumentValidation: true });
    expect(await collection.countDocuments()).toBe(1);
  });

  it("leave documents alone that broke the rules before when the level is moderate", async () => {
    const collection = await guarded({});
    await collection.insertMany([{ _id: 1, name: 5 }, { _id: 2, name: "Ann" }] as never[]);
    await server.db.command({ collMod: collection.collectionName, validator: SCHEMA, validationLevel: "moderate" });
    expect(await collection.updateOne({ _id: 1 } as never, { $set: { more: 1 } })).toMatchObject({ modifiedCount: 1 });
    expect(await failureOf(collection.updateOne({ _id: 2 } as never, { $set: { name: 1 } }))).toMatchObject({ code: 121 });
    await server.db.command({ collMod: collection.collectionName, validationLevel: "strict" });
    expect(await failureOf(collection.updateOne({ _id: 1 } as never, { $set: { more: 2 } }))).toMatchObject({ code: 121 });
  });

  it("are shown, changed and taken away", async () => {
    const collection = await guarded({ validator: SCHEMA, validationAction: "warn" });
    expect((await server.db.listCollections({ name: collection.collectionName }).toArray())[0]).toMatchObject({ options: { validator: SCHEMA, validationAction: "warn" } });
    expect(await collection.insertOne({ age: 1 })).toMatchObject({ acknowledged: true });
    await server.db.command({ collMod: collection.collectionName, validationAction: "error" });
    expect(await failureOf(collection.insertOne({ age: 1 }))).toMatchObject({ code: 121 });
    await server.db.command({ collMod: collection.collectionName, validator: {} });
    expect(await collection.insertOne({ age: 1 })).toMatchObject({ acknowledged: true });
  });

  it.each<[string, Document, number]>([
    ["an unknown keyword", { validator: { $jsonSchema: { frobnicate: 1 } } }, 9],
    ["an unknown operator", { validator: { a: { $frobnicate: 1 } } }, 2],
    ["an unknown level", { validator: {}, validationLevel: "some" }, 2],
  ])("are refused with %s", async (_name, options, code) => {
    expect(await failureOf(server.db.createCollection(freshName(), options))).toMatchObject({ code });
  });
});
