import assert from "node:assert/strict";
import type { ChangeStreamDocument, Collection, Db, Document, MongoClient, ResumeToken } from "mongodb";
import type { StoreProcess } from "./store-process.ts";

const COLLECTIONS = ["entries", "accounts", "transfers", "counters"];
const WRITERS = 16;
const ACCOUNTS = 10;
const START_BALANCE = 1_000;

interface Entry {
  _id: string;
  writer: number;
  tags: string[];
}

interface Account {
  _id: number;
  balance: number;
}

interface Transfer {
  _id: string;
  from: number;
  to: number;
  amount: number;
}

interface Counter {
  _id: number;
  count: number;
}

interface Count {
  acknowledged: number;
  unknown: number;
}

/**
 * A load whose outcome can be told from the outside: entries come and go, counters count, transfers move money between accounts
 * in transactions, and a change stream builds a copy of it all. What was acknowledged is remembered here, across kills.
 */
export class KillLoad {
  acknowledged = 0;
  readonly #present = new Set<string>();
  readonly #absent = new Set<string>();
  readonly #transfers = new Set<string>();
  readonly #counts: readonly Count[] = Array.from({ length: WRITERS }, () => ({ acknowledged: 0, unknown: 0 }));
  readonly #copy = new Map<string, Document>();
  readonly #tokens = new Set<string>();
  #token: ResumeToken;
  #turn = 0;
  #isKilled = false;

  async prepare(store: StoreProcess): Promise<void> {
    const client = await store.connect();
    const db = client.db("bank");
    const stream = db.watch([]);
    await stream.tryNext();
    this.#token = stream.resumeToken;
    await stream.close();
    await db.collection<Entry>("entries").createIndexes([{ key: { writer: 1, _id: -1 }, unique: true }, { key: { tags: 1 } }]);
    await db.collection<Transfer>("transfers").createIndex({ from: 1, to: 1 });
    await db.collection<Account>("accounts").insertMany(Array.from({ length: ACCOUNTS }, (_, _id) => ({ _id, balance: START_BALANCE })));
    await db.collection<Counter>("counters").insertMany(Array.from({ length: WRITERS }, (_, _id) => ({ _id, count: 0 })));
    await client.close();
  }

  /** Lets all writers and the reader of changes work until so many operations were acknowledged, then kills the store. */
  async runUntilKilled(store: StoreProcess, operations: number): Promise<void> {
    this.#isKilled = false;
    const client = await store.connect(500);
    const goal = this.acknowledged + operations;
    const workers = Array.from({ length: WRITERS }, (_, writer) => this.#write(client, writer));
    const follower = this.#follow(client.db("bank"), () => this.#isKilled);
    while (this.acknowledged < goal) await new Promise((resolve) => setImmediate(resolve));
    this.#isKilled = true;
    await store.end("SIGKILL");
    await client.close(true);
    await Promise.all([...workers, follower]);
  }

  /** Compares everything that the store holds with what is known, and the copy made from the changes with the store. */
  async verify(store: StoreProcess): Promise<void> {
    const client = await store.connect();
    const db = client.db("bank");
    const entries = await db.collection<Entry>("entries").find().toArray();
    const ids = new Set(entries.map(({ _id }) => _id));
    assert.deepEqual([...this.#present].filter((id) => !ids.has(id)), [], "acknowledged inserts are missing");
    assert.deepEqual([...this.#absent].filter((id) => ids.has(id)), [], "acknowledged deletes are undone");
    await this.#verifyMoney(db);
    for (const { _id, count } of await db.collection<Counter>("counters").find().toArray()) {
      const known = this.#counts[_id] as Count;
      const isRight = count >= known.acknowledged && count <= known.acknowledged + known.unknown;
      assert.ok(isRight, `counter ${_id} is ${count}: ${known.acknowledged} steps were acknowledged, ${known.unknown} more were sent`);
    }
    for (const name of COLLECTIONS) assert.deepEqual((await db.command({ validate: name }))["errors"], [], `${name} and its indexes disagree`);
    await this.#verifyCopy(db);
    await client.close();
  }

  async #verifyMoney(db: Db): Promise<void> {
    const transfers = await db.collection<Transfer>("transfers").find().toArray();
    const done = new Set(transfers.map(({ _id }) => _id));
    assert.deepEqual([...this.#transfers].filter((id) => !done.has(id)), [], "acknowledged transactions are missing");
    const expected = Array.from({ length: ACCOUNTS }, () => START_BALANCE);
    for (const { from, to, amount } of transfers) {
      expected[from] = (expected[from] as number) - amount;
      expected[to] = (expected[to] as number) + amount;
    }
    const accounts = await db.collection<Account>("accounts").find().sort({ _id: 1 }).toArray();
    assert.deepEqual(accounts.map(({ balance }) => balance), expected, "a transaction is there by half");
  }

  async #verifyCopy(db: Db): Promise<void> {
    const end = `end-${this.#turn++}`;
    await db.collection<Entry>("entries").insertOne({ _id: end, writer: -this.#turn, tags: [] });
    this.#present.add(end);
    await this.#follow(db, () => this.#copy.has(`entries:${end}`));
    const actual = new Map<string, Document>();
    for (const name of COLLECTIONS) {
      for (const document of await db.collection<{ _id: string | number }>(name).find().toArray()) actual.set(`${name}:${document._id}`, document);
    }
    assert.deepEqual(this.#copy, actual, "the change stream has a gap");
  }

  async #write(client: MongoClient, writer: number): Promise<void> {
    const db = client.db("bank");
    const entries = db.collection<Entry>("entries");
    const own: string[] = [];
    while (!this.#isKilled) {
      const choice = Math.random();
      try {
        if (choice < 0.4) own.push(await this.#insert(entries, writer));
        else if (choice < 0.6) await this.#count(db.collection<Counter>("counters"), writer);
        else if (choice < 0.75 && own.length > 0) await this.#remove(entries, own.pop() as string);
        else await this.#transfer(client, writer);
        this.acknowledged++;
      } catch (error) {
        if (!this.#isKilled) throw error;
      }
    }
  }

  async #insert(entries: Collection<Entry>, writer: number): Promise<string> {
    const id = `${writer}-${this.#turn++}`;
    await entries.insertOne({ _id: id, writer, tags: [`t${this.#turn % 7}`, `w${writer}`] });
    this.#present.add(id);
    return id;
  }

  async #remove(entries: Collection<Entry>, id: string): Promise<void> {
    // Until the answer is there, both outcomes are right.
    this.#present.delete(id);
    await entries.deleteOne({ _id: id });
    this.#absent.add(id);
  }

  async #count(counters: Collection<Counter>, writer: number): Promise<void> {
    const known = this.#counts[writer] as Count;
    known.unknown++;
    await counters.updateOne({ _id: writer }, { $inc: { count: 1 } });
    known.unknown--;
    known.acknowledged++;
  }

  async #transfer(client: MongoClient, writer: number): Promise<void> {
    const id = `${writer}-${this.#turn++}`;
    const [from, to, amount] = [Math.floor(Math.random() * ACCOUNTS), Math.floor(Math.random() * ACCOUNTS), 1 + Math.floor(Math.random() * 9)];
    const db = client.db("bank");
    await client.withSession((session) => session.withTransaction(async () => {
      if (this.#isKilled) throw new Error("the store was killed");
      await db.collection<Account>("accounts").updateOne({ _id: from }, { $inc: { balance: -amount } }, { session });
      await db.collection<Account>("accounts").updateOne({ _id: to }, { $inc: { balance: amount } }, { session });
      await db.collection<Transfer>("transfers").insertOne({ _id: id, from, to, amount }, { session });
    }));
    this.#transfers.add(id);
  }

  /** Applies changes to the copy from where it stopped the last time; a change that comes twice or does not fit is a failure. */
  async #follow(db: Db, isDone: () => boolean): Promise<void> {
    const stream = db.watch([], { resumeAfter: this.#token, maxAwaitTimeMS: 50 });
    try {
      while (!isDone()) {
        const change = await stream.tryNext();
        if (change !== null) this.#apply(change);
      }
    } catch (error) {
      if (!this.#isKilled || error instanceof assert.AssertionError) throw error;
    } finally {
      await stream.close().catch((error: unknown) => {
        if (!this.#isKilled) throw error;
      });
    }
  }

  #apply(change: ChangeStreamDocument): void {
    const token = (change._id as { _data: string })._data;
    assert.ok(!this.#tokens.has(token), "a change came twice");
    this.#tokens.add(token);
    this.#token = change._id;
    if (!("documentKey" in change)) return;
    const key = `${change.ns.coll}:${String(change.documentKey._id)}`;
    const before = this.#copy.get(key);
    assert.equal(before === undefined, change.operationType === "insert", `a change of ${key} does not follow the one before`);
    if (change.operationType === "delete") this.#copy.delete(key);
    else if (change.operationType === "update") this.#copy.set(key, { ...before, ...change.updateDescription.updatedFields });
    else this.#copy.set(key, change.fullDocument);
  }
}
