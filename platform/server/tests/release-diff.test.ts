import { type Query, type ReleaseChange, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, refusal } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

const text = { type: "string" };

/** A list of alerts; `fields` are those of an alert. */
function alertsDocument(fields: Record<string, unknown>, parameters: unknown[] = [], more: Record<string, unknown> = {}): string {
  const paths = { "/alerts": { get: { operationId: "listAlerts", parameters, responses: { 200: { description: "Alerts", content: { "application/json": { schema: { type: "object", properties: { items: { type: "array", items: { $ref: "#/components/schemas/Alert" } } } } } } } } } }, ...more };
  return JSON.stringify({ openapi: "3.1.0", info: { title: "Alerts", version: "1" }, servers: [{ url: "http://alerts.example.com" }], paths, components: { schemas: { Alert: { type: "object", properties: fields } } } });
}

describe("a release that changes what callers get", () => {
  let platform: Platform;
  let person: Person;
  let viewer: Person;
  beforeAll(async () => {
    platform = await Platform.start();
    [person, viewer] = [await platform.person("developer"), await platform.person("viewer")];
  });
  afterAll(() => platform.stop());

  const draft = (name: string, document: string) => person.call(routes.connectors.import, { body: { name, document: { text: document } } });
  const publish = (connector: string, body = {}, stage = "prod") => person.call(routes.connectors.publish, { params: { connector, stage }, body });
  const preview = (connector: string, version?: string) => person.call(routes.connectors.preview, { params: { connector, stage: "prod" }, query: version === undefined ? {} : { version } });
  const inShort = (changes: readonly Pick<ReleaseChange, "kind" | "level">[]) => changes.map(({ kind, level }) => `${kind} ${level}`);

  /** An app whose page shows one field of each alert, by a query without transform and one with. */
  async function app(name: string, connector: string, reads: { binding: string; transform: string }): Promise<void> {
    await person.call(routes.apps.create, { body: { name, title: { en: name } } });
    const { revision, records } = await person.call(routes.apps.draft, { params: { app: name } });
    const head = records["app"] ?? {};
    const page = Object.keys(records).find((key) => key.startsWith("page/"))?.slice("page/".length) ?? "";
    const query = (id: string, more: Partial<Query>): Query => ({ id, name: id, kind: "operation", connector: "source", operation: "listAlerts", inputs: {}, trigger: "load", ...more });
    const node = (id: string, template: string) => ({ id, type: "text", name: id, parent: null, slot: "default", order: id, props: { text: { kind: "binding", template } }, events: {} });
    const added = {
      "query/plain": query("plain", {}), "query/shaped": query("shaped", { transform: reads.transform }),
      [`node/${page}/n1`]: node("n1", reads.binding), [`node/${page}/n2`]: node("n2", "{{ queries.shaped.data }}"),
    };
    await person.call(routes.apps.change, { params: { app: name }, body: { baseRevision: revision, changeId: crypto.randomUUID(), diff: { updated: { app: [head, { ...head, connectors: { source: { connector, stage: "prod" } } }] }, added } } });
  }

  it("is shown before it is published, with the version that it asks for", async () => {
    await draft("shown", alertsDocument({ name: text, severity: text }));
    expect(await preview("shown")).toMatchObject({ from: null, to: null, changes: [], suggestedVersion: "1.0.0", nextVersion: "1.0.0", needsAcceptance: false, impact: [] });
    await publish("shown");
    expect(await preview("shown")).toMatchObject({ from: "1.0.0", changes: [], suggestedVersion: "1.0.0", nextVersion: "1.0.0", needsAcceptance: false });
    await draft("shown", alertsDocument({ name: text, severity: text, since: text }));
    expect(await preview("shown")).toMatchObject({ counts: { breaking: 0, "non-breaking": 1, documentation: 0 }, suggestedVersion: "1.1.0", nextVersion: "1.1.0", needsAcceptance: false });
    await draft("shown", alertsDocument({ name: { ...text, description: "words" }, severity: { type: "integer" } }, [{ name: "q", in: "query", required: true, schema: text }]));
    const shown = await preview("shown");
    expect(shown).toMatchObject({ counts: { breaking: 2, "non-breaking": 0, documentation: 1 }, suggestedVersion: "2.0.0", nextVersion: "1.1.0", needsAcceptance: true });
    expect(inShort(shown.changes)).toEqual(["parameter.added-required breaking", "type.changed breaking", "schema.texts documentation"]);
    expect(shown.changes[1]).toMatchObject({ operation: "listAlerts", side: "output", path: ["items", "*", "severity"], pointer: "/schemas/Alert/properties/severity" });
  });

  it("is refused while nobody says that callers break, and records who did", async () => {
    await draft("guarded", alertsDocument({ name: text, severity: text }));
    await publish("guarded");
    await draft("guarded", alertsDocument({ name: text }));
    const problem = await refusal(publish("guarded"));
    expect(problem).toMatchObject({ status: 409, code: "release.breaking", path: "/acceptBreaking", from: "1.0.0", to: "1.1.0", suggestedVersion: "2.0.0", counts: { breaking: 1 }, changes: [{ kind: "property.removed" }] });
    expect(problem["detail"]).toContain("2.0.0");
    expect(await refusal(publish("guarded", { version: "1.5.0" }))).toMatchObject({ code: "release.breaking", to: "1.5.0" });
    expect((await person.call(routes.connectors.releases, { params: { connector: "guarded" } })).items).toHaveLength(1);
    expect(await publish("guarded", { acceptBreaking: true })).toMatchObject({ release: { version: "1.1.0" }, stage: { release: "1.1.0" } });
    const { items } = await person.call(routes.audit.list, { query: { target: "stage:guarded/prod" } });
    expect(items[0]?.after).toMatchObject({ release: "1.1.0", acceptedBreaking: { from: "1.0.0", count: 1, changes: [{ operation: "listAlerts", kind: "property.removed", pointer: "/schemas/Alert/properties/severity" }] } });
    expect(items[1]?.after).not.toHaveProperty("acceptedBreaking");
    await draft("guarded", alertsDocument({}));
    expect(await publish("guarded", { version: "2.0.0", acceptBreaking: true })).toMatchObject({ release: { version: "2.0.0" } });
    const [latest] = (await person.call(routes.audit.list, { query: { target: "stage:guarded/prod" } })).items;
    expect(latest?.after).not.toHaveProperty("acceptedBreaking");
  });

  it("is not in the way of going back to an earlier one", async () => {
    expect(await preview("guarded", "1.0.0")).toMatchObject({ from: "2.0.0", to: "1.0.0", counts: { breaking: 0 }, needsAcceptance: false });
    expect(await publish("guarded", { version: "1.0.0" })).toMatchObject({ stage: { release: "1.0.0" } });
    expect(await preview("guarded", "1.1.0")).toMatchObject({ needsAcceptance: true, nextVersion: "1.1.0", suggestedVersion: "1.1.0" });
    expect(await refusal(publish("guarded", { version: "1.1.0" }))).toMatchObject({ status: 409, code: "release.breaking", suggestedVersion: null });
    expect(await publish("guarded", { version: "2.0.0" })).toMatchObject({ stage: { release: "2.0.0" } });
  });

  it("names the pages and queries that break, and no others", async () => {
    await draft("used", alertsDocument({ name: text, severity: text }));
    await publish("used");
    await app("breaks", "used", { binding: "{{ queries.plain.data.items[0].severity }}", transform: "return data.items.map((alert) => alert.name);" });
    await app("survives", "used", { binding: "{{ queries.plain.data.items[0].name }}", transform: "return data.count;" });
    await app("elsewhere", "guarded", { binding: "{{ queries.plain.data.items }}", transform: "return data;" });
    await draft("used", alertsDocument({ name: text }));
    const { impact } = await preview("used");
    expect(impact).toMatchObject([
      { app: "breaks", versions: [null], query: { id: "plain" }, operation: "listAlerts", pages: [{ title: expect.anything() }], changes: [{ kind: "property.removed" }] },
      { app: "breaks", query: { id: "shaped" } },
    ]);
    expect(impact).toHaveLength(2);
    await draft("used", alertsDocument({ name: text, severity: text }, [{ name: "q", in: "query", required: true, schema: text }]));
    expect((await preview("used")).impact?.map(({ app: name }) => name)).toEqual(["breaks", "breaks", "survives", "survives"]);
  });

  it("tells two releases apart for everybody who may read, but apps only to those who may see them", async () => {
    const address = { params: { connector: "guarded", from: "1.0.0", to: "2.0.0" } };
    expect(await person.call(routes.connectors.diff, address)).toMatchObject({ from: "1.0.0", to: "2.0.0", counts: { breaking: 2 }, impact: [{ app: "elsewhere" }, { app: "elsewhere" }] });
    expect(await viewer.call(routes.connectors.diff, address)).toMatchObject({ counts: { breaking: 2 }, impact: null });
    expect(await person.call(routes.connectors.diff, { params: { connector: "guarded", from: "2.0.0", to: "1.0.0" } })).toMatchObject({ counts: { breaking: 0, "non-breaking": 2 } });
    expect(await person.call(routes.connectors.diff, { params: { connector: "guarded", from: "1.0.0", to: "1.0.0" } })).toMatchObject({ changes: [], impact: [] });
    expect(await refusal(person.call(routes.connectors.diff, { params: { connector: "guarded", from: "1.0.0", to: "9.0.0" } }))).toMatchObject({ status: 404, code: "release.not-found" });
    expect(await refusal(person.call(routes.connectors.preview, { params: { connector: "guarded", stage: "nowhere" }, query: {} }))).toMatchObject({ status: 404, code: "stage.not-found" });
    expect(await refusal(viewer.call(routes.connectors.publish, { params: { connector: "guarded", stage: "prod" }, body: {} }))).toMatchObject({ status: 403 });
  });

  it("is published by two people at once without a release lost or an unconfirmed break", async () => {
    await draft("raced", alertsDocument({ name: text, severity: text }));
    const first = await Promise.all([publish("raced"), publish("raced"), publish("raced")]);
    expect(new Set(first.map(({ release }) => release.version))).toEqual(new Set(["1.0.0"]));
    await draft("raced", alertsDocument({ name: text }));
    const outcomes = await Promise.allSettled([publish("raced"), publish("raced", { version: "2.0.0" }), publish("raced", { acceptBreaking: true })]);
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    const { items } = await person.call(routes.connectors.releases, { params: { connector: "raced" } });
    expect(new Set(items.map(({ version }) => version)).size).toBe(items.length);
  });

  it("of thousands of operations is compared while others are served", async () => {
    const paths = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`/things-${index}`, { get: { operationId: `getThing${index}`, responses: { 200: { description: "", content: { "application/json": { schema: { $ref: "#/components/schemas/Alert" } } } } } } }]));
    await draft("large", alertsDocument({ name: text, severity: text }, [], paths(3_000)));
    await publish("large");
    await draft("large", alertsDocument({ name: text }, [], paths(3_000)));
    const [shown, ...others] = await Promise.all([preview("large"), ...Array.from({ length: 10 }, () => person.call(routes.auth.session))]);
    expect(shown).toMatchObject({ counts: { breaking: 3_001 }, needsAcceptance: true });
    expect(shown.changes).toHaveLength(1_000);
    expect(others).toHaveLength(10);
  });
});
