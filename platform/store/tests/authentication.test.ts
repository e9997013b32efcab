import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreProcess, runToExit, sendRaw } from "./store-process.ts";

const PASSWORD = "Prüfung 1,2=3\u00a0€";
const folder = mkdtempSync(join(tmpdir(), "tessera-store-password-"));
const passwordFile = join(folder, "password");

let store: StoreProcess;

beforeAll(async () => {
  writeFileSync(passwordFile, `${PASSWORD}\n`);
  store = await StoreProcess.start(["--user", "ops,team", "--password-file", passwordFile]);
});

afterAll(async () => {
  await store.dispose();
  rmSync(folder, { recursive: true });
});

function login(username: string, password: string, options: { authSource?: string; authMechanism?: "SCRAM-SHA-256" | "SCRAM-SHA-1" } = {}): MongoClient {
  const { authSource = "admin", authMechanism } = options;
  return new MongoClient(store.uri, { auth: { username, password }, authSource, serverSelectionTimeoutMS: 5_000, ...(authMechanism && { authMechanism }) });
}

describe("a store with a user", () => {
  it.each([{}, { authMechanism: "SCRAM-SHA-256" as const }])("lets an unmodified driver log in (%o)", async (options) => {
    const client = await login("ops,team", PASSWORD, options).connect();
    await client.db("app").collection<{ _id: number }>("c").insertOne({ _id: Math.random() });
    const status = await client.db("admin").command({ connectionStatus: 1 });
    expect(status["authInfo"]).toMatchObject({ authenticatedUsers: [{ user: "ops,team", db: "admin" }] });
    const session = client.startSession();
    await session.withTransaction(() => client.db("app").collection("c").insertOne({ a: 1 }, { session }));
    await session.endSession();
    await client.close();
  });

  it.each([
    ["another password", "ops,team", "wrong", {}],
    ["an unknown user", "nobody", PASSWORD, { authMechanism: "SCRAM-SHA-256" as const }],
    ["another database of users", "ops,team", PASSWORD, { authSource: "app", authMechanism: "SCRAM-SHA-256" as const }],
  ])("refuses %s", async (_what, user, password, options) => {
    const client = login(user, password, options);
    await expect(client.connect()).rejects.toMatchObject({ code: 18 });
    await client.close();
  });

  it("runs no command before the login, and no other mechanism", async () => {
    for (const command of [{ find: "c" }, { insert: "c", documents: [{}] }, { listDatabases: 1 }, { serverStatus: 1 }, { shutdown: 1 }, { endSessions: [] }]) {
      expect(await sendRaw(store.socketPath, { ...command, $db: "admin" })).toMatchObject({ ok: 0, code: 13 });
    }
    expect(await sendRaw(store.socketPath, { ping: 1, $db: "admin" })).toMatchObject({ ok: 1 });
    expect(await sendRaw(store.socketPath, { hello: 1, saslSupportedMechs: "admin.ops,team", $db: "admin" })).toMatchObject({ ok: 1, saslSupportedMechs: ["SCRAM-SHA-256"] });
    expect(await sendRaw(store.socketPath, { saslStart: 1, mechanism: "PLAIN", payload: "", $db: "admin" })).toMatchObject({ ok: 0, code: 334 });
    expect(await sendRaw(store.socketPath, { saslContinue: 1, conversationId: 1, payload: "", $db: "admin" })).toMatchObject({ ok: 0, code: 17 });
  });

  it("takes no long message before the login", async () => {
    await expect(sendRaw(store.socketPath, { ping: 1, $db: "admin", filler: "x".repeat(100_000) })).rejects.toThrow(/ended before the answer|EPIPE|ECONNRESET/);
  });
});

describe("a store without a user", () => {
  it("lets only the owner of its files reach its socket", async () => {
    expect(statSync(store.socketPath).mode & 0o777).toBe(0o600);
    expect(statSync(store.dataPath).mode & 0o777).toBe(0o700);
  });

  it.each([
    [["--host", "0.0.0.0"], /--host 0\.0\.0\.0 can be reached from elsewhere.*--user/],
    [["--user", "x"], /--user x has no password/],
    [["--password-file", passwordFile], /without --user/],
    [["--user", "x", "--password-file", "/does/not/exist"], /cannot be read \(ENOENT\)/],
  ])("refuses %o", async (args, reason) => {
    const result = await runToExit(["--dbpath", join(folder, "data"), "--port", "0", ...args]);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(reason);
  });
});
