import { type Diff, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppsPlatform, bound, fixed, query } from "./apps-platform.ts";
import { Person, refusal } from "./driver/person.ts";

const state = (value: number) => ({ schemaVersion: 1, id: "p2", title: { en: "Two" }, path: "two", order: "a1", state: { value }, later: { $kept: true } });
const empty: Diff = { added: {}, updated: {}, removed: {} };

describe("apps", () => {
  let house: AppsPlatform;
  beforeAll(async () => (house = await AppsPlatform.start()));
  afterAll(() => house.stop());

  const draft = (app: string) => house.builder.call(routes.apps.draft, { params: { app } });

  it("begin with one empty page and are deleted with all they have", async () => {
    const view = await house.builder.call(routes.apps.create, { body: { name: "first", title: { en: "First" } } });
    expect(view).toMatchObject({ name: "first", published: null, changed: true, revision: 1 });
    const { records } = await draft("first");
    expect(Object.keys(records).sort()).toEqual(["app", "page/home"]);
    expect(await refusal(house.builder.call(routes.apps.create, { body: { name: "first", title: {} } }))).toMatchObject({ status: 409, code: "app.exists" });
    await house.builder.call(routes.apps.remove, { params: { app: "first" } });
    expect(await refusal(draft("first"))).toMatchObject({ status: 404, code: "app.not-found" });
    expect(await (await house.platform.database()).collection("app_records").countDocuments({ key: "page/home" })).toBe(0);
  });

  it("keep two editors' work on different records, and tell them of each other", async () => {
    await house.app("merge");
    const { revision, records } = await draft("merge");
    const home = records["page/home"] ?? {};
    const mine = await house.change("merge", revision, { updated: { "page/home": [home, { ...home, path: "start" }] } });
    const other = await house.platform.person("developer");
    const theirs = await other.call(routes.apps.change, { params: { app: "merge" }, body: { baseRevision: revision, diff: { added: { "page/p2": state(1) } }, changeId: "their-change-1" } });
    expect(mine).toEqual({ revision: revision + 1, others: [] });
    expect(theirs).toMatchObject({ revision: revision + 2, others: [{ revision: revision + 1, by: house.builder.session?.user.username }] });
    const merged = await draft("merge");
    expect(merged.records["page/home"]).toMatchObject({ path: "start" });
    expect(merged.records["page/p2"]).toEqual(state(1));
  });

  it("refuse an edit of what somebody else changed, with both versions", async () => {
    await house.app("clash");
    const { revision, records } = await draft("clash");
    const home = records["page/home"] ?? {};
    await house.change("clash", revision, { updated: { "page/home": [home, { ...home, path: "theirs" }] } });
    const yours: Diff = { ...empty, updated: { "page/home": [home, { ...home, path: "yours" }] } };
    expect(await refusal(house.change("clash", revision, { ...yours, added: { "page/p2": state(1) } }))).toMatchObject({
      status: 409, code: "app.conflict", keys: ["page/home"], yours: { diff: yours.updated["page/home"] === undefined ? {} : { updated: yours.updated } }, theirs: { revision: revision + 1, records: { "page/home": { path: "theirs" } } },
    });
    expect((await draft("clash")).records).not.toHaveProperty("page/p2");
  });

  it("apply a resent edit once, and refuse another edit under its id", async () => {
    await house.app("resend");
    const { revision } = await draft("resend");
    const send = (value: number) => house.change("resend", revision, { added: { "page/p2": state(value) } }, "change-0001");
    const [first, again] = [await send(1), await send(1)];
    expect(again).toEqual(first);
    expect((await draft("resend")).revision).toBe(revision + 1);
    expect(await refusal(send(2))).toMatchObject({ status: 409, code: "app.change-id" });
    const twice = await Promise.all([1, 2].map(() => house.change("resend", revision + 1, { removed: { "page/p2": state(1) } }, "change-0002")));
    expect(twice[0]).toEqual(twice[1]);
  });

  it("take edits of many editors at once without losing one", async () => {
    await house.app("busy");
    const { revision } = await draft("busy");
    await Promise.all(Array.from({ length: 12 }, (_unused, index) => house.change("busy", revision, { added: { [`page/q${index}`]: { ...state(index), id: `q${index}`, path: `q${index}` } } })));
    const { revision: after, records } = await draft("busy");
    expect(after).toBe(revision + 12);
    expect(Object.keys(records).filter((key) => key.startsWith("page/q"))).toHaveLength(12);
  });

  it.each([
    ["a record of a wrong shape", { added: { "query/q": { id: "q" } } }, "/diff/added/query~1q/name"],
    ["the removal of the head", { removed: { app: {} } }, "/diff/removed/app"],
    ["a prototype as id", { added: { "page/__proto__": state(1) } }, "/diff/added/page~1__proto__"],
    ["a record stated twice", { added: { "page/p2": state(1) }, removed: { "page/p2": state(1) } }, "/diff"],
  ])("refuse %s", async (_what, diff, path) => {
    const app = await house.builder.call(routes.apps.create, { body: { name: `shape-${crypto.randomUUID().slice(0, 8)}`, title: {} } });
    expect(await refusal(house.change(app.name, 1, diff as Partial<Diff>))).toMatchObject({ status: 400, code: "app.record-invalid", path });
  });

  it("wake those who wait for changes, in this process and in others", async () => {
    await house.app("live");
    const { revision } = await draft("live");
    const second = await house.secondServer();
    try {
      const elsewhere = new Person(second.url, house.builder.headers);
      const waiting = [house.builder, elsewhere].map((person) => person.call(routes.apps.changes, { params: { app: "live" }, query: { since: revision, waitMs: 20_000 } }));
      await house.change("live", revision, { added: { "page/p2": state(1) } }, "wake-change");
      for (const answer of await Promise.all(waiting)) expect(answer).toMatchObject({ revision: revision + 1, changes: [{ changeId: "wake-change", diff: { added: { "page/p2": state(1) } } }] });
      expect(await elsewhere.call(routes.apps.changes, { params: { app: "live" }, query: { since: revision + 1 } })).toEqual({ revision: revision + 1, changes: [] });
      expect(await refusal(elsewhere.call(routes.apps.changes, { params: { app: "live" }, query: { since: 99 } }))).toMatchObject({ status: 410, code: "app.changes-expired" });
    } finally {
      await second.stop();
    }
  });

  it("end all waiting when the process ends", async () => {
    await house.app("ending");
    const { revision } = await draft("ending");
    const second = await house.secondServer();
    const elsewhere = new Person(second.url, house.builder.headers);
    const waiting = elsewhere.call(routes.apps.changes, { params: { app: "ending" }, query: { since: revision, waitMs: 30_000 } });
    // Connections are taken in the order in which they come: once this is answered, the process holds the waiting request too.
    await elsewhere.call(routes.apps.get, { params: { app: "ending" } });
    const [code] = await Promise.all([second.stop(), waiting.catch((error: unknown) => error)]);
    expect(code).toBe(0);
    expect(await waiting).toEqual({ revision, changes: [] });
  });

  it("publish, roll back at once and restore drafts", async () => {
    await house.app("release", [query("list", "getAlerts")]);
    const publish = (body: { version?: string; notes?: string }) => house.builder.call(routes.apps.publish, { params: { app: "release" }, body });
    expect(await publish({ notes: "first" })).toMatchObject({ version: "1.0.0", live: true, notes: "first" });
    expect(await house.builder.call(routes.apps.get, { params: { app: "release" } })).toMatchObject({ published: "1.0.0", changed: false });
    const { revision } = await draft("release");
    await house.change("release", revision, { added: { "page/p2": state(1) } });
    expect(await house.builder.call(routes.apps.get, { params: { app: "release" } })).toMatchObject({ published: "1.0.0", changed: true });
    expect(await refusal(publish({ version: "0.9.0" }))).toMatchObject({ status: 400, code: "app.version" });
    expect(await publish({})).toMatchObject({ version: "1.1.0" });
    const viewer = await house.platform.person("viewer");
    const pages = async () => Object.keys((await viewer.call(routes.published.get, { params: { app: "release" } })).pages).sort();
    expect(await pages()).toEqual(["home", "p2"]);
    await house.builder.call(routes.apps.rollback, { params: { app: "release" }, body: { to: "1.0.0" } });
    expect(await pages()).toEqual(["home"]);
    const withdrawn = viewer.call(routes.published.runQuery, { params: { app: "release", version: "1.1.0", query: "list" }, body: {} });
    expect(await refusal(withdrawn)).toMatchObject({ status: 410, code: "app.version-withdrawn", version: "1.0.0" });
    expect(await house.builder.call(routes.apps.restoreDraft, { params: { app: "release" }, body: { version: "1.0.0" } })).toMatchObject({ changed: false });
    expect((await draft("release")).records).not.toHaveProperty("page/p2");
    const { items } = await house.builder.call(routes.apps.versions, { params: { app: "release" } });
    expect(items.map(({ version, live }) => [version, live])).toEqual([["1.1.0", false], ["1.0.0", true]]);
    expect(Object.keys((await house.builder.call(routes.apps.version, { params: { app: "release", version: "1.1.0" } })).pages)).toContain("p2");
  });

  it("get versions of their own when two people publish at once", async () => {
    await house.app("twice");
    const made = await Promise.all([1, 2, 3].map(() => house.builder.call(routes.apps.publish, { params: { app: "twice" }, body: {} })));
    expect(made.map(({ version }) => version).sort()).toEqual(["1.0.0", "1.1.0", "1.2.0"]);
    expect(await house.builder.call(routes.apps.get, { params: { app: "twice" } })).toMatchObject({ published: "1.2.0", changed: false });
  });

  it("survive the end of the server at any moment", async () => {
    await house.app("killed");
    const { revision } = await draft("killed");
    const second = await house.secondServer();
    const elsewhere = new Person(second.url, house.builder.headers);
    const sent = Array.from({ length: 20 }, (_unused, index) => ({ baseRevision: revision, diff: { added: { [`page/k${index}`]: { ...state(index), id: `k${index}`, path: `k${index}` } } }, changeId: `killed-change-${index}` }));
    const first = elsewhere.call(routes.apps.change, { params: { app: "killed" }, body: sent[0] ?? { baseRevision: 0, diff: {}, changeId: "" } });
    const others = sent.slice(1).map((body) => elsewhere.call(routes.apps.change, { params: { app: "killed" }, body }).catch((error: unknown) => error));
    await first;
    await second.stop("SIGKILL");
    await Promise.all(others);
    for (const body of sent) await house.builder.call(routes.apps.change, { params: { app: "killed" }, body });
    const after = await draft("killed");
    expect(after.revision).toBe(revision + 20);
    expect(Object.keys(after.records).filter((key) => key.startsWith("page/k"))).toHaveLength(20);
  });

  it("are not published with errors, which are listed with their places", async () => {
    await house.app("faulty", [query("gone", "noSuchOperation"), query("extra", "getAlerts", { inputs: { "query.unknown": fixed(1) } }), query("unmapped", "getAlerts", { connector: "other" }), query("syntax", "getAlerts", { inputs: { "query.limit": bound("{{ 1 + }}") } })]);
    const problem = await refusal(house.builder.call(routes.apps.publish, { params: { app: "faulty" }, body: {} }));
    expect(problem).toMatchObject({ status: 422, code: "app.invalid" });
    const places = (problem.errors ?? []).map(({ path }) => path);
    expect(places).toEqual(expect.arrayContaining(["/queries/gone/operation", "/queries/extra/inputs/query.unknown", "/queries/unmapped/connector"]));
    expect(places.some((path) => path.startsWith("/queries/syntax/inputs/query.limit"))).toBe(true);
    expect(await house.builder.call(routes.apps.get, { params: { app: "faulty" } })).toMatchObject({ published: null });
  });

  it("let builders try a query with what it answered and logged", async () => {
    await house.app("trial");
    const run = (transform: string) => house.builder.call(routes.apps.runDraftQuery, { params: { app: "trial" }, body: { query: query("list", "getAlerts", { transform, inputs: { "query.limit": bound("{{ 1 }}") } }), inputs: { "query.limit": 5 } } });
    expect(await run("console.log('seen', data.length); return data[0].limit")).toMatchObject({ data: "5", raw: [{ limit: "5" }], logs: [{ level: "info", message: expect.stringContaining("seen") as string }] });
    expect(await run("return data\n  .missing.name")).toMatchObject({ data: null, raw: [{ name: "DiskFull" }], transformError: { code: "sandbox.threw", line: 2 } });
    expect(await run("return (")).toMatchObject({ data: null, transformError: { code: "sandbox.syntax" } });
    expect(await house.builder.call(routes.apps.previewDraft, { params: { app: "trial" } })).toMatchObject({ name: "trial", version: "draft" });
  });

  it("go out and come in as files", async () => {
    await house.app("files", [query("list", "getAlerts", { transform: "return data" })]);
    const { files } = await house.builder.call(routes.apps.exportFiles, { params: { app: "files" }, query: {} });
    expect(Object.keys(files).sort()).toEqual(["app.json", "pages/home.json", "queries/list.js", "queries/list.json"]);
    const copy = await house.builder.call(routes.apps.importFiles, { body: { name: "files-copy", files } });
    expect(copy).toMatchObject({ name: "files-copy", published: null });
    expect((await house.builder.call(routes.apps.exportFiles, { params: { app: "files-copy" }, query: {} })).files).toEqual(files);
    const changed = { ...files, "queries/list.js": (files["queries/list.js"] ?? "").replace("return data", "return data[0]") };
    expect(await house.builder.call(routes.apps.importFiles, { body: { name: "files-copy", files: changed } })).toMatchObject({ revision: copy.revision + 1 });
    const broken = await refusal(house.builder.call(routes.apps.importFiles, { body: { name: "files-copy", files: { ...files, "queries/list.json": "{", "pages/home.json": "[]" } } }));
    expect(broken).toMatchObject({ status: 422, code: "app.files-invalid", errors: expect.arrayContaining([expect.objectContaining({ path: "queries/list.json" })]) as unknown[] });
    expect((await house.builder.call(routes.apps.get, { params: { app: "files-copy" } })).revision).toBe(copy.revision + 1);
  });

  it("keep a connector from being deleted, and are invisible to other spaces", async () => {
    await house.app("user-of-alerts");
    expect(await refusal(house.builder.call(routes.connectors.remove, { params: { connector: "alerts" } }))).toMatchObject({ status: 409, code: "in-use", uses: expect.arrayContaining([{ kind: "app", name: "user-of-alerts" }]) as unknown[] });
    await house.platform.space("elsewhere");
    const stranger = await house.platform.person("owner", "elsewhere");
    expect(await refusal(stranger.call(routes.apps.get, { params: { app: "user-of-alerts" } }))).toMatchObject({ status: 404 });
    expect((await stranger.call(routes.apps.list)).items).toEqual([]);
  });

  it("leave no grant behind when they are deleted", async () => {
    await house.app("short-lived", [query("list", "getAlerts")]);
    await house.builder.call(routes.apps.publish, { params: { app: "short-lived" }, body: {} });
    await house.builder.call(routes.apps.remove, { params: { app: "short-lived" } });
    const { items } = await house.builder.call(routes.grants.list, { query: { caller: "app:default/short-lived" } });
    expect(items.every(({ revokedAt }) => revokedAt !== null)).toBe(true);
    expect(items).toHaveLength(1);
  });
});
