import type { ChangeStream, ChangeStreamDocument, ChangeStreamOptions, Collection, Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

type Item = Document & { _id: number };
const ENABLED = { changeStreamPreAndPostImages: { enabled: true } };
let server: ConformanceServer;

beforeAll(async () => {
  server = await conformanceServer();
});
afterAll(() => server.close());

async function opened(collection: Collection<Item>, options: ChangeStreamOptions, pipeline: Document[] = []): Promise<ChangeStream<Item>> {
  const stream = collection.watch(pipeline, options) as ChangeStream<Item>;
  await stream.tryNext();
  return stream;
}

async function take(stream: ChangeStream<Item>, count: number): Promise<Document[]> {
  const events: ChangeStreamDocument<Item>[] = [];
  while (events.length < count) events.push(await stream.next());
  await stream.close();
  return events;
}

/** An insert, an update, a replacement and a delete, and two updates that follow each other before they are read. */
async function change(items: Collection<Item>): Promise<void> {
  await items.insertOne({ _id: 1, n: 1 });
  await items.updateOne({ _id: 1 }, { $set: { n: 2 } });
  await items.updateOne({ _id: 1 }, { $set: { n: 3 } });
  await items.replaceOne({ _id: 1 }, { m: 1 });
  await items.deleteOne({ _id: 1 });
}

describe("images of documents", () => {
  it.each(["required", "whenAvailable"] as const)("are told as they were at each change (%s)", async (mode) => {
    const items = await server.db.createCollection<Item>(freshName(), ENABLED);
    const stream = await opened(items, { fullDocument: mode, fullDocumentBeforeChange: mode });
    await change(items);
    const events = await take(stream, 5);
    expect(events.map(({ operationType, fullDocument, fullDocumentBeforeChange }) => ({ operationType, fullDocument, fullDocumentBeforeChange }))).toEqual([
      { operationType: "insert", fullDocument: { _id: 1, n: 1 }, fullDocumentBeforeChange: undefined },
      { operationType: "update", fullDocument: { _id: 1, n: 2 }, fullDocumentBeforeChange: { _id: 1, n: 1 } },
      { operationType: "update", fullDocument: { _id: 1, n: 3 }, fullDocumentBeforeChange: { _id: 1, n: 2 } },
      { operationType: "replace", fullDocument: { _id: 1, m: 1 }, fullDocumentBeforeChange: { _id: 1, n: 3 } },
      { operationType: "delete", fullDocument: undefined, fullDocumentBeforeChange: { _id: 1, m: 1 } },
    ]);
  });

  it("are null where they were not kept and need not be there", async () => {
    const items = await server.db.createCollection<Item>(freshName());
    const stream = await opened(items, { fullDocument: "whenAvailable", fullDocumentBeforeChange: "whenAvailable" });
    await change(items);
    const events = await take(stream, 5);
    expect(events.map((event) => [event["fullDocument"], event["fullDocumentBeforeChange"]] as unknown)).toEqual([
      [{ _id: 1, n: 1 }, undefined], [null, null], [null, null], [{ _id: 1, m: 1 }, null], [undefined, null],
    ]);
  });

  it.each<[string, ChangeStreamOptions]>([
    ["before", { fullDocumentBeforeChange: "required" }],
    ["after", { fullDocument: "required" }],
  ])("are an error where the one %s the change is required and was not kept", async (_name, options) => {
    const items = await server.db.createCollection<Item>(freshName());
    const stream = await opened(items, options);
    await items.insertOne({ _id: 1, n: 1 });
    expect(await stream.next()).toMatchObject({ operationType: "insert" });
    await items.updateOne({ _id: 1 }, { $set: { n: 2 } });
    expect(await failureOf(stream.next())).toMatchObject({ code: 47, codeName: "NoMatchingDocument" });
  });

  it("are not missed in events that the stream leaves out", async () => {
    const items = await server.db.createCollection<Item>(freshName());
    const stream = await opened(items, { fullDocumentBeforeChange: "required" }, [{ $match: { operationType: "insert" } }]);
    await change(items);
    await items.insertOne({ _id: 2, n: 2 });
    expect(await take(stream, 2)).toMatchObject([{ documentKey: { _id: 1 } }, { documentKey: { _id: 2 } }]);
  });

  it("may be what the stream is filtered by", async () => {
    const items = await server.db.createCollection<Item>(freshName(), ENABLED);
    const stream = await opened(items, { fullDocumentBeforeChange: "whenAvailable" }, [{ $match: { "fullDocumentBeforeChange.n": 2 } }]);
    await change(items);
    expect(await take(stream, 1)).toMatchObject([{ operationType: "update", updateDescription: { updatedFields: { n: 3 } } }]);
  });

  it("are kept of changes in transactions", async () => {
    const items = await server.db.createCollection<Item>(freshName(), ENABLED);
    await items.insertOne({ _id: 1, n: 1 });
    const stream = await opened(items, { fullDocument: "required", fullDocumentBeforeChange: "required" });
    await server.client.withSession((session) => session.withTransaction(async () => {
      await items.updateOne({ _id: 1 }, { $set: { n: 2 } }, { session });
      await items.updateOne({ _id: 1 }, { $set: { n: 3 } }, { session });
      await items.deleteOne({ _id: 1 }, { session });
    }));
    expect((await take(stream, 3)).map(({ fullDocument, fullDocumentBeforeChange }) => [fullDocumentBeforeChange, fullDocument] as unknown)).toEqual([
      [{ _id: 1, n: 1 }, { _id: 1, n: 2 }], [{ _id: 1, n: 2 }, { _id: 1, n: 3 }], [{ _id: 1, n: 3 }, undefined],
    ]);
  });

  it("are not told to streams that do not ask", async () => {
    const items = await server.db.createCollection<Item>(freshName(), ENABLED);
    const stream = await opened(items, {});
    await change(items);
    const events = await take(stream, 5);
    expect(events.some((event) => "fullDocumentBeforeChange" in event)).toBe(false);
    expect("fullDocument" in (events[1] as Document)).toBe(false);
  });
});

describe("switching images", () => {
  it("on and off with create and collMod", async () => {
    const name = freshName();
    const items = await server.db.createCollection<Item>(name, ENABLED);
    const optionsOf = async (): Promise<unknown> => ((await server.db.listCollections({ name }).toArray())[0] as Document)["options"];
    expect(await optionsOf()).toEqual(ENABLED);
    await items.insertOne({ _id: 1, n: 1 });
    const stream = await opened(items, { fullDocumentBeforeChange: "whenAvailable" });
    await items.updateOne({ _id: 1 }, { $set: { n: 2 } });
    await server.db.command({ collMod: name, changeStreamPreAndPostImages: { enabled: false } });
    expect(await optionsOf()).toEqual({});
    await items.updateOne({ _id: 1 }, { $set: { n: 3 } });
    await server.db.command({ collMod: name, ...ENABLED });
    await items.updateOne({ _id: 1 }, { $set: { n: 4 } });
    expect((await take(stream, 3)).map((event) => event["fullDocumentBeforeChange"] as unknown)).toEqual([{ _id: 1, n: 1 }, null, { _id: 1, n: 3 }]);
  });

  it("stays what it was when $out replaces the documents", async () => {
    const items = await server.db.createCollection<Item>(freshName(), ENABLED);
    await items.insertOne({ _id: 1, n: 1 });
    await items.aggregate([{ $set: { n: 2 } }, { $out: items.collectionName }]).toArray();
    expect(await items.find().toArray()).toEqual([{ _id: 1, n: 2 }]);
    expect((await server.db.listCollections({ name: items.collectionName }).toArray())[0]).toMatchObject({ options: ENABLED });
  });

  it.each<[string, unknown, number]>([
    ["no document", true, 14],
    ["nothing said", {}, 40_414],
    ["no boolean", { enabled: "yes" }, 14],
    ["another field", { enabled: true, days: 1 }, 40_415],
  ])("is refused with %s", async (_name, images, code) => {
    expect(await failureOf(server.db.command({ create: freshName(), changeStreamPreAndPostImages: images }))).toMatchObject({ code });
  });

  it.each<[Document, number]>([[{ fullDocument: "always" }, 2], [{ fullDocumentBeforeChange: "always" }, 2], [{ fullDocument: 1 }, 14]])("streams with %j are refused", async (options, code) => {
    const command = { aggregate: freshName(), pipeline: [{ $changeStream: options }], cursor: {} };
    expect(await failureOf(server.db.command(command))).toMatchObject({ code });
  });
});
