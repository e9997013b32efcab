import { cp, readdir } from "node:fs/promises";
import { Decimal128, Double, Long } from "mongodb";
import type { ObjectId } from "mongodb";
import { afterEach, describe, expect, it } from "vitest";
import { StoreProcess } from "./store-process.ts";

const FIXTURES = new URL("fixtures/", import.meta.url);
/** Token that was handed out before the first write of each fixture. */
const FIRST_TOKEN = { _data: "0106b013f390000000" };

const folders = await readdir(FIXTURES);
let store: StoreProcess | undefined;

afterEach(() => store?.dispose());

async function openFixture(name: string): Promise<StoreProcess> {
  // The history of a fixture is old; it must not be cut off while it is looked at.
  store = await StoreProcess.prepare(["--oplog-hours", "87600"]);
  await cp(new URL(name, FIXTURES), store.dataPath, { recursive: true });
  await store.start();
  return store;
}

describe("files of every layout that was ever released", () => {
  it("are all kept as fixtures, this one included", () => {
    expect(folders.toSorted()).toEqual(["format-1", "format-2", "format-3"]);
  });

  it.each(folders)("%s opens with all documents, types, indexes and history, and takes writes", async (name) => {
    const opened = await openFixture(name);
    const client = await opened.connect();
    const db = client.db("shop");
    const orders = db.collection<{ _id: number; total: number; number: string }>("orders");
    expect(await orders.countDocuments()).toBe(59);
    expect(await orders.findOne({ number: "n-3" })).toMatchObject({ _id: 3, total: 99.5, tags: ["a", "t3", "changed"] });
    expect(await db.collection<{ _id: ObjectId }>("types").findOne({}, { promoteValues: false })).toMatchObject({
      long: Long.fromString("9007199254740993"), double: new Double(3), decimal: Decimal128.fromString("1.10"), nested: { list: [{}, [{}, {}]] },
    });
    expect((await orders.listIndexes().toArray()).map((index) => index["name"] as string)).toEqual(["_id_", "customer_1_placed_-1", "number_1", "tags_1", "closed_1", "large"]);
    const plan = await orders.find({ customer: "c1" }).sort({ placed: -1 }).explain("queryPlanner");
    expect(JSON.stringify(plan)).toContain("customer_1_placed_-1");
    expect((await db.listCollections().toArray()).map((collection) => collection.name).toSorted()).toEqual(["accounts", "empty", "orders", "types"]);
    const stream = db.watch([], { resumeAfter: FIRST_TOKEN, maxAwaitTimeMS: 50 });
    const kinds = new Map<string, number>();
    for (let change = await stream.tryNext(); change !== null; change = await stream.tryNext()) kinds.set(change.operationType, (kinds.get(change.operationType) ?? 0) + 1);
    await stream.close();
    expect(Object.fromEntries(kinds)).toEqual({ insert: 63, update: 1, delete: 1 });
    await expect(orders.insertOne({ _id: 100, number: "n-3", total: 1 })).rejects.toMatchObject({ code: 11000 });
    await orders.insertOne({ _id: 100, number: "n-100", total: 70 });
    expect((await db.command({ validate: "orders" }))["errors"]).toEqual([]);
    await client.close();
    expect(await opened.end("SIGTERM")).toBe(0);
    await opened.start();
    const again = await opened.connect();
    expect(await again.db("shop").collection("orders").countDocuments()).toBe(60);
    await again.close();
  });
});
