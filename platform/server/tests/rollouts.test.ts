import { type GatewaySnapshot, type RolloutGuard, type RolloutMeasure, gatewaySnapshotSchema, latencyBucket, latencyBuckets, routes, sharedCollections } from "@tessera/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Child, until } from "./driver/child.ts";
import { petsDocument } from "./driver/documents.ts";
import { type Person, refusal } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

const guard: RolloutGuard = { minCalls: 20, maxErrorRate: 0.1, maxP95Ms: null, watchSeconds: 600 };
const tenPercent = { weight: 10, header: { name: "X-Try", values: ["new"] }, callers: ["app:default/desk"] };

describe("rollouts", () => {
  let platform: Platform;
  let person: Person;
  let viewer: Person;
  const workers: Child[] = [];
  let measures = 0;

  beforeAll(async () => {
    platform = await Platform.start();
    [person, viewer] = [await platform.person("developer"), await platform.person("viewer")];
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop("SIGKILL")));
  });
  afterAll(() => platform.stop());

  const at = (connector: string) => ({ connector, stage: "prod" });
  const draft = (name: string, operations: number, paths = {}) => person.call(routes.connectors.import, { body: { name, document: { text: petsDocument({ operations, paths }) } } });
  const publish = (connector: string, body = {}) => person.call(routes.connectors.publish, { params: at(connector), body });
  const status = (connector: string, who = person) => who.call(routes.rollouts.status, { params: at(connector) });

  /** A connector that serves 1.0.0 and has 1.1.0 to try. */
  async function connector(name: string): Promise<void> {
    await draft(name, 1);
    await publish(name, { version: "1.0.0" });
    await draft(name, 2);
  }

  async function served(name: string): Promise<GatewaySnapshot["connectors"][number]["stages"][number] | undefined> {
    const snapshot = gatewaySnapshotSchema.parse(await (await platform.database()).collection<{ _id: string }>(sharedCollections.gatewaySnapshots).findOne({ _id: "default" }));
    return snapshot.connectors.find((one) => one.name === name)?.stages[0];
  }

  async function worker(): Promise<Child> {
    const child = new Child("platform/server/dist/worker.js", { env: platform.environment({ TESSERA_EGRESS_ALLOW: "127.0.0.0/8" }) });
    workers.push(child);
    await child.line("tessera-worker ready");
    return child;
  }

  /** What a gateway writes of a version. */
  async function measured(name: string, version: string, calls: number, errors: number, ms = 20): Promise<void> {
    const since = (await status(name)).rollout?.startedAt ?? "";
    const latency = Array.from({ length: latencyBuckets }, (_unused, bucket) => (bucket === latencyBucket(ms) ? calls : 0));
    const record: RolloutMeasure = { _id: `gateway/${(measures += 1)}`, space: "default", ...at(name), since, version, calls, errors, latency, recent: [{ at: new Date(), calls, errors, latency }], at: new Date() };
    await (await platform.database()).collection<RolloutMeasure>(sharedCollections.gatewayRollouts).insertOne(record);
  }

  const ended = (name: string) => until("the end of the rollout", async () => { const now = await status(name); return now.rollout === null && now.lastRollout !== null ? now : undefined; });

  it("try a version beside the served one, whose rules change live, until it is promoted", async () => {
    await connector("tried");
    const { stage } = await publish("tried", { version: "1.1.0", canary: tenPercent, guard });
    expect(stage).toMatchObject({ release: "1.0.0", previousRelease: null, rollout: { version: "1.1.0", previous: "1.0.0", canary: tenPercent, guard } });
    const { startedAt } = stage.rollout ?? {};
    expect(await served("tried")).toMatchObject({ version: "1.0.0", canary: { ...tenPercent, version: "1.1.0" }, watch: { since: startedAt } });

    const changed = await person.call(routes.rollouts.change, { params: at("tried"), body: { canary: { ...tenPercent, weight: 60 }, revision: stage.revision } });
    expect(await served("tried")).toMatchObject({ canary: { weight: 60 }, watch: { since: startedAt } });
    const promoted = await person.call(routes.rollouts.promote, { params: at("tried"), body: { revision: changed.stage.revision } });
    expect(promoted.stage).toMatchObject({ release: "1.1.0", previousRelease: "1.0.0", rollout: null, lastRollout: { version: "1.1.0", end: "promoted", reason: null } });
    expect(await served("tried")).toMatchObject({ version: "1.1.0", canary: null, watch: null });

    const { items } = await person.call(routes.audit.list, { query: { target: "stage:tried/prod", limit: 10 } });
    expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(["rollouts.promote", "rollouts.change", "connectors.publish"]));
  });

  it("are taken back by one call, and by publishing something else", async () => {
    await connector("cancelled");
    await publish("cancelled", { version: "1.1.0", canary: tenPercent });
    expect((await person.call(routes.rollouts.cancel, { params: at("cancelled"), body: {} })).stage).toMatchObject({ release: "1.0.0", rollout: null, lastRollout: { version: "1.1.0", end: "cancelled" } });
    await publish("cancelled", { version: "1.1.0", canary: tenPercent });
    expect((await publish("cancelled", { version: "1.0.0" })).stage).toMatchObject({ release: "1.0.0", rollout: null, lastRollout: { version: "1.1.0", end: "cancelled" } });
    await publish("cancelled", { version: "1.1.0", canary: tenPercent });
    expect((await publish("cancelled", { version: "1.1.0" })).stage).toMatchObject({ release: "1.1.0", previousRelease: "1.0.0", lastRollout: { end: "promoted" } });
  });

  it("are refused where there is nothing to try or to go back to", async () => {
    await draft("refused", 1);
    expect(await refusal(publish("refused", { canary: tenPercent }))).toMatchObject({ status: 422, code: "rollout.nothing-served", path: "/canary" });
    await publish("refused", { version: "1.0.0" });
    expect(await refusal(publish("refused", { version: "1.0.0", guard }))).toMatchObject({ status: 422, code: "rollout.same-version", path: "/guard" });
    expect(await refusal(person.call(routes.rollouts.promote, { params: at("refused"), body: {} }))).toMatchObject({ status: 409, code: "rollout.none" });
    expect(await refusal(publish("refused", { version: "1.1.0", canary: { weight: 101 } }))).toMatchObject({ status: 400, path: "/canary/weight" });
    expect(await refusal(viewer.call(routes.rollouts.promote, { params: at("refused"), body: {} }))).toMatchObject({ status: 403 });
  });

  it("ask for a confirmation when callers break, for a canary too", async () => {
    await draft("breaking", 2);
    await publish("breaking", { version: "1.0.0" });
    await draft("breaking", 1);
    expect(await refusal(publish("breaking", { version: "1.1.0", canary: tenPercent }))).toMatchObject({ status: 409, code: "release.breaking" });
    await publish("breaking", { version: "1.1.0", canary: tenPercent, acceptBreaking: true });
    // Confirmed once: promoting asks no more.
    expect((await person.call(routes.rollouts.promote, { params: at("breaking"), body: {} })).stage.release).toBe("1.1.0");
  });

  it("changed by two people at once show the second both versions", async () => {
    await connector("contested");
    const { stage } = await publish("contested", { version: "1.1.0", canary: tenPercent });
    await person.call(routes.rollouts.change, { params: at("contested"), body: { canary: { weight: 50 }, revision: stage.revision } });
    const refused = await refusal(person.call(routes.rollouts.change, { params: at("contested"), body: { canary: { weight: 20 }, revision: stage.revision } }));
    expect(refused).toMatchObject({ status: 409, code: "conflict", yours: { canary: { weight: 20 } }, theirs: { rollout: { canary: { weight: 50 } } } });
    expect(await refusal(publish("contested", { version: "1.1.0", revision: stage.revision }))).toMatchObject({ status: 409, code: "conflict" });
  });

  it("go back by themselves when a canary fails, and say why", async () => {
    await connector("guarded");
    await publish("guarded", { version: "1.1.0", canary: tenPercent, guard });
    await worker();
    await measured("guarded", "1.1.0", 15, 15);
    await measured("guarded", "1.0.0", 500, 0);
    expect((await status("guarded", viewer)).facts).toEqual({ version: { calls: 15, errors: 15, p95Ms: expect.any(Number) }, previous: { calls: 500, errors: 0, p95Ms: expect.any(Number) } });
    await measured("guarded", "1.1.0", 15, 2);
    const { release, lastRollout } = await ended("guarded");
    expect([release, lastRollout]).toMatchObject(["1.0.0", { version: "1.1.0", end: "rolled-back", by: "tessera", reason: { en: "17 of 30 calls of 1.1.0 failed (56.7 %), more than the limit of 10 %." } }]);
    expect(await served("guarded")).toMatchObject({ version: "1.0.0", canary: null, watch: null });
    const { items } = await person.call(routes.audit.list, { query: { target: "stage:guarded/prod", limit: 1 } });
    expect(items[0]).toMatchObject({ actor: { kind: "system" }, action: "rollouts.guard", after: { lastRollout: { end: "rolled-back" } } });
  });

  it("go back to what was served before when a version fails that all got", async () => {
    await connector("watched");
    expect((await publish("watched", { version: "1.1.0", guard: { ...guard, maxErrorRate: null, maxP95Ms: 200 } })).stage).toMatchObject({ release: "1.1.0", rollout: { canary: null, previous: "1.0.0" } });
    await worker();
    await measured("watched", "1.1.0", 40, 0, 900);
    const { release, lastRollout } = await ended("watched");
    expect([release, lastRollout?.end, lastRollout?.reason?.en]).toEqual(["1.0.0", "rolled-back", expect.stringContaining("more than the limit of 200 ms")]);
    expect(await served("watched")).toMatchObject({ version: "1.0.0", watch: null });
  });

  it("are judged by whichever worker is left when others are killed", async () => {
    await connector("survived");
    await publish("survived", { version: "1.1.0", canary: tenPercent, guard });
    const [first] = [await worker(), await worker()];
    await first?.stop("SIGKILL");
    await measured("survived", "1.1.0", 30, 30);
    expect((await ended("survived")).lastRollout?.end).toBe("rolled-back");
    const { items } = await person.call(routes.audit.list, { query: { target: "stage:survived/prod", limit: 50 } });
    expect(items.filter(({ action }) => action === "rollouts.guard")).toHaveLength(1);
  });

  it("leave stages alone whose measurement belongs to an earlier rollout", async () => {
    await connector("again");
    await publish("again", { version: "1.1.0", canary: tenPercent, guard });
    await measured("again", "1.1.0", 100, 100);
    await person.call(routes.rollouts.cancel, { params: at("again"), body: {} });
    await publish("again", { version: "1.1.0", canary: tenPercent, guard });
    expect((await status("again")).facts?.version.calls).toBe(0);
  });

  it("tell which gateways have what was published, without addresses for those who may not see them", async () => {
    await connector("shown");
    const { gatewayRevision } = await publish("shown");
    const nodes = (await platform.database()).collection<{ _id: string }>(sharedCollections.gatewayNodes);
    const node = (revision: number, refused: object | null = null) => ({ address: "http://192.0.2.1:3080", version: "0.1.0", startedAt: new Date(), seenAt: new Date(), spaces: { default: { revision, refused } } });
    await nodes.insertMany([{ _id: "a:1", ...node(gatewayRevision) }, { _id: "b:1", ...node(gatewayRevision - 1, { revision: gatewayRevision, reason: "it is broken" }) }, { _id: "c:1", ...node(gatewayRevision - 2, { revision: gatewayRevision - 1, reason: "long past" }) }] as never);
    const progress = (who: Person) => who.call(routes.rollouts.progress, { params: at("shown") });
    expect(await progress(person)).toMatchObject({
      gatewayRevision, isComplete: false,
      gateways: [{ id: "a:1", address: "http://192.0.2.1:3080", isCurrent: true, refused: null }, { id: "b:1", isCurrent: false, refused: { en: "it is broken" } }, { id: "c:1", isCurrent: false, refused: null }],
    });
    const told = await progress(viewer);
    expect(told.gateways).toMatchObject([{ address: null, isCurrent: true }, { address: null }, { address: null }]);
    expect(JSON.stringify(told)).not.toMatch(/192\.0\.2|a:1/);
    await nodes.deleteMany({});
    expect(await progress(person)).toMatchObject({ isComplete: false, gateways: [] });
  });
});
