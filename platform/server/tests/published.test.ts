import { apiPrefix, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppsPlatform, bound, fixed, query } from "./apps-platform.ts";
import { until } from "./driver/child.ts";
import { type Person, refusal } from "./driver/person.ts";

const queries = [
  query("list", "getAlerts", { inputs: { "query.scope": fixed("aaa"), "query.filter": bound("{{ state.filter }}"), "query.limit": bound("{{ state.limit }}") }, transform: "return data.map((alert) => ({ ...alert, asked: inputs['query.limit'], by: user.name }))" }),
  query("silence", "postSilence", { trigger: "manual", inputs: { "body": fixed({ createdBy: "tessera", matcher: { name: "x" } }), "body.comment": bound("{{ state.comment }}") } }),
  query("slow", "slow"),
  query("broken", "broken"),
  query("huge", "huge"),
  query("endless", "getAlerts", { transform: "for (;;) {}" }),
  query("wrong", "getAlerts", { transform: "const first = data[0]\nreturn first.nothing.at" }),
];

describe("a published app", () => {
  let house: AppsPlatform;
  let viewer: Person;
  beforeAll(async () => {
    house = await AppsPlatform.start();
    await house.app("center", queries);
    await house.builder.call(routes.apps.publish, { params: { app: "center" }, body: {} });
    viewer = await house.platform.person("viewer");
  });
  afterAll(() => house.stop());

  const run = (person: Person, id: string, inputs: Record<string, unknown> = {}, version = "1.0.0") => person.call(routes.published.runQuery, { params: { app: "center", version, query: id }, body: { inputs } });

  it("shows end users pages and the names of queries, nothing of how they are served", async () => {
    const playable = await viewer.call(routes.published.get, { params: { app: "center" } });
    expect(playable).toMatchObject({ space: "default", name: "center", version: "1.0.0" });
    expect(playable.queries["list"]).toEqual({ id: "list", name: "list", trigger: "load", inputs: { "query.filter": bound("{{ state.filter }}"), "query.limit": bound("{{ state.limit }}") } });
    const text = JSON.stringify(playable);
    for (const secret of ["alerts\"", "getAlerts", "aaa", "return data", "connector"]) expect(text).not.toContain(secret);
  });

  it("runs a query: fixed and bound inputs, arrays in their style, transform in the sandbox", async () => {
    const answer = await run(viewer, "list", { "query.filter": ["severity=critical", "team=a"], "query.limit": "7" });
    expect(answer).toMatchObject({ status: 200, data: [{ name: "DiskFull", filters: ["severity=critical", "team=a"], limit: "7", scope: "aaa", asked: "7", by: viewer.session?.user.username }] });
    expect(answer).not.toHaveProperty("raw");
    expect(answer.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it("assembles a body of fixed and bound fields", async () => {
    expect(await run(viewer, "silence", { "body.comment": "night work" })).toMatchObject({ status: 201, data: { received: { createdBy: "tessera", matcher: { name: "x" }, comment: "night work" } } });
  });

  it.each([
    ["a fixed input", "list", { "query.scope": "b" }, 400, "query.input", "/inputs/query.scope"],
    ["an unknown input", "list", { "query.other": 1 }, 400, "query.input", "/inputs/query.other"],
    ["a field of a fixed body", "silence", { "body.createdBy": "root", "body.comment": "x" }, 400, "query.input", "/inputs/body.createdBy"],
    ["a whole body", "silence", { body: {} }, 400, "query.input", "/inputs/body"],
    ["a value out of range", "list", { "query.limit": 1000 }, 400, "query.input", "/inputs/query.limit"],
    ["text that is no number", "list", { "query.limit": "many" }, 400, "query.input", "/inputs/query.limit"],
    ["an item that does not match", "list", { "query.filter": ["BAD"] }, 400, "query.input", "/inputs/query.filter/0"],
    ["an empty field", "silence", { "body.comment": "" }, 400, "query.input", "/inputs/body/comment"],
    ["a missing field", "silence", {}, 400, "query.input", "/inputs/body/comment"],
    ["an operator", "silence", { "body.comment": { $gt: "" } }, 400, "request.unsafe-key", "/inputs/body.comment/$gt"],
    ["a query that is not there", "nothing", {}, 404, "query.not-found", undefined],
    ["a name of every object", "constructor", {}, 404, "query.not-found", undefined],
  ])("refuses %s", async (_what, id, inputs, status, code, path) => {
    const before = house.backend.calls.length;
    const problem = await refusal(run(viewer, id, inputs as Record<string, unknown>));
    expect(problem).toMatchObject({ status, code, ...(path === undefined ? {} : { path }) });
    expect(house.backend.calls.length).toBe(before);
  });

  it("refuses prototypes in inputs", async () => {
    const response = await viewer.raw("POST", "/published/center/1.0.0/queries/list/run", { body: '{"inputs":{"__proto__":{"query.scope":"b"}}}' });
    expect([response.status, await response.json()]).toMatchObject([400, { code: "request.unsafe-key" }]);
  });

  it("cannot be asked for drafts or built on by end users", async () => {
    await house.app("hidden", [query("list", "getAlerts")]);
    expect(await refusal(viewer.call(routes.published.get, { params: { app: "hidden" } }))).toMatchObject({ status: 404, code: "app.not-published" });
    expect((await viewer.raw("POST", "/published/center/draft/queries/list/run", { body: "{}" })).status).toBe(400);
    expect(await refusal(run(viewer, "list", {}, "9.9.9"))).toMatchObject({ status: 410, code: "app.version-withdrawn" });
    expect(await refusal(viewer.call(routes.apps.draft, { params: { app: "center" } }))).toMatchObject({ status: 403 });
    expect(await refusal(viewer.call(routes.apps.runDraftQuery, { params: { app: "center" }, body: { query: query("list", "getAlerts") } }))).toMatchObject({ status: 403 });
  });

  it("says which query failed and what to do", async () => {
    expect(await refusal(run(viewer, "broken"))).toMatchObject({ status: 502, code: "query.failed", query: "broken", backendStatus: 500, detail: expect.stringContaining("the disk is full") as string });
    expect(await refusal(run(viewer, "silence", { "body.comment": "refuse-me" }))).toMatchObject({ status: 422, code: "query.refused", detail: expect.stringContaining("there is such a silence") as string });
    expect(await refusal(run(viewer, "huge"))).toMatchObject({ status: 422, code: "query.too-large" });
  });

  it("says where a transform failed, and goes on serving while one never ends", async () => {
    expect(await refusal(run(viewer, "wrong"))).toMatchObject({ status: 422, code: "query.transform", line: 2 });
    const endless = refusal(run(viewer, "endless"));
    expect(await run(viewer, "list")).toMatchObject({ status: 200 });
    expect(await endless).toMatchObject({ status: 422, code: "query.transform", transform: "sandbox.timeout" });
  });

  it("cancels the call when the reader goes away", async () => {
    const leaving = new AbortController();
    const before = house.backend.abandoned;
    const gone = fetch(`${viewer.url}${apiPrefix}/published/center/1.0.0/queries/slow/run`, { method: "POST", headers: { ...viewer.headers, "content-type": "application/json" }, body: "{}", signal: leaving.signal }).catch((error: unknown) => error);
    await until("the call at the backend", () => (house.backend.calls.some(({ url }) => url === "/slow") ? true : undefined));
    leaving.abort();
    expect(await gone).toMatchObject({ name: "AbortError" });
    expect(await until("the end at the backend", () => (house.backend.abandoned > before ? house.backend.abandoned : undefined))).toBe(before + 1);
  });

  it("is not held up by a pattern that takes for ever", async () => {
    await house.app("slow-pattern", [query("list", "getAlerts", { inputs: { "query.scope": bound("{{ state.scope }}") } })]);
    await house.builder.call(routes.apps.publish, { params: { app: "slow-pattern" }, body: {} });
    const problem = await refusal(viewer.call(routes.published.runQuery, { params: { app: "slow-pattern", version: "1.0.0", query: "list" }, body: { inputs: { "query.scope": `${"a".repeat(60)}!` } } }));
    expect(problem).toMatchObject({ status: 400, code: "query.input", path: "/inputs/query.scope" });
  });

  it("remembers favourites and openings of each person", async () => {
    const other = await house.platform.person("viewer");
    expect((await other.call(routes.published.list)).items.find(({ name }) => name === "center")).toMatchObject({ version: "1.0.0", favourite: false, lastOpenedAt: null });
    await other.call(routes.published.setFavourite, { params: { app: "center" }, body: { favourite: true } });
    await other.call(routes.published.get, { params: { app: "center" } });
    expect((await other.call(routes.published.list, { query: { search: "cent" } })).items).toMatchObject([{ name: "center", favourite: true, lastOpenedAt: expect.any(String) as string }]);
  });

  it("loses a query with its grant", async () => {
    const { items } = await house.builder.call(routes.grants.list, { query: { caller: "app:default/center" } });
    expect(items).toMatchObject([{ connector: "alerts", source: "publish", operations: ["broken", "getAlerts", "huge", "postSilence", "slow"] }]);
    await house.builder.call(routes.grants.revoke, { params: { id: items[0]?.id ?? "" } });
    const problem = await until("the refusal", async () => run(viewer, "list").then(() => undefined, (error: { problem: unknown }) => error.problem));
    expect(problem).toMatchObject({ status: 403, code: "query.not-granted", query: "list", connector: "alerts", operation: "getAlerts" });
  });
});
