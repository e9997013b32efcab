import { parentPort, workerData } from "node:worker_threads";
import { MongoClient } from "mongodb";

/** Point reads one after the other until it is told to stop, in a thread that the writes do not hold up; answers with the longest in milliseconds. */
const { uri, documents } = workerData as { readonly uri: string; readonly documents: number };
const client = await new MongoClient(uri).connect();
const people = client.db("bench").collection<{ _id: number }>("people");
let isOver = false;
parentPort?.once("message", () => (isOver = true));
await people.findOne({ _id: 1 });
parentPort?.postMessage("ready");
let longest = 0;
for (let turn = 0; !isOver; turn++) {
  const started = performance.now();
  await people.findOne({ _id: (turn * 7919) % documents });
  longest = Math.max(longest, performance.now() - started);
}
await client.close();
parentPort?.postMessage(Math.round(longest));
parentPort?.close();
