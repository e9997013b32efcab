import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { Server } from "node:net";
import { MongoClient } from "mongodb";
import type { Db } from "mongodb";
import type { StoreProcess } from "./store-process.ts";

/** Cuts what a client sent into its messages. */
function messagesOf(stream: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  for (let at = 0; at + 16 <= stream.length; at += stream.readInt32LE(at)) messages.push(Buffer.from(stream.subarray(at, at + stream.readInt32LE(at))));
  return messages;
}

/** A little of everything that clients ask for. */
async function useEverything(client: MongoClient, db: Db): Promise<void> {
  const things = db.collection<{ _id: number; name?: string; tags?: string[]; nested?: object }>("things");
  await db.createCollection("made");
  await things.createIndexes([{ key: { name: 1 }, unique: true }, { key: { tags: 1, "nested.value": -1 } }, { key: { at: 1 }, expireAfterSeconds: 3_600 }]);
  await things.insertMany(Array.from({ length: 20 }, (_, _id) => ({ _id, name: `thing ${_id}`, tags: ["a", `t${_id % 3}`], nested: { value: _id / 2, list: [{ deep: [_id] }] }, at: new Date() })));
  await things.updateOne({ _id: 1 }, { $set: { "nested.value": 7 }, $push: { tags: { $each: ["x", "y"], $slice: -3 } } });
  await things.updateMany({ tags: "a" }, { $inc: { "nested.count": 1 } }, { arrayFilters: [] });
  await things.updateOne({ _id: 2 }, { $set: { "nested.list.$[one].deep": [] } }, { arrayFilters: [{ "one.deep": { $exists: true } }] });
  await things.replaceOne({ _id: 3 }, { name: "replaced" }, { upsert: true });
  await things.findOneAndUpdate({ _id: 4 }, [{ $set: { name: { $concat: ["$name", "!"] } } }], { returnDocument: "after" });
  await things.bulkWrite([{ insertOne: { document: { _id: 50, name: "bulk" } } }, { deleteOne: { filter: { _id: 5 } } }, { updateOne: { filter: { _id: 6 }, update: { $unset: { name: "" } } } }]);
  await things.deleteMany({ _id: { $gt: 40 } });
  await things.find({ $or: [{ name: /^thing 1/i }, { tags: { $all: ["a"], $size: 2 } }], nested: { $elemMatch: { value: 1 } } }).sort({ name: -1 }).skip(1).limit(5).project({ name: 1 }).toArray();
  await things.find({}, { batchSize: 3 }).toArray();
  await things.aggregate([{ $match: { _id: { $gte: 0 } } }, { $unwind: "$tags" }, { $group: { _id: "$tags", total: { $sum: "$nested.value" }, all: { $push: "$$ROOT" } } }, { $sort: { total: -1 } }, { $project: { total: 1, size: { $size: "$all" } } }]).toArray();
  await things.aggregate([{ $lookup: { from: "things", localField: "_id", foreignField: "nested.value", as: "same" } }, { $facet: { one: [{ $limit: 2 }], two: [{ $count: "count" }] } }]).toArray();
  await things.aggregate([{ $limit: 3 }, { $merge: { into: "merged", on: "_id" } }]).toArray();
  await things.distinct("tags");
  await things.countDocuments({ tags: "a" });
  await things.find({ name: "thing 7" }).explain();
  await client.withSession((session) => session.withTransaction(async () => {
    await things.updateOne({ _id: 8 }, { $set: { name: "in a transaction" } }, { session });
    await things.findOne({ _id: 8 }, { session });
  }));
  const stream = things.watch([{ $match: { operationType: "insert" } }], { maxAwaitTimeMS: 20 });
  await stream.tryNext();
  await things.insertOne({ _id: 60, name: "late" });
  await stream.tryNext();
  await stream.close();
  await db.collection("made").rename("renamed");
  await db.listCollections().toArray();
  await db.stats();
  await db.command({ collMod: "things", index: { name: "at_1", expireAfterSeconds: 60 } });
  await things.dropIndex("name_1");
  await db.collection("renamed").drop();
  await db.admin().listDatabases();
}

/** The messages that an unmodified driver sends while it uses everything, recorded by a proxy in front of the store. */
export async function recordMessages(store: StoreProcess): Promise<Buffer[]> {
  const streams: Buffer[][] = [];
  const proxy: Server = createServer((near) => {
    const received: Buffer[] = [];
    streams.push(received);
    const far = connect(store.socketPath);
    near.on("data", (chunk: Buffer) => received.push(chunk));
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on("error", () => [near, far].forEach((one) => one.destroy()));
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { port } = proxy.address() as { port: number };
  const client = await new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`).connect();
  await useEverything(client, client.db("fuzz"));
  await client.close();
  const closed = once(proxy, "close");
  proxy.close();
  await closed;
  return streams.flatMap((chunks) => messagesOf(Buffer.concat(chunks)));
}
