import { type Operation, type ReleaseView, operationSchema, routes } from "@tessera/contracts";
import mongoose from "mongoose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillOperationFields } from "../src/modules/connectors/operation-fields.migration.ts";
import { petsDocument } from "./driver/documents.ts";
import { type Person, refusal } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

const operation = (id: string, change: Partial<Operation> = {}): Operation => operationSchema.parse({ id, method: "GET", path: `/${id}`, ...change });

describe("authoring", () => {
  let platform: Platform;
  let person: Person;
  beforeAll(async () => {
    platform = await Platform.start();
    person = await platform.person("developer");
  });
  afterAll(() => platform.stop());

  const create = (name: string) => person.call(routes.connectors.create, { body: { name } });
  const add = (connector: string, operations: Operation[]) => person.call(routes.authoring.addOperations, { params: { connector }, body: { operations } });
  const list = (connector: string, query: object = {}) => person.call(routes.connectors.operations, { params: { connector }, query });
  const ids = async (connector: string, query: object = {}) => (await list(connector, query)).items.map(({ id }) => id);
  const chosen = async (connector: string, query: object = {}) => (await list(connector, query)).items.map(({ id, revision = 0 }) => ({ id, revision }));
  const audited = async (connector: string) => (await person.call(routes.audit.list, { query: { target: `connector:${connector}` } })).items;

  describe("operations by example", () => {
    const curl = "curl -X POST 'https://api.example.com/v1/hosts/42/restart?force=true' -H 'Authorization: Bearer s3cr3t-token-of-ann' -H 'content-type: application/json' -d '{\"reason\":\"patch\"}'";

    it("are made of cURL commands, without the secrets in them, and added to the draft in one call", async () => {
      await create("by-curl");
      const made = await person.call(routes.authoring.byExample, { body: { kind: "curl", text: `${curl}\ncurl https://other.example.com/x\ncurl https://api.example.com/v1/hosts`, connector: "by-curl" } });
      expect(made).toMatchObject({ server: "https://api.example.com", existing: [], credentials: [{ kind: "bearer" }], skipped: [{ method: "GET", url: "https://other.example.com/x" }], origins: [{ value: "https://api.example.com", count: 2 }, { count: 1 }] });
      expect(JSON.stringify(made)).not.toContain("s3cr3t");
      const { added, skipped } = await add("by-curl", made.operations);
      expect(skipped).toEqual([]);
      expect(added.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /v1/hosts/{hostId}/restart", "GET /v1/hosts"]);
      expect((await person.call(routes.connectors.get, { params: { connector: "by-curl" } })).operationCount).toBe(2);
      expect((await audited("by-curl")).map(({ action }) => action)).toEqual(["authoring.addOperations", "connectors.create"]);
      const again = await person.call(routes.authoring.byExample, { body: { kind: "curl", text: curl, connector: "by-curl" } });
      expect(again.existing).toHaveLength(1);
      expect(await add("by-curl", again.operations)).toMatchObject({ added: [], skipped: [{ path: "/v1/hosts/{hostId}/restart", reason: { en: expect.stringContaining("already") } }] });
    });

    it("are made of a large HAR file beside other requests", async () => {
      const entries = Array.from({ length: 2_000 }, (_, index) => ({ request: { method: "GET", url: `https://api.example.com/kind-${index % 40}/items/${index}`, headers: [] }, response: { status: 200, content: { mimeType: "application/json", text: JSON.stringify({ id: index, pad: "x".repeat(200) }) } } }));
      const { operations } = await person.call(routes.authoring.byExample, { body: { kind: "har", text: JSON.stringify({ log: { entries } }) } });
      expect(operations).toHaveLength(40);
      expect(await refusal(person.call(routes.authoring.byExample, { body: { kind: "har", text: "{}" } }))).toMatchObject({ status: 400, code: "openapi.example-invalid" });
      expect(await refusal(person.call(routes.authoring.byExample, { body: { kind: "curl", text: "wget http://x" } }))).toMatchObject({ status: 400, code: "openapi.example-invalid" });
    });

    it("get an id of their own where one is taken, and one that gateways would refuse is said", async () => {
      await create("by-hand");
      await add("by-hand", [operation("list")]);
      const { added, skipped } = await add("by-hand", [operation("list", { path: "/other" }), operation("bad", { backend: { path: "/x/{missing}" } })]);
      expect(added).toEqual([{ id: "list2", method: "GET", path: "/other" }]);
      expect(skipped).toMatchObject([{ id: "bad" }]);
    });
  });

  describe("a list of operations", () => {
    beforeAll(async () => {
      await create("many");
      await add("many", [
        operation("listHosts", { path: "/api/hosts", summary: "列出主机", tags: ["cmdb"] }),
        operation("createHost", { method: "POST", path: "/api/hosts", summary: "Add a host", tags: ["cmdb", "write"], deprecated: true }),
        operation("listRacks", { path: "/api/racks", description: "All of them", summary: "List the racks" }),
      ]);
    });

    it("is searched by the beginnings of words in id, path, summary, labels and method", async () => {
      expect(await ids("many", { search: "hosts" })).toEqual(["createHost", "listHosts"]);
      expect(await ids("many", { search: "主机" })).toEqual(["listHosts"]);
      expect(await ids("many", { search: "post host" })).toEqual(["createHost"]);
      expect(await ids("many", { search: "/api/ra" })).toEqual(["listRacks"]);
      expect(await ids("many", { search: "write" })).toEqual(["createHost"]);
      expect(await ids("many", { search: "o.*s" })).toEqual([]);
      expect((await list("many", { search: "api", limit: 2 })).total).toBe(3);
    });

    it("is narrowed by method, label, deprecation and docs score, and ordered both ways", async () => {
      expect(await ids("many", { method: "POST" })).toEqual(["createHost"]);
      expect(await ids("many", { label: "cmdb", deprecated: "false" })).toEqual(["listHosts"]);
      const scores = (await list("many", { sort: "score" })).items.map(({ docsScore }) => docsScore);
      expect(scores).toEqual(scores.toSorted((one, other) => one - other));
      expect(await ids("many", { scoreBelow: Math.max(...scores) })).not.toContain("listRacks");
      expect(await ids("many", { sort: "-path" })).toEqual(["listRacks", "listHosts", "createHost"]);
      expect(await ids("many", { sort: "-id" })).toEqual(["listRacks", "listHosts", "createHost"]);
    });

    it.each(["id", "-id", "path", "-path", "score", "-score"])("is read page by page without loss, by %s", async (sort) => {
      const read: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await list("many", { sort, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
        read.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        if (cursor === undefined) break;
      }
      expect(read).toEqual(await ids("many", { sort }));
      expect(new Set(read).size).toBe(3);
    });

    it("refuses a cursor that it did not answer", async () => expect(await refusal(list("many", { sort: "path", cursor: "bm90LWpzb24" }))).toMatchObject({ status: 400, code: "request.cursor" }));

    it("says what it can be narrowed by", async () => {
      const facets = await person.call(routes.authoring.facets, { params: { connector: "many" } });
      expect(facets).toMatchObject({ total: 3, methods: [{ value: "GET", count: 2 }, { value: "POST", count: 1 }], labels: [{ value: "cmdb", count: 2 }, { value: "write", count: 1 }], deprecated: 1, changed: 0 });
    });

    it("gives the summaries of other languages with the rows", async () => {
      await person.call(routes.connectors.create, { body: { name: "told" } });
      const operation = operationSchema.parse({ id: "getRack", method: "GET", path: "/rack", summary: "One rack", translations: { "zh-CN": { summary: "一个机柜", description: "说明" } } });
      await person.call(routes.connectors.saveOperation, { params: { connector: "told", operation: "getRack" }, body: { operation } });
      const { items } = await person.call(routes.connectors.operations, { params: { connector: "told" } });
      expect(items).toMatchObject([{ summary: "One rack" }]);
      expect(items[0]?.translations).toEqual({ "zh-CN": { summary: "一个机柜" } });
    });

    it("finds what an earlier build stored, after the step that fills it in", async () => {
      const database = await platform.database();
      await database.collection("operations").updateMany({ operation: "listRacks" }, { $unset: { words: "", score: "", digest: "" } });
      const connection = await mongoose.createConnection(platform.mongoUri, { dbName: "tessera" }).asPromise();
      await fillOperationFields.up(connection);
      await connection.close();
      expect(await ids("many", { search: "racks", sort: "score" })).toEqual(["listRacks"]);
    });
  });

  describe("a change of many operations", () => {
    beforeAll(async () => {
      await create("batch");
      await add("batch", ["one", "two", "three"].map((id) => operation(id, { tags: ["old"] })));
    });

    it("is made as a whole, with one audit record that says before and after", async () => {
      const before = (await audited("batch")).length;
      const { changed } = await person.call(routes.authoring.editOperations, { params: { connector: "batch" }, body: { operations: (await chosen("batch")).slice(0, 2), change: { addLabels: ["new"], removeLabels: ["old"], timeoutMs: 500, security: { grant: false } } } });
      expect(changed).toBe(2);
      expect(await ids("batch", { label: "new" })).toEqual(["one", "three"]);
      const { operation: one } = await person.call(routes.connectors.operation, { params: { connector: "batch", operation: "one" } });
      expect(one).toMatchObject({ tags: ["new"], backend: { timeoutMs: 500 }, security: { authenticate: true, grant: false } });
      const records = await audited("batch");
      expect(records).toHaveLength(before + 1);
      expect(records[0]).toMatchObject({ action: "authoring.editOperations", before: { operations: [{ tags: ["old"] }, {}] }, after: { operations: [{ id: "one", tags: ["new"] }, { id: "three" }] } });
    });

    it("is refused as a whole when somebody changed one of them meanwhile, and says which", async () => {
      const seen = await chosen("batch");
      const { operation: two, revision } = await person.call(routes.connectors.operation, { params: { connector: "batch", operation: "two" } });
      await person.call(routes.connectors.saveOperation, { params: { connector: "batch", operation: "two" }, body: { operation: { ...two, summary: "Theirs" }, revision } });
      const edit = person.call(routes.authoring.editOperations, { params: { connector: "batch" }, body: { operations: seen, change: { deprecated: true } } });
      expect(await refusal(edit)).toMatchObject({ status: 409, code: "conflict", yours: { operations: [{ id: "two", revision }], count: 1 }, theirs: { operations: [{ id: "two", revision: revision + 1 }] } });
      expect(await ids("batch", { deprecated: "true" })).toEqual([]);
    });

    it("that changes nothing leaves no record", async () => {
      const before = (await audited("batch")).length;
      expect(await person.call(routes.authoring.editOperations, { params: { connector: "batch" }, body: { operations: await chosen("batch"), change: { removeLabels: ["never"] } } })).toEqual({ changed: 0 });
      expect(await audited("batch")).toHaveLength(before);
    });

    it("removes them, after it said which apps call one", async () => {
      await person.call(routes.apps.create, { body: { name: "caller", title: { en: "Caller" } } });
      const { revision, records } = await person.call(routes.apps.draft, { params: { app: "caller" } });
      const head = records["app"] ?? {};
      const added = { "query/q": { id: "q", name: "q", kind: "operation", connector: "source", operation: "one", inputs: {}, trigger: "load" } };
      await person.call(routes.apps.change, { params: { app: "caller" }, body: { baseRevision: revision, changeId: crypto.randomUUID(), diff: { updated: { app: [head, { ...head, connectors: { source: { connector: "batch", stage: "prod" } } }] }, added } } });
      const body = { operations: (await chosen("batch")).filter(({ id }) => id !== "two") };
      expect(await refusal(person.call(routes.authoring.removeOperations, { params: { connector: "batch" }, body }))).toMatchObject({ status: 409, code: "in-use", uses: [{ kind: "app", name: "caller", operation: "one", query: "q" }] });
      expect(await person.call(routes.authoring.removeOperations, { params: { connector: "batch" }, body: { ...body, acceptUses: true } })).toEqual({ removed: 2 });
      expect(await ids("batch")).toEqual(["two"]);
      expect((await person.call(routes.connectors.get, { params: { connector: "batch" } })).operationCount).toBe(1);
    });

    it("of hundreds is made as a whole too, keeps schemas and revisions, and leaves no second draft behind", async () => {
      await person.call(routes.connectors.import, { body: { name: "hundreds", document: { text: petsDocument({ operations: 300 }) } } });
      const seen = await chosen("hundreds", { limit: 500 });
      const edit = (operations: typeof seen, change: object) => person.call(routes.authoring.editOperations, { params: { connector: "hundreds" }, body: { operations, change } });
      expect(await edit(seen.slice(0, 200), { addLabels: ["large"] })).toEqual({ changed: 200 });
      expect((await list("hundreds", { label: "large", limit: 1 })).total).toBe(200);
      expect((await chosen("hundreds", { limit: 500 })).map(({ revision }) => revision).toSorted()).toEqual([...Array.from({ length: 102 }, () => 1), ...Array.from({ length: 200 }, () => 2)]);
      expect((await person.call(routes.connectors.operation, { params: { connector: "hundreds", operation: "getThing5" } })).schemas).toHaveProperty("Pet");
      expect(await refusal(edit(seen, { deprecated: true }))).toMatchObject({ status: 409, code: "conflict", yours: { count: 200 } });
      expect(await edit(await chosen("hundreds", { limit: 500 }), { removeLabels: ["never"] })).toEqual({ changed: 0 });
      const now = await chosen("hundreds", { limit: 500 });
      for (const some of [now, now.slice(0, 2)]) {
        expect(await refusal(edit(some, { backendName: "nowhere" }))).toMatchObject({ status: 400, path: "/change/backendName", detail: expect.stringContaining("nowhere") as string });
      }
      expect(await (await platform.database()).collection("operations").countDocuments({ operation: "getThing5" })).toBe(1);
    });

    it("of two people, only one is made", async () => {
      await create("race");
      await add("race", [operation("a"), operation("b")]);
      const body = { operations: await chosen("race") };
      const outcomes = await Promise.allSettled([1, 2].map((timeoutMs) => person.call(routes.authoring.editOperations, { params: { connector: "race" }, body: { ...body, change: { timeoutMs } } })));
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect((await chosen("race")).map(({ revision }) => revision)).toEqual([2, 2]);
    });
  });

  describe("an operation that is being written", () => {
    const check = (change: Partial<Operation>, connector = "checked") => person.call(routes.authoring.checkOperation, { params: { connector, operation: "draft" }, body: { operation: operation("draft", change) } }).then(({ problems }) => problems);
    const json = (media: object) => ({ content: { "application/json": media } });
    beforeAll(() => person.call(routes.connectors.import, { body: { name: "checked", document: { text: petsDocument() } } }));

    it("is refused for what gateways would refuse", async () => expect(await check({ backend: { path: "/x/{missing}" } })).toMatchObject([{ severity: "error", pointer: "/backend/path" }]));

    it("is told which examples do not fit their schema, and where", async () => {
      const problems = await check({
        parameters: [{ name: "limit", in: "query", required: false, schema: { type: "integer" }, example: "many" }],
        requestBody: { required: true, ...json({ schema: { $ref: "#/schemas/Pet" }, example: { name: 5, parent: { name: "ok" } } }) },
        responses: { 200: { description: "", ...json({ schema: { type: "array", items: { type: "string", format: "date" } }, examples: { a: { value: ["2026-01-31"] }, b: { value: ["never"] } } }) } },
      });
      expect(problems.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(["/parameters/0/example", "/responses/200/content/application~1json/examples/b/value/0"]));
      expect(problems.every(({ severity, message }) => severity === "warning" && message["zh-CN"].length > 2)).toBe(true);
    });

    it("is told of a schema that is none and of one that there is not", async () => {
      expect(await check({ requestBody: { required: false, ...json({ schema: { $ref: "#/schemas/Gone" } }) } })).toMatchObject([{ severity: "warning", pointer: "/requestBody/content/application~1json/schema/$ref" }]);
      expect(await check({ requestBody: { required: false, ...json({ schema: { type: "strange" }, example: 1 }) } })).toMatchObject([{ pointer: "/requestBody/content/application~1json/schema" }]);
    });

    it("does not hold the server up with an expression that takes for ever", async () => {
      const slow = check({ requestBody: { required: false, ...json({ schema: { type: "string", pattern: "^(a+)+$" }, example: `${"a".repeat(40)}!` }) } });
      expect((await person.call(routes.auth.session)).user).not.toBeNull();
      expect(await slow).toMatchObject([{ severity: "warning", pointer: "", message: { en: expect.stringContaining("took longer") } }]);
    }, 30_000);

    it("shows both versions to the second of two people who saved it", async () => {
      const at = { connector: "checked", operation: "listPets" };
      const { operation: before, revision } = await person.call(routes.connectors.operation, { params: at });
      const save = (summary: string) => person.call(routes.connectors.saveOperation, { params: at, body: { operation: { ...before, summary }, revision } });
      await save("Ann's");
      expect(await refusal(save("Bo's"))).toMatchObject({ status: 409, code: "conflict", yours: { operation: { summary: "Bo's" }, revision }, theirs: { operation: { summary: "Ann's" }, revision: revision + 1 } });
    });
  });

  describe("schemas that operations share", () => {
    beforeAll(() => person.call(routes.connectors.import, { body: { name: "shared", document: { text: petsDocument() } } }));
    const schema = (name: string) => person.call(routes.authoring.schema, { params: { connector: "shared", schema: name } });
    const save = (name: string, body: { schema: object; digest?: string }) => person.call(routes.authoring.saveSchema, { params: { connector: "shared", schema: name }, body: body as { schema: Record<string, unknown> } });

    it("are listed, read with what they refer to and who uses them, circles included", async () => {
      expect((await person.call(routes.authoring.schemas, { params: { connector: "shared" } })).items).toContainEqual({ name: "Pet", type: "object" });
      expect(await schema("Pet")).toMatchObject({ schema: { properties: { parent: { $ref: "#/schemas/Pet" } } }, schemas: { Pet: {} }, usedBy: expect.arrayContaining(["listPets"]) });
    });

    it("are changed and added; the second of two who change one sees both versions", async () => {
      const { schema: before, digest } = await schema("Pet");
      const { digest: next } = await save("Pet", { schema: { ...(before as object), description: "Ann's" }, digest });
      expect(await refusal(save("Pet", { schema: { type: "string" }, digest }))).toMatchObject({ status: 409, code: "conflict", theirs: { digest: next, schema: { description: "Ann's" } } });
      await save("Owner", { schema: { type: "object", properties: { pets: { type: "array", items: { $ref: "#/schemas/Pet" } } } } });
      expect(await refusal(save("Owner", { schema: {} }))).toMatchObject({ status: 409 });
      expect(await refusal(save("Other", { schema: { $ref: "#/schemas/Nobody" } }))).toMatchObject({ status: 400, path: "/schema/$ref" });
      expect(await refusal(save("a b", { schema: {} }))).toMatchObject({ status: 400 });
      expect((await person.call(routes.authoring.schemas, { params: { connector: "shared" } })).items.map(({ name }) => name)).toContain("Owner");
    });

    it("can be added to a connector that was made by hand", async () => {
      await create("no-schemas");
      await person.call(routes.authoring.saveSchema, { params: { connector: "no-schemas", schema: "First" }, body: { schema: { type: "object" } } });
      expect((await person.call(routes.authoring.schemas, { params: { connector: "no-schemas" } })).items).toEqual([{ name: "First", type: "object" }]);
    });
  });

  describe("docs and changes since a release", () => {
    it("are scored for the draft and for each release", async () => {
      await create("scored");
      await add("scored", [operation("bare")]);
      await person.call(routes.connectors.saveStage, { params: { connector: "scored", stage: "prod" }, body: { backend: { url: "http://pets.example.com" } } });
      const { release } = await person.call(routes.connectors.publish, { params: { connector: "scored", stage: "prod" }, body: {} });
      await keepsScore(release);
    });

    async function keepsScore({ version }: ReleaseView): Promise<void> {
      const docs = (query: object = {}) => person.call(routes.authoring.docs, { params: { connector: "scored" }, query });
      expect(await docs()).toMatchObject({ score: 0, operations: 1, worst: [{ id: "bare", score: 0, missing: [{ code: "summary", pointer: "/summary" }, {}, {}, {}, {}] }] });
      const { operation: bare, revision } = await person.call(routes.connectors.operation, { params: { connector: "scored", operation: "bare" } });
      await person.call(routes.connectors.saveOperation, { params: { connector: "scored", operation: "bare" }, body: { operation: { ...bare, summary: "Said", description: "More" }, revision } });
      await add("scored", [operation("born")]);
      expect((await docs()).worst.find(({ id }) => id === "bare")?.score).toBeGreaterThan(20);
      expect((await docs({ version })).score).toBe(0);
      const { items } = await list("scored");
      expect(items.map(({ id, changed }) => [id, changed])).toEqual([["bare", "changed"], ["born", "added"]]);
      expect(await ids("scored", { changed: "true" })).toEqual(["bare", "born"]);
      expect((await person.call(routes.authoring.facets, { params: { connector: "scored" } })).changed).toBe(2);
      await person.call(routes.connectors.publish, { params: { connector: "scored", stage: "prod" }, body: {} });
      expect(await ids("scored", { changed: "true" })).toEqual([]);
      expect((await list("scored", { version, search: "BARE", sort: "-score" })).items).toMatchObject([{ id: "bare", docsScore: 0 }]);
    }
  });

  describe("an import over a connector", () => {
    it("says before it is made what it adds, changes and removes, beside other requests", async () => {
      const document = JSON.parse(petsDocument({ operations: 1_500 })) as { paths: Record<string, Record<string, { summary?: string }>> };
      await person.call(routes.connectors.import, { body: { name: "large", document: { text: JSON.stringify(document) } } });
      document.paths["/born"] = { get: { summary: "Born" } };
      const source = { text: JSON.stringify(document) };
      const report = await person.call(routes.authoring.checkImport, { params: { connector: "large" }, body: source });
      expect(report.changes).toMatchObject({ added: [{ id: "getBorn" }], changed: [], removed: [], unchanged: 1_502 });
      const { report: imported } = await person.call(routes.connectors.import, { body: { name: "large", document: source } });
      expect(imported.changes).toEqual(report.changes);
      expect(await refusal(person.call(routes.authoring.checkImport, { params: { connector: "none" }, body: source }))).toMatchObject({ status: 404 });
    });
  });
});
