import { type Operation, type OperationInput, operationSchema } from "@tessera/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importText, readFixture } from "../../tests/documents.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { planReimport } from "./plan-reimport.ts";

const operation = (id: string, rest: Partial<OperationInput> = {}): Operation => operationSchema.parse({ id, method: "GET", path: `/${id}`, ...rest });
const baseOf = (operations: readonly Operation[]): Record<string, ReturnType<typeof fingerprintOf>> => Object.fromEntries(operations.map((one) => [one.id, fingerprintOf(one)]));
const documented = (rest: Partial<OperationInput> = {}): Operation =>
  operation("list", { summary: "List", description: "All", tags: ["a"], parameters: [{ name: "page", in: "query", description: "Which" }], responses: { 200: { description: "Found" } }, backend: { timeoutMs: 1000 }, ...rest });

describe("planReimport", () => {
  it("tells added, changed, removed and unchanged operations", () => {
    const plan = planReimport({ current: [operation("same"), operation("gone"), operation("other", { summary: "Old" })], imported: [operation("fresh"), operation("same"), operation("other", { summary: "New" })] });
    expect(plan).toMatchObject({
      added: [{ id: "fresh", method: "GET", path: "/fresh" }],
      removed: [{ id: "gone" }],
      changed: [{ id: "other", fields: ["summary"], kept: [] }],
      unchanged: 1,
    });
    expect(plan.operations.map(({ id, summary }) => `${id} ${summary ?? ""}`)).toEqual(["fresh ", "same ", "other New"]);
  });

  it.each<[string, Partial<OperationInput>, string]>([
    ["backend", { backend: { timeoutMs: 9000, path: "/v2/list" } }, "backend"],
    ["security", { security: { authenticate: false, grant: false } }, "security"],
    ["sub-path match", { matchSubpath: true }, "matchSubpath"],
    ["idempotence", { idempotent: true }, "idempotent"],
    ["transforms and retries", { backend: { name: "reports", retry: { attempts: 2 }, request: { headers: [{ action: "set", name: "X-A", value: "${vars.a}" }] } } }, "backend"],
    ["transport", { transport: "event-stream" }, "transport"],
    ["async declaration", { async: { id: { pointer: "/id" }, callback: { parameter: "query.callback", outcome: { state: "/state", succeeded: ["done"] } } } }, "async"],
    ["translation", { translations: { "zh-CN": { summary: "列表" } } }, "translations"],
    ["summary", { summary: "By hand" }, "summary"],
    ["removed description", { description: undefined }, "description"],
    ["tags", { tags: ["mine"] }, "tags"],
    ["deprecation", { deprecated: true }, "deprecated"],
    ["description of a parameter", { parameters: [{ name: "page", in: "query", description: "By hand", example: 3 }] }, "parameters/query/page"],
    ["description of an answer", { responses: { 200: { description: "By hand" } } }, "responses/200"],
  ])("keeps a hand-made %s, while the rest follows the document", (_name, edit, kept) => {
    const first = documented();
    const current = documented(edit);
    const imported = documented({ externalDocs: { url: "https://example.com" }, path: "/list" });
    const plan = planReimport({ current: [current], imported: [imported], base: baseOf([first]) });
    expect(plan.changed).toEqual([{ id: "list", method: "GET", path: "/list", fields: ["externalDocs"], kept: [kept] }]);
    expect(plan.operations).toEqual([{ ...current, externalDocs: { url: "https://example.com" } }]);
    const again = planReimport({ current: plan.operations, imported: [imported], base: plan.base });
    expect(again.operations).toEqual(plan.operations);
  });

  it("follows the document in what nobody touched", () => {
    const imported = documented({ summary: "Better", backend: { timeoutMs: 2000 }, parameters: [{ name: "page", in: "query", description: "Which page" }] });
    const plan = planReimport({ current: [documented()], imported: [imported], base: baseOf([documented()]) });
    expect(plan).toMatchObject({ operations: [imported], changed: [{ fields: ["backend", "parameters", "summary"], kept: [] }] });
  });

  it("without a record of the last import keeps settings, and docs that the document does not have", () => {
    const plan = planReimport({ current: [documented()], imported: [documented({ summary: "Better", description: undefined, backend: {} })] });
    expect(plan.operations).toEqual([documented({ summary: "Better" })]);
    expect(plan.changed[0]?.kept).toEqual(["backend", "description"]);
  });

  it("knows an operation by method and path, and keeps the id that apps use", () => {
    const plan = planReimport({ current: [operation("getHost", { path: "/hosts/{id}" }), operation("old", { path: "/old" })], imported: [operation("fetchHost", { path: "/hosts/{hostId}" }), operation("getHost", { path: "/other" }), operation("old", { path: "/v2/old" })] });
    expect(plan.operations.map(({ id, path }) => `${id} ${path}`)).toEqual(["getHost /hosts/{hostId}", "getHost-2 /other", "old /v2/old"]);
    expect(plan).toMatchObject({ added: [{ id: "getHost-2" }], changed: [{ id: "getHost", fields: ["path"] }, { id: "old", fields: ["path"] }], removed: [] });
  });

  it("keeps what was added by hand, under its id", () => {
    const plan = planReimport({ current: [operation("mine", { path: "/by-hand" }), operation("gone")], imported: [operation("mine", { path: "/new" })], base: baseOf([operation("gone")]) });
    expect(plan.operations.map(({ id, path }) => `${id} ${path}`)).toEqual(["mine /new"]);
    const other = planReimport({ current: [operation("mine"), operation("gone")], imported: [operation("theirs", { path: "/theirs" })], base: baseOf([operation("gone")]) });
    expect(other).toMatchObject({ operations: [{ id: "theirs" }, { id: "mine" }], removed: [{ id: "gone" }], unchanged: 1 });
  });

  it("names operations whose shared schemas change, also through other schemas and circles", () => {
    const uses = operation("uses", { responses: { 200: { content: { "application/json": { schema: { $ref: "#/schemas/A" } } } } } });
    const schemas = { current: { A: { properties: { b: { $ref: "#/schemas/B" } } }, B: { type: "string", a: { $ref: "#/schemas/A" } } }, imported: { A: { properties: { b: { $ref: "#/schemas/B" } } }, B: { type: "integer", a: { $ref: "#/schemas/A" } } } };
    expect(planReimport({ current: [uses, operation("not")], imported: [uses, operation("not")], schemas })).toMatchObject({ changed: [{ id: "uses", fields: ["schemas"], kept: [] }], unchanged: 1 });
  });

  it.each(["alerts-3.1.yaml", "hosts-swagger-2.0.json", "blueking-resources.yaml"])("of the same document (%s) changes nothing, whatever was edited by hand", (name) => {
    const { operations, schemas } = importText(readFixture(name));
    const edits = fc.array(fc.record({ at: fc.nat(operations.length - 1), summary: fc.option(fc.string(), { nil: undefined }), backend: fc.constantFrom({}, { timeoutMs: 5 }), tags: fc.option(fc.array(fc.string()), { nil: undefined }) }));
    fc.assert(
      fc.property(edits, (list) => {
        const current = operations.map((one, index) => list.filter(({ at }) => at === index).reduce((edited, { at: _at, ...edit }) => operationSchema.parse({ ...edited, ...edit }), one));
        const plan = planReimport({ current, imported: operations, base: baseOf(operations), schemas: { current: schemas, imported: schemas } });
        expect(JSON.parse(JSON.stringify(plan.operations))).toEqual(JSON.parse(JSON.stringify(current)));
        expect([plan.added, plan.removed, plan.changed.flatMap(({ fields }) => fields)]).toEqual([[], [], []]);
      }),
      { numRuns: 50 },
    );
  });
});
