import { type GatewaySnapshot, type UsageRecord, gatewaySnapshotSchema, routes, sharedCollections } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { petsDocument } from "./driver/documents.ts";
import { type Person, refusal } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

const message = { en: "Use v2.", "zh-CN": "请用 v2。" };
const hourMs = 3_600_000;

describe("decisions about operations", () => {
  let platform: Platform;
  let person: Person;
  let operator: Person;
  let viewer: Person;

  beforeAll(async () => {
    platform = await Platform.start();
    [person, operator, viewer] = [await platform.person("developer"), await platform.person("operator"), await platform.person("viewer")];
  });
  afterAll(() => platform.stop());

  const draft = (name: string, operations: number) => person.call(routes.connectors.import, { body: { name, document: { text: petsDocument({ operations }) } } });
  const publish = (connector: string, body = {}) => person.call(routes.connectors.publish, { params: { connector, stage: "prod" }, body });
  const decide = (connector: string, operation: string, body: object, who = operator) => who.call(routes.policies.save, { params: { connector, operation }, body });
  const listed = async (connector: string) => (await person.call(routes.policies.list, { params: { connector } })).items;

  async function served(name: string): Promise<GatewaySnapshot["connectors"][number]["policies"] | undefined> {
    const snapshot = gatewaySnapshotSchema.parse(await (await platform.database()).collection<{ _id: string }>(sharedCollections.gatewaySnapshots).findOne({ _id: "default" }));
    return snapshot.connectors.find((one) => one.name === name)?.policies;
  }

  it("reach the gateways at once, and are taken back as a whole", async () => {
    await draft("pets", 1);
    await publish("pets");
    const before = Date.now();
    const { policy } = await decide("pets", "getPet", { offline: { message }, limit: { count: 5, windowSeconds: 60 } });
    expect(policy).toMatchObject({ operation: "getPet", servedOn: ["prod"], offline: { message }, deprecation: null, limit: { count: 5, windowSeconds: 60, per: "caller" }, revision: 1 });
    expect(Date.parse(policy.offline?.from ?? "")).toBeGreaterThanOrEqual(before);
    expect(await served("pets")).toEqual({ getPet: { offline: policy.offline, deprecation: null, limit: policy.limit } });
    await decide("pets", "getPet", { revision: 1 });
    expect(await served("pets")).toEqual({});
    const { items } = await person.call(routes.audit.list, { query: { target: "operation:pets/getPet" } });
    expect(items).toMatchObject([{ action: "policies.save", before: { offline: { message } }, after: { offline: null } }, { before: null }]);
  });

  it("stay for operations that no release has", async () => {
    await draft("kept", 2);
    await publish("kept");
    await decide("kept", "getThing1", { deprecation: { since: "2026-01-01T00:00:00.000Z", sunset: "2026-07-01T00:00:00.000Z", replacement: "getThing0" } });
    await draft("kept", 1);
    await publish("kept", { acceptBreaking: true });
    expect(await listed("kept")).toMatchObject([{ operation: "getThing1", servedOn: [] }]);
    expect(Object.keys((await served("kept")) ?? {})).toEqual(["getThing1"]);
    await decide("kept", "getThing1", { revision: 1 });
  });

  it("are refused with the reason", async () => {
    await draft("bad", 1);
    expect(await refusal(decide("bad", "nothing", { offline: { message } }))).toMatchObject({ status: 404, code: "operation.not-found" });
    const since = "2026-01-01T00:00:00.000Z";
    expect(await refusal(decide("bad", "getPet", { deprecation: { since, sunset: "2025-01-01T00:00:00.000Z" } }))).toMatchObject({ status: 400, code: "policy.sunset", path: "/deprecation/sunset" });
    expect(await refusal(decide("bad", "getPet", { deprecation: { since, replacement: "getPet" } }))).toMatchObject({ code: "policy.replacement" });
    expect(await refusal(decide("bad", "getPet", { deprecation: { since, replacement: "unknown" } }))).toMatchObject({ code: "policy.replacement", detail: expect.stringContaining("'unknown'") });
    expect(await refusal(decide("bad", "getPet", { deprecation: { since, link: "javascript:alert(1)" } }))).toMatchObject({ status: 400, path: "/deprecation/link" });
    expect(await refusal(decide("bad", "getPet", { limit: { count: 0, windowSeconds: 1 } }))).toMatchObject({ status: 400, path: "/limit/count" });
    expect(await refusal(decide("bad", "getPet", { offline: { message } }, viewer))).toMatchObject({ status: 403 });
  });

  it("of two people at once show the second both versions, also the first ones", async () => {
    await draft("contested", 1);
    const [one, other] = await Promise.allSettled([decide("contested", "getPet", { offline: { message } }), decide("contested", "getPet", { limit: { count: 1, windowSeconds: 1 } })]);
    expect([one.status, other.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    await decide("contested", "getPet", { offline: null, revision: 1 });
    expect(await refusal(decide("contested", "getPet", { offline: { message }, revision: 1 }))).toMatchObject({ status: 409, code: "conflict", yours: { offline: { message } }, theirs: { offline: null, revision: 2 } });
  });

  it("go with their connector", async () => {
    await draft("gone", 1);
    await decide("gone", "getPet", { offline: { message } });
    await person.call(routes.connectors.remove, { params: { connector: "gone" } });
    await draft("gone", 1);
    expect(await listed("gone")).toEqual([]);
  });

  it("mark deprecated operations in documents", async () => {
    await draft("told", 1);
    await decide("told", "getPet", { deprecation: { since: "2026-01-01T00:00:00.000Z" } });
    const paths = (await person.call(routes.connectors.export, { params: { connector: "told" } }))["paths"] as Record<string, Record<string, { deprecated?: boolean }>>;
    expect([paths["/pets/{id}"]?.["get"]?.deprecated, paths["/pets"]?.["get"]?.deprecated]).toEqual([true, undefined]);
    const { operation } = await person.call(routes.connectors.operation, { params: { connector: "told", operation: "getPet" } });
    expect(operation.deprecated).toBeUndefined();
  });

  it("show which queries use an operation to those who may see apps", async () => {
    await draft("used", 1);
    await publish("used");
    await person.call(routes.apps.create, { body: { name: "desk", title: { en: "Desk" } } });
    const { revision, records } = await person.call(routes.apps.draft, { params: { app: "desk" } });
    const head = records["app"] ?? {};
    const query = { id: "pets", name: "pets", kind: "operation", connector: "source", operation: "listPets", inputs: {}, trigger: "load" };
    await person.call(routes.apps.change, { params: { app: "desk" }, body: { baseRevision: revision, changeId: crypto.randomUUID(), diff: { updated: { app: [head, { ...head, connectors: { source: { connector: "used", stage: "prod" } } }] }, added: { "query/pets": query } } } });
    const users = (who: Person, operation: string) => who.call(routes.policies.users, { params: { connector: "used", operation } });
    expect(await users(person, "listPets")).toMatchObject({ isKnown: true, items: [{ app: "desk", versions: [null], query: { name: "pets" } }] });
    expect(await users(person, "getPet")).toEqual({ isKnown: true, items: [] });
    expect(await users(viewer, "listPets")).toEqual({ isKnown: false, items: [] });
  });

  it("can look at who called, over hours and gateways", async () => {
    await draft("called", 1);
    const usage = (await platform.database()).collection<UsageRecord>(sharedCollections.gatewayUsage);
    const now = Date.now();
    const record = (id: string, hoursAgo: number, more: Partial<UsageRecord>): UsageRecord => ({
      _id: id, space: "default", connector: "called", stage: "prod", operation: "getPet", caller: "token:ci", callerName: "ci", hour: new Date(now - (now % hourMs) - hoursAgo * hourMs), calls: 10, failures: 1,
      firstAt: new Date(now - hoursAgo * hourMs - 1_000), lastAt: new Date(now - hoursAgo * hourMs), batches: {}, ...more,
    });
    await usage.insertMany([
      record("a", 0, {}), record("b", 5, { callerName: "old name" }), record("c", 24 * 40, {}), record("d", 2, { caller: "app:default/desk", callerName: "desk", operation: "listPets", stage: "test" }),
      record("e", 0, { space: "other" }),
    ]);
    const callers = async (query = {}) => (await viewer.call(routes.policies.callers, { params: { connector: "called" }, query })).items.map(({ operation, stage, caller, callerName, calls, failures }) => [operation, stage, caller, callerName, calls, failures]);
    expect(await callers()).toEqual([["getPet", "prod", "token:ci", "ci", 20, 2], ["listPets", "test", "app:default/desk", "desk", 10, 1]]);
    expect(await callers({ days: 90, operation: "getPet" })).toEqual([["getPet", "prod", "token:ci", "ci", 30, 3]]);
    expect(await callers({ stage: "test" })).toHaveLength(1);
    expect(await callers({ limit: 1 })).toHaveLength(1);
  });
});
