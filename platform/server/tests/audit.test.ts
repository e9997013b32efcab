import { gunzipSync } from "node:zlib";
import { routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { petsDocument } from "./driver/documents.ts";
import type { Person } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

describe("the audit", () => {
  let platform: Platform;
  let person: Person;
  beforeAll(async () => {
    platform = await Platform.start();
    person = await platform.person("owner");
  });
  afterAll(() => platform.stop());

  const latest = async (target: string) => (await person.call(routes.audit.list, { query: { target } })).items[0];

  it("keeps who changed what, from what to what", async () => {
    await person.call(routes.connectors.create, { body: { name: "watched", description: "before" } });
    await person.call(routes.connectors.update, { params: { connector: "watched" }, body: { description: "after", revision: 1 } });
    expect(await latest("connector:watched")).toMatchObject({
      actor: { kind: "user", name: person.session?.user.username }, action: "connectors.update", before: { description: "before", revision: 1 }, after: { description: "after", revision: 2 }, address: "127.0.0.1", traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    await person.call(routes.connectors.remove, { params: { connector: "watched" } });
    expect(await latest("connector:watched")).toMatchObject({ action: "connectors.remove", before: { description: "after" }, after: null });
  });

  it("names the token that acted", async () => {
    const { token, view } = await person.call(routes.tokens.create, { body: { name: "robot" } });
    await person.withToken(token).call(routes.connectors.create, { body: { name: "by-robot" } });
    expect(await latest("connector:by-robot")).toMatchObject({ actor: { kind: "token", id: view.id, name: "robot" } });
  });

  it("holds no secret that ever came in", async () => {
    const secrets = ["secret-bearer-token", "secret-key-value", "secret-basic-password", "secret-user-password", "secret-new-password"];
    await person.call(routes.connectors.import, { body: { name: "secretive", document: { text: petsDocument() }, credential: { kind: "bearer", token: secrets[0] ?? "" } } });
    await person.call(routes.connectors.saveStage, { params: { connector: "secretive", stage: "prod" }, body: { credential: { kind: "api-key", in: "query", name: "key", value: secrets[1] ?? "" }, revision: 1 } });
    await person.call(routes.tasks.import, { body: { name: "later", document: { text: petsDocument() }, credential: { kind: "basic", username: "svc", password: secrets[2] ?? "" } } });
    const admin = await platform.admin();
    await admin.call(routes.users.create, { body: { username: "fresh", displayName: "Fresh", password: secrets[3] ?? "" } });
    await admin.call(routes.users.update, { params: { username: "fresh" }, body: { password: secrets[4] ?? "" } });
    const { token } = await person.call(routes.tokens.create, { body: { name: "another" } });
    const database = await platform.database();
    const everything = JSON.stringify(await Promise.all((await database.collections()).map(async (collection) => collection.find().toArray())));
    for (const secret of [...secrets, token]) expect(everything).not.toContain(secret);
    const task = await database.collection("tasks").findOne({}, { projection: { input: 1 } });
    const input = task?.["input"] as { buffer: Uint8Array } | undefined;
    expect(gunzipSync(input?.buffer ?? "").toString()).not.toContain(secrets[2]);
    expect(await latest("stage:secretive/prod")).toMatchObject({ after: { credential: { kind: "api-key" } } });
  });

  it("has a record of every change that a route makes", async () => {
    const database = await platform.database();
    const count = () => database.collection("audit").countDocuments({});
    const name = "counted";
    const changes: (() => Promise<unknown>)[] = [
      () => person.call(routes.connectors.create, { body: { name } }),
      () => person.call(routes.connectors.saveOperation, { params: { connector: name, operation: "ping" }, body: { operation: { id: "ping", method: "GET", path: "/ping" } } }),
      () => person.call(routes.connectors.saveStage, { params: { connector: name, stage: "prod" }, body: { backend: { url: "http://ping.example.com" } } }),
      () => person.call(routes.connectors.publish, { params: { connector: name, stage: "prod" }, body: {} }),
      () => person.call(routes.grants.create, { body: { connector: name, caller: "app:default/x" } }),
      () => person.call(routes.connectors.removeOperation, { params: { connector: name, operation: "ping" } }),
      () => person.call(routes.connectors.removeStage, { params: { connector: name, stage: "prod" } }),
      () => person.call(routes.auth.switchSpace, { body: { space: "default" } }),
    ];
    for (const change of changes) {
      const before = await count();
      await change();
      expect(await count()).toBe(before + 1);
    }
    const before = await count();
    await person.call(routes.connectors.checkDocument, { body: { text: petsDocument() } });
    expect(await count()).toBe(before);
  });

  it("goes on page after page, newest first", async () => {
    const first = await person.call(routes.audit.list, { query: { limit: 3 } });
    const second = await person.call(routes.audit.list, { query: { limit: 3, cursor: first.nextCursor ?? "" } });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toHaveLength(6);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  });
});
