import { spawn } from "node:child_process";
import { once } from "node:events";
import type { MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreProcess } from "./store-process.ts";

/** Changes a document in a transaction, says so, and never ends the transaction. */
const holder = `
  import { MongoClient } from "mongodb";
  const client = await new MongoClient(process.argv[1]).connect();
  const session = client.startSession();
  session.startTransaction();
  await client.db("shop").collection("stock").updateOne({ _id: 1 }, { $set: { held: true } }, { session });
  process.stdout.write("holding");
  setInterval(() => undefined, 1000);
`;

describe("a transaction whose client was killed", () => {
  let store: StoreProcess;
  let client: MongoClient;
  beforeAll(async () => {
    store = await StoreProcess.start();
    client = await store.connect();
  });
  afterAll(async () => {
    await client.close();
    await store.dispose();
  });

  // Half of what a transaction may last: by then it has not expired.
  it("leaves what it held to others before it expires", { timeout: 30_000 }, async () => {
    const stock = client.db("shop").collection<{ _id: number; held?: boolean; sold?: boolean }>("stock");
    await stock.insertOne({ _id: 1 });
    const child = spawn(process.execPath, ["--input-type=module", "-e", holder, store.uri], { cwd: import.meta.dirname, stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    await expect(client.withSession((session) => {
      session.startTransaction();
      return stock.updateOne({ _id: 1 }, { $set: { sold: true } }, { session });
    })).rejects.toMatchObject({ code: 112 });
    child.kill("SIGKILL");
    await client.withSession((session) => session.withTransaction(() => stock.updateOne({ _id: 1 }, { $set: { sold: true } }, { session })));
    expect(await stock.findOne({ _id: 1 })).toEqual({ _id: 1, sold: true });
  });
});
