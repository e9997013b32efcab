import { type Route, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { petsDocument } from "./driver/documents.ts";
import { type Person, refusal } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

describe("API tokens", () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start()));
  afterAll(() => platform.stop());

  it("act in one space with one role and are shown once", async () => {
    const person = await platform.person("developer");
    const { token, view } = await person.call(routes.tokens.create, { body: { name: "ci", role: "viewer" } });
    expect(token).toMatch(/^tsr_[\w-]{43}$/);
    const program = person.withToken(token);
    expect(await program.call(routes.auth.session)).toMatchObject({ space: "default", role: "viewer", csrfToken: null });
    expect(await refusal(program.call(routes.connectors.create, { body: { name: "x" } }))).toMatchObject({ status: 403, permission: "connector.write" });
    expect(JSON.stringify(await person.call(routes.tokens.list))).not.toContain(token);
    const database = await platform.database();
    expect(JSON.stringify(await database.collection("api_tokens").find().toArray())).not.toContain(token);
    await person.call(routes.tokens.revoke, { params: { id: view.id } });
    expect(await refusal(program.call(routes.auth.session))).toMatchObject({ status: 401 });
  });

  it("are never above their owner, now or later", async () => {
    const person = await platform.person("developer");
    expect(await refusal(person.call(routes.tokens.create, { body: { name: "up", role: "owner" } }))).toMatchObject({ status: 403, code: "token.role" });
    const { token } = await person.call(routes.tokens.create, { body: { name: "ci" } });
    const program = person.withToken(token);
    const admin = await platform.admin();
    const username = person.session?.user.username ?? "";
    await admin.call(routes.spaces.setMember, { params: { username }, body: { role: "viewer" } });
    expect(await program.call(routes.auth.session)).toMatchObject({ role: "viewer" });
    const record = await (await platform.database()).collection("api_tokens").findOne({ name: "ci", username });
    expect(record).toMatchObject({ role: "viewer", revokedAt: null });
    await admin.call(routes.spaces.removeMember, { params: { username } });
    expect(await refusal(program.call(routes.auth.session))).toMatchObject({ status: 401 });
    await admin.call(routes.spaces.setMember, { params: { username }, body: { role: "viewer" } });
    expect(await refusal(program.call(routes.auth.session))).toMatchObject({ status: 401 });
  });

  it("made by a token end no later than it", async () => {
    const person = await platform.person("developer");
    const { token, view } = await person.call(routes.tokens.create, { body: { name: "short", expiresInDays: 1 } });
    const made = await person.withToken(token).call(routes.tokens.create, { body: { name: "longer", expiresInDays: 300 } });
    expect(made.view.expiresAt).toBe(view.expiresAt);
  });

  it("cannot do what needs a person", async () => {
    const person = await platform.person("developer");
    const { token } = await person.call(routes.tokens.create, { body: { name: "ci" } });
    expect(await refusal(person.withToken(token).call(routes.auth.changePassword, { body: { current: "passphrase-of-a-person", next: "another-passphrase" } }))).toMatchObject({ status: 403, code: "auth.session-only" });
  });
});

describe("spaces", () => {
  let platform: Platform;
  let here: Person;
  let there: Person;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    platform = await Platform.start();
    await platform.space("other");
    here = await platform.person("owner");
    there = await platform.person("owner", "other");
    await there.call(routes.connectors.import, { body: { name: "pets", document: { text: petsDocument() } } });
    await there.call(routes.connectors.publish, { params: { connector: "pets", stage: "prod" }, body: {} });
    const { view } = await there.call(routes.tokens.create, { body: { name: "theirs" } });
    const grant = await there.call(routes.grants.create, { body: { connector: "pets", caller: `token:${view.id}` } });
    const task = await there.call(routes.tasks.import, { body: { name: "later", document: { text: petsDocument() } } });
    Object.assign(ids, { connector: "pets", stage: "prod", operation: "listPets", id: view.id, grant: grant.id, task: task.id });
  });
  afterAll(() => platform.stop());

  const withIds = Object.entries(routes).flatMap(([feature, table]) => (["connectors", "grants", "tokens", "tasks"].includes(feature) ? Object.entries(table).map(([name, route]) => ({ id: `${feature}.${name}`, feature, route: route as Route })) : [])).filter(({ route }) => route.path.includes("{"));

  it.each(withIds)("$id does not reach another space by its ids", async ({ feature, route }) => {
    const named: Record<string, string> = { ...ids, id: (feature === "grants" ? ids["grant"] : feature === "tasks" ? ids["task"] : ids["id"]) ?? "" };
    const path = route.path.replace(/\{(\w+)\}/g, (_match, name: string) => named[name] ?? "");
    const bodies: Record<string, unknown> = { "connectors.update": { revision: 1 }, PUT: { operation: { id: "listPets", method: "GET", path: "/pets" }, backend: { url: "http://evil.example.com" } } };
    const response = await here.raw(route.method, path, route.method === "GET" || route.method === "DELETE" ? {} : { body: JSON.stringify(route.method === "PUT" ? bodies["PUT"] : { revision: 1 }) });
    expect({ path, status: response.status, text: await response.text() }).toMatchObject({ status: 404, text: expect.not.stringContaining("pets.example.com") });
  });

  it("lists show nothing of another space", async () => {
    for (const route of [routes.connectors.list, routes.grants.list, routes.tasks.list, routes.tokens.list] as const) expect(await here.call(route)).toMatchObject({ items: [] });
    expect(JSON.stringify(await here.call(routes.audit.list))).not.toContain("pets");
    expect((await here.call(routes.spaces.members)).items.map(({ username }) => username)).not.toContain(there.session?.user.username);
  });

  it("both may have a connector of the same name", async () => {
    await here.call(routes.connectors.import, { body: { name: "pets", document: { text: petsDocument({ server: "http://mine.example.com" }) } } });
    expect((await there.call(routes.connectors.get, { params: { connector: "pets" } })).stages[0]?.backend?.url).toBe("http://pets.example.com/v1");
  });

  it("one enters only those one is a member of", async () => {
    expect(await refusal(here.call(routes.auth.switchSpace, { body: { space: "other" } }))).toMatchObject({ status: 403, code: "auth.not-member" });
    const admin = await platform.admin();
    expect((await admin.call(routes.auth.switchSpace, { body: { space: "other" } })).space).toBe("other");
    expect((await platform.admin()).session?.space).toBe("other");
  });

  it("one that holds something is not deleted", async () => {
    const admin = await platform.admin();
    expect(await refusal(admin.call(routes.spaces.remove, { params: { space: "other" } }))).toMatchObject({ status: 409, code: "in-use", uses: [{ kind: "connector", name: "pets" }] });
    await platform.space("empty");
    await admin.call(routes.spaces.remove, { params: { space: "empty" } });
    expect((await admin.call(routes.spaces.list)).items.map(({ name }) => name)).toEqual(["default", "other"]);
  });
});
