import { createHash } from "node:crypto";
import { type GatewaySnapshot, canonicalJson, gatewayReleaseSchema, gatewaySnapshotSchema, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { petsDocument } from "./driver/documents.ts";
import { type Person, refusal } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

describe("connectors", () => {
  let platform: Platform;
  let person: Person;
  beforeAll(async () => {
    platform = await Platform.start();
    person = await platform.person("developer");
  });
  afterAll(() => platform.stop());

  const importPets = (name: string, document = petsDocument()) => person.call(routes.connectors.import, { body: { name, document: { text: document } } });
  const publish = (connector: string, body = {}) => person.call(routes.connectors.publish, { params: { connector, stage: "prod" }, body });

  async function snapshot(): Promise<GatewaySnapshot> {
    return gatewaySnapshotSchema.parse(await (await platform.database()).collection<{ _id: string }>("gateway_snapshots").findOne({ _id: "default" }));
  }

  it("import what is good of a document and name what is not", async () => {
    const bad = { "/a b": { get: { operationId: "spaced", responses: {} } }, "/pets": { get: { operationId: "listPets", responses: { 200: { description: "" } } }, trace: { operationId: "traced", responses: {} } } };
    const { connector, report } = await importPets("partly", petsDocument({ paths: bad }));
    expect(report.skipped.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(["TRACE /pets"]);
    expect(report.problems.filter(({ severity }) => severity === "error")).toMatchObject([{ pointer: "/paths/~1pets/trace", line: 1, column: expect.any(Number) }]);
    expect(report.problems.map(({ pointer }) => pointer)).toContain("/paths/~1a b");
    expect(connector).toMatchObject({ operationCount: 3, stages: [{ name: "prod", backend: { url: "http://pets.example.com/v1" } }], revision: 1 });
    expect(report.operations.map(({ path }) => path)).toContain("/a%20b");
    expect(report.changes).toBeUndefined();
  });

  it("say where a document cannot be read, and import nothing of it", async () => {
    expect(await refusal(importPets("broken", '{"openapi": "3.1.0",\n "info": {"title": "x"}}}'))).toMatchObject({ status: 400, code: "openapi.unreadable", line: 2 });
    expect(await refusal(importPets("broken", '{"openapi": "3.1.0", "info": {"title": "none", "version": "1"}, "paths": {}}'))).toMatchObject({ status: 422, code: "connector.import-empty" });
    expect(await refusal(person.call(routes.connectors.get, { params: { connector: "broken" } }))).toMatchObject({ status: 404, code: "connector.not-found" });
    expect(await (await platform.database()).collection("connector_drafts").countDocuments({})).toBe(1);
  });

  it("of a very large document are read beside other requests, with the same findings", async () => {
    const large = petsDocument({ operations: 2_000, paths: { "/a": { trace: { responses: {} } } } });
    const [{ connector, report }, others] = await Promise.all([importPets("very-large", large), Promise.all(Array.from({ length: 20 }, () => person.call(routes.auth.session)))]);
    expect(connector.operationCount).toBe(2_002);
    expect(report.skipped).toHaveLength(1);
    expect(others).toHaveLength(20);
    expect(await refusal(importPets("very-large", `${large}}`))).toMatchObject({ status: 400, code: "openapi.unreadable", line: 1 });
    await person.call(routes.connectors.remove, { params: { connector: "very-large" } });
  });

  it("are not imported from addresses inside", async () => {
    for (const url of ["http://127.0.0.1:1/openapi.json", "http://169.254.169.254/latest", "http://10.0.0.1/x"]) {
      expect(await refusal(person.call(routes.connectors.import, { body: { name: "inside", document: { url } } }))).toMatchObject({ code: "egress.address-refused" });
    }
  });

  it("come out of export as they went in", async () => {
    await importPets("whole", petsDocument({ operations: 3 }));
    const exported = await person.call(routes.connectors.export, { params: { connector: "whole" } });
    const { connector } = await importPets("again", JSON.stringify(exported));
    expect(connector.operationCount).toBe(5);
    const again = await person.call(routes.connectors.export, { params: { connector: "again" } });
    expect(again).toEqual(exported);
    const { operation, schemas } = await person.call(routes.connectors.operation, { params: { connector: "whole", operation: "getThing0" } });
    expect(operation.responses["200"]?.content?.["application/json"]?.schema).toEqual({ $ref: "#/schemas/Pet" });
    expect(schemas["Pet"]).toMatchObject({ properties: { "a.dotted.key": { type: "string" }, parent: { $ref: "#/schemas/Pet" } } });
  });

  it("imported again replace the operations as a whole and keep stage, credential and releases", async () => {
    await person.call(routes.connectors.import, { body: { name: "twice", document: { text: petsDocument({ operations: 5 }) }, credential: { kind: "bearer", token: "the-secret-token" } } });
    await publish("twice");
    const { connector } = await importPets("twice", petsDocument());
    expect(connector).toMatchObject({ operationCount: 2, latestVersion: "1.0.0", stages: [{ release: "1.0.0", credential: { kind: "bearer" } }] });
    const { items } = await person.call(routes.connectors.operations, { params: { connector: "twice" } });
    expect(items.map(({ id }) => id)).toEqual(["getPet", "listPets"]);
    const released = await person.call(routes.connectors.operations, { params: { connector: "twice" }, query: { version: "1.0.0", limit: 2 } });
    expect(released).toMatchObject({ total: 7, items: [{ id: "getPet" }, { id: "getThing0" }] });
    expect(await (await platform.database()).collection("operations").countDocuments({ operation: "getThing4" })).toBe(0);
  });

  it("imported again say what changes, and keep what was made by hand", async () => {
    const pets = JSON.parse(petsDocument({ operations: 2 })) as { paths: Record<string, Record<string, { summary?: string; description?: string }>> };
    await importPets("edited", JSON.stringify(pets));
    const at = { connector: "edited", operation: "listPets" };
    const { operation, revision } = await person.call(routes.connectors.operation, { params: at });
    const edited = { ...operation, summary: "By hand", backend: { timeoutMs: 1234 } };
    await person.call(routes.connectors.saveOperation, { params: at, body: { operation: edited, revision } });
    await person.call(routes.connectors.saveOperation, { params: { connector: "edited", operation: "mine" }, body: { operation: { id: "mine", method: "GET", path: "/by-hand" } } });
    const list = pets.paths["/pets"]?.["get"] ?? {};
    list.summary = "From the document";
    list.description = "New";
    pets.paths["/born"] = { get: { summary: "Born" } };
    const [gone] = Object.keys(pets.paths).filter((path) => path.includes("thing"));
    delete pets.paths[gone ?? ""];
    const { report, connector } = await importPets("edited", JSON.stringify(pets));
    expect(report.changes).toMatchObject({ added: [{ id: "getBorn" }], changed: [{ id: "listPets", fields: ["description"], kept: ["backend", "summary"] }], removed: [{ id: expect.stringMatching(/Thing/) }] });
    const after = await person.call(routes.connectors.operation, { params: at });
    expect(after.operation).toEqual({ ...edited, description: "New" });
    expect((await person.call(routes.connectors.operation, { params: { connector: "edited", operation: "mine" } })).operation.path).toBe("/by-hand");
    expect(connector.operationCount).toBe(report.operations.length + 1);
    const again = await importPets("edited", JSON.stringify(pets));
    expect(again.report.changes).toMatchObject({ added: [], removed: [], changed: [{ id: "listPets", fields: [] }] });
    expect((await person.call(routes.connectors.operation, { params: at })).operation).toEqual({ ...edited, description: "New" });
  });

  it("are published as a snapshot that gateways can check", async () => {
    await person.call(routes.connectors.import, { body: { name: "served", document: { text: petsDocument() }, credential: { kind: "api-key", in: "header", name: "X-Key", value: "the-secret-key" } } });
    const before = (await publish("twice", { acceptBreaking: true })).gatewayRevision;
    const { stage, release, gatewayRevision } = await publish("served", { changelog: "first" });
    expect(gatewayRevision).toBe(before + 1);
    expect(stage).toMatchObject({ release: "1.0.0", publishedBy: person.session?.user.username });
    const stored = await snapshot();
    const { connectors, plugins } = stored;
    expect(stored.checksum).toBe(createHash("sha256").update(canonicalJson({ connectors, plugins })).digest("hex"));
    const served = connectors.find(({ name }) => name === "served")?.stages[0];
    expect(served).toMatchObject({ name: "prod", version: release.version, backend: { url: "http://pets.example.com/v1", timeoutMs: 30_000 }, credential: { kind: "api-key" } });
    expect(JSON.stringify(stored)).not.toContain("the-secret-key");
    const kept = gatewayReleaseSchema.parse(await (await platform.database()).collection<{ _id: string }>("gateway_releases").findOne({ _id: served?.release ?? "" }));
    expect(createHash("sha256").update(canonicalJson(kept.operations)).digest("hex")).toBe(kept._id);
    expect(kept.operations).toContainEqual({ id: "getPet", method: "GET", path: "/pets/{id}", matchSubpath: false, transport: "http", backend: { name: null, method: "GET", path: "/pets/{id}", timeoutMs: null }, security: { authenticate: true, grant: true }, idempotent: true, deprecated: false, plugins: [] });
  });

  it("get growing versions, and an older one back on request", async () => {
    await importPets("versions");
    const versions = [(await publish("versions")).release.version, (await publish("versions")).release.version];
    const { operation, revision } = await person.call(routes.connectors.operation, { params: { connector: "versions", operation: "getPet" } });
    await person.call(routes.connectors.saveOperation, { params: { connector: "versions", operation: "getPet" }, body: { operation: { ...operation, description: "Only words" }, revision } });
    versions.push((await publish("versions")).release.version);
    await person.call(routes.connectors.removeOperation, { params: { connector: "versions", operation: "getPet" } });
    versions.push((await publish("versions", { acceptBreaking: true })).release.version, (await publish("versions", { version: "2.0.0" })).release.version);
    expect(versions).toEqual(["1.0.0", "1.0.0", "1.0.1", "1.1.0", "2.0.0"]);
    expect(await refusal(publish("versions", { version: "1.9.0" }))).toMatchObject({ code: "release.version", path: "/version" });
    expect(await publish("versions", { version: "1.0.1" })).toMatchObject({ stage: { release: "1.0.1" }, release: { version: "1.0.1" } });
    expect((await snapshot()).connectors.find(({ name }) => name === "versions")?.stages[0]?.version).toBe("1.0.1");
    expect((await person.call(routes.connectors.releases, { params: { connector: "versions" } })).items.map(({ version }) => version)).toEqual(["2.0.0", "1.1.0", "1.0.1", "1.0.0"]);
  });

  it("never lose a changelog that somebody typed", async () => {
    await importPets("noted");
    expect(await publish("noted", { changelog: "First" })).toMatchObject({ release: { version: "1.0.0", changelog: "First" } });
    for (const body of [{}, { changelog: "  " }, { changelog: "First" }, { version: "1.0.0" }]) expect(await publish("noted", body)).toMatchObject({ release: { version: "1.0.0", changelog: "First" } });
    for (const body of [{ changelog: "Second" }, { changelog: "Second", version: "1.0.0" }]) expect(await refusal(publish("noted", body))).toMatchObject({ status: 409, code: "release.unchanged", path: "/changelog", version: "1.0.0" });
    expect(await publish("noted", { changelog: "Second", version: "1.0.1" })).toMatchObject({ release: { version: "1.0.1", changelog: "Second" } });
  });

  it("that gateways would refuse are not published, and every operation at fault is named", async () => {
    const get = (operationId: string) => ({ get: { operationId, responses: { 200: { description: "" } } } });
    await importPets("colliding", petsDocument({ paths: { "/a-b": get("plain") } }));
    await person.call(routes.connectors.saveOperation, { params: { connector: "colliding", operation: "encoded" }, body: { operation: { id: "encoded", method: "GET", path: "/a%2Db" } } });
    const before = await snapshot();
    expect(await refusal(publish("colliding"))).toMatchObject({ status: 422, code: "connector.not-ready", path: "/operations/encoded/path", detail: expect.stringContaining("'encoded' and 'plain'"), errors: [{ path: "/operations/encoded/path" }] });
    expect(await snapshot()).toEqual(before);
    const readiness = await person.call(routes.connectors.readiness, { params: { connector: "colliding" } });
    expect(readiness.steps.find(({ step }) => step === "operations")).toMatchObject({ ready: false, message: { en: expect.stringContaining("'encoded'"), "zh-CN": expect.stringContaining("“encoded”") } });
    await person.call(routes.connectors.removeOperation, { params: { connector: "colliding", operation: "encoded" } });
    expect(await publish("colliding")).toMatchObject({ release: { version: "1.0.0" } });
    const operation = { id: "lost", method: "GET", path: "/lost", backend: { path: "/lost/{id}" } } as const;
    expect(await refusal(person.call(routes.connectors.saveOperation, { params: { connector: "colliding", operation: "lost" }, body: { operation } }))).toMatchObject({ status: 400, code: "operation.backend-path", path: "/operation/backend/path" });
  });

  it("are not shown beyond their space, and nobody can ask for it", async () => {
    expect(await refusal(person.call(routes.connectors.create, { body: { name: "wide", visibility: "platform" as "space" } }))).toMatchObject({ status: 400, path: "/visibility" });
    await person.call(routes.connectors.create, { body: { name: "wide" } });
    await (await platform.database()).collection("connectors").updateOne({ name: "wide" }, { $set: { visibility: "platform" } });
    expect(await person.call(routes.connectors.get, { params: { connector: "wide" } })).toMatchObject({ visibility: "space" });
  });

  it("are refused in the language of the reader", async () => {
    const chinese = person.speaking("zh-CN");
    expect(await refusal(chinese.call(routes.connectors.get, { params: { connector: "nowhere" } }))).toMatchObject({ code: "connector.not-found", detail: "当前空间没有连接器“nowhere”。" });
    const { headers } = await chinese.raw("GET", "/connectors/nowhere");
    expect([headers.get("content-language"), headers.get("vary")]).toEqual(["zh-CN", expect.stringMatching(/accept-language/i)]);
  });

  it("published at the same time all are in the last snapshot", async () => {
    const names = ["at-once-1", "at-once-2", "at-once-3", "at-once-4"];
    for (const name of names) await importPets(name);
    const revisions = (await Promise.all(names.map((name) => publish(name)))).map(({ gatewayRevision }) => gatewayRevision);
    expect(new Set(revisions).size).toBe(names.length);
    const last = await snapshot();
    expect(last.revision).toBe(Math.max(...revisions));
    expect(last.connectors.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it("tell step by step what they still lack", async () => {
    await person.call(routes.connectors.create, { body: { name: "steps" } });
    const lacking = async () => (await person.call(routes.connectors.readiness, { params: { connector: "steps" } })).steps.filter(({ ready }) => !ready).map(({ step }) => step);
    expect(await lacking()).toEqual(["operations", "backend", "release", "published"]);
    await person.call(routes.connectors.saveOperation, { params: { connector: "steps", operation: "ping" }, body: { operation: { id: "ping", method: "GET", path: "/ping" } } });
    expect(await refusal(publish("steps"))).toMatchObject({ status: 404, code: "stage.not-found" });
    await person.call(routes.connectors.saveStage, { params: { connector: "steps", stage: "prod" }, body: {} });
    expect(await refusal(publish("steps"))).toMatchObject({ status: 422, code: "connector.not-ready" });
    await person.call(routes.connectors.saveStage, { params: { connector: "steps", stage: "prod" }, body: { backend: { url: "http://ping.example.com" }, revision: 1 } });
    await publish("steps");
    expect(await lacking()).toEqual([]);
  });

  it("refuse a stale change and show both versions", async () => {
    await importPets("stale");
    await person.call(routes.connectors.update, { params: { connector: "stale" }, body: { description: "first", revision: 1 } });
    expect(await refusal(person.call(routes.connectors.update, { params: { connector: "stale" }, body: { description: "second", revision: 1 } }))).toMatchObject({ status: 409, code: "conflict", yours: { description: "second", revision: 1 }, theirs: { description: "first", revision: 2 } });
    const both = await Promise.allSettled(["a", "b"].map((description) => person.call(routes.connectors.update, { params: { connector: "stale" }, body: { description, revision: 2 } })));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const stage = { connector: "stale", stage: "prod" };
    expect(await refusal(person.call(routes.connectors.saveStage, { params: stage, body: { backend: { url: "http://x.example.com" } } }))).toMatchObject({ status: 409, theirs: { revision: 1 } });
    const operation = { id: "listPets", method: "GET", path: "/pets" } as const;
    expect(await refusal(person.call(routes.connectors.saveOperation, { params: { connector: "stale", operation: "listPets" }, body: { operation } }))).toMatchObject({ status: 409, theirs: { revision: 1 } });
  });

  it("have no two operations for the same calls", async () => {
    await importPets("same-calls");
    expect(await refusal(person.call(routes.connectors.saveOperation, { params: { connector: "same-calls", operation: "other" }, body: { operation: { id: "other", method: "GET", path: "/pets/{name}" } } }))).toMatchObject({ status: 409, code: "operation.exists" });
    expect(await refusal(person.call(routes.connectors.saveOperation, { params: { connector: "same-calls", operation: "other" }, body: { operation: { id: "another", method: "GET", path: "/x" } } }))).toMatchObject({ status: 400, path: "/operation/id" });
  });

  it("do not hand a stored credential to another address", async () => {
    await person.call(routes.connectors.import, { body: { name: "guarded", document: { text: petsDocument() }, credential: { kind: "basic", username: "svc", password: "the-secret-password" } } });
    const params = { connector: "guarded", stage: "prod" };
    expect(await refusal(person.call(routes.connectors.saveStage, { params, body: { backend: { url: "http://elsewhere.example.com" }, revision: 1 } }))).toMatchObject({ code: "stage.credential-needed", path: "/credential" });
    expect(await refusal(person.call(routes.connectors.import, { body: { name: "guarded", document: { text: petsDocument() }, backend: "http://elsewhere.example.com" } }))).toMatchObject({ code: "stage.credential-needed" });
    const same = await person.call(routes.connectors.saveStage, { params, body: { backend: { url: "http://pets.example.com/v2" }, revision: 1 } });
    expect(same.credential.kind).toBe("basic");
    const other = await person.call(routes.connectors.saveStage, { params, body: { backend: { url: "http://elsewhere.example.com" }, credential: { kind: "none" }, revision: 2 } });
    expect(other.credential).toEqual({ kind: "none" });
  });

  it("bind only plugins that a gateway carries, with valid attributes", async () => {
    await importPets("plugged");
    const descriptor = { name: "limit-count", version: "1.0.0", priority: 1002, phases: ["access"], levels: ["stage"], builtIn: false, title: { "zh-CN": "限流", en: "Limit" }, description: { "zh-CN": "", en: "" }, attributes: { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object", properties: { count: { type: "integer", minimum: 1 } }, required: ["count"], additionalProperties: false } };
    await (await platform.database()).collection<{ _id: string }>("gateway_plugins").insertMany([{ _id: "limit-count", ...descriptor }, { _id: "global-only", ...descriptor, name: "global-only", levels: ["global"] } as { _id: string }]);
    expect((await person.call(routes.plugins.list)).items.map(({ name }) => name)).toEqual(["global-only", "limit-count"]);
    const save = (plugin: string, attributes: Record<string, unknown>) => person.call(routes.connectors.saveStage, { params: { connector: "plugged", stage: "prod" }, body: { plugins: [{ plugin, attributes }], revision: 1 } });
    expect(await refusal(save("no-such", {}))).toMatchObject({ code: "plugin.not-found", path: "/plugins/0/plugin" });
    expect(await refusal(save("global-only", { count: 1 }))).toMatchObject({ code: "plugin.level" });
    expect(await refusal(save("limit-count", { count: 0 }))).toMatchObject({ code: "plugin.attributes", path: "/plugins/0/attributes/count" });
    expect(await refusal(save("limit-count", {}))).toMatchObject({ path: "/plugins/0/attributes/count" });
    await save("limit-count", { count: 5 });
    await publish("plugged");
    expect((await snapshot()).connectors.find(({ name }) => name === "plugged")?.stages[0]?.plugins).toEqual([{ plugin: "limit-count", enabled: true, attributes: { count: 5 } }]);
  });

  it("that are granted to somebody are not deleted; others leave the gateways", async () => {
    await importPets("leaving");
    await publish("leaving");
    const operations = ["listPets"];
    expect(await refusal(person.call(routes.grants.create, { body: { connector: "leaving", caller: "app:default/board", operations: ["nothing"] } }))).toMatchObject({ code: "operation.not-found" });
    expect(await refusal(person.call(routes.grants.create, { body: { connector: "leaving", caller: "token:nobody" } }))).toMatchObject({ code: "grant.caller", path: "/caller" });
    const grant = await person.call(routes.grants.create, { body: { connector: "leaving", caller: "app:default/board", operations, expiresInDays: 10 } });
    expect(grant).toMatchObject({ callerName: "default/board", source: "manual", operations });
    expect(await refusal(person.call(routes.connectors.remove, { params: { connector: "leaving" } }))).toMatchObject({ status: 409, code: "in-use", uses: [{ kind: "grant", name: "default/board" }] });
    await person.call(routes.grants.revoke, { params: { id: grant.id } });
    expect(await refusal(person.call(routes.grants.revoke, { params: { id: grant.id } }))).toMatchObject({ status: 404 });
    await person.call(routes.connectors.remove, { params: { connector: "leaving" } });
    expect((await snapshot()).connectors.map(({ name }) => name)).not.toContain("leaving");
    await importPets("leaving");
    expect((await person.call(routes.connectors.releases, { params: { connector: "leaving" } })).items).toEqual([]);
  });

  it("with 500 operations are imported and published in seconds", async () => {
    const started = performance.now();
    const { connector } = await importPets("large", petsDocument({ operations: 498 }));
    const imported = performance.now();
    await publish("large");
    process.stdout.write(`${JSON.stringify({ name: "import of 500 operations", value: Math.round(imported - started), unit: "ms" })}\n${JSON.stringify({ name: "publish of 500 operations", value: Math.round(performance.now() - imported), unit: "ms" })}\n`);
    expect(connector.operationCount).toBe(500);
    const first = await person.call(routes.connectors.operations, { params: { connector: "large" }, query: { limit: 300 } });
    const second = await person.call(routes.connectors.operations, { params: { connector: "large" }, query: { limit: 300, cursor: first.nextCursor ?? "" } });
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(500);
    expect(second.nextCursor).toBeUndefined();
    expect((await person.call(routes.connectors.operations, { params: { connector: "large" }, query: { search: "thing 499" } })).items).toEqual([]);
    expect((await person.call(routes.connectors.operations, { params: { connector: "large" }, query: { search: "THING 42" } })).items.map(({ id }) => id)).toContain("getThing42");
  });
});
