import { request } from "node:http";
import { routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jobsAsync } from "../../../tests/systems/jobs.ts";
import { until } from "./driver/child.ts";
import { type JobsPlatform, startJobsPlatform } from "./driver/jobs-platform.ts";
import { Person, refusal } from "./driver/person.ts";

const mebibyte = 1024 * 1024;

describe("who may know and change what of runs", () => {
  let world: JobsPlatform;
  let url: string;
  let run: string;

  beforeAll(async () => {
    world = await startJobsPlatform();
    await world.publish({ startJob: jobsAsync("both") });
    const started = await start();
    run = started.id;
    url = world.jobs.jobs.get(started.backendId ?? "")?.request.callbackUrl ?? "";
  });
  afterAll(() => world?.stop());

  const start = () => world.person.call(routes.runs.start, { params: { connector: "jobs", operation: "startJob" }, body: { body: { ends: "hang" } } });
  const get = (id: string) => world.person.call(routes.runs.get, { params: { run: id } });
  const post = (address: string, body = "{}", headers: Record<string, string> = {}) => fetch(address, { method: "POST", body, headers });

  it("gives each run an address of its own that nobody can guess", async () => {
    expect(url).toMatch(new RegExp(`^${world.platform.url}/api/v1/callbacks/${run}\\.[\\w-]{43}$`));
    const secret = url.split(".").at(-1) ?? "";
    const base = `${world.platform.url}/api/v1/callbacks/`;
    const other = await start();
    const flipped = (secret.startsWith("A") ? "B" : "A") + secret.slice(1);
    const wrong = [`${run}.${flipped}`, `${run}.${"A".repeat(43)}`, `${other.id}.${secret}`, `${run}.`, run, `.${secret}`, secret, "nothing", `${run}.${secret}A`, `${run}.${secret}%00`, "%7B%22$ne%22:1%7D", "x".repeat(300)];
    const answers = await Promise.all(wrong.map(async (token) => post(base + token, '{"job":{"state":"done"}}').then(async (answer) => ({ status: answer.status, code: ((await answer.json()) as { code: string }).code }))));
    for (const answer of answers) expect(answer).toEqual({ status: 404, code: "callback.not-found" });
    expect(await get(run)).toMatchObject({ finishedAt: null, callbacks: 0 });
    expect(await get(other.id)).toMatchObject({ finishedAt: null, callbacks: 0 });
    const stored = await (await world.platform.database()).collection("operation_runs").findOne({ _id: run as never });
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(JSON.stringify(await get(run))).not.toContain(secret);
  });

  it("reads nothing of what a stranger sends, and little of what anybody sends", async () => {
    const large = "x".repeat(mebibyte + 1);
    expect((await post(url.replace(/\.[\w-]{43}$/, `.${"A".repeat(43)}`), large)).status).toBe(404);
    expect((await post(url, large)).status).toBe(413);
    expect(await endless(url)).toBe(413);
    expect((await post(url, "{}", { "content-encoding": "gzip" })).status).toBe(400);
    expect((await get(run)).callbacks).toBe(0);
    expect((await post(url, `{"job":{"state":"running"},"fill":"${"x".repeat(900_000)}"}`, { authorization: "Bearer not-one-of-ours" })).status).toBe(204);
    expect((await get(run)).callbacks).toBe(1);
  });

  it("takes a number of callbacks of one run and no more", async () => {
    const { id, backendId } = await start();
    const address = world.jobs.jobs.get(backendId ?? "")?.request.callbackUrl ?? "";
    for (let sent = 0; sent < 10; sent += 1) await Promise.all(Array.from({ length: 20 }, () => post(address, '{"job":{"percent":1}}')));
    expect((await get(id)).callbacks).toBe(200);
    expect((await post(address)).status).toBe(429);
  });

  it("ends the run of somebody who leaves the space", async () => {
    const leaver = await world.platform.person("developer");
    const { id } = await leaver.call(routes.runs.start, { params: { connector: "jobs", operation: "startJob" }, body: { body: { ends: "hang" } } });
    const admin = await world.platform.admin();
    await admin.call(routes.spaces.removeMember, { params: { username: leaver.session?.user.username ?? "" } });
    const ended = await until("the end of the run", async () => ((await get(id)).finishedAt === null ? undefined : get(id)));
    expect(ended).toMatchObject({ state: "failed", error: { code: "run.denied", detail: expect.stringContaining("no longer a member") } });
  });

  it("ends the run of an app whose grant is revoked, and shows no run to others who name it", async () => {
    const { person } = world;
    await person.call(routes.apps.create, { body: { name: "deploy", title: { en: "Deploy" } } });
    const { revision, records } = await person.call(routes.apps.draft, { params: { app: "deploy" } });
    const head = records["app"] ?? {};
    const query = { id: "job", name: "job", kind: "operation", connector: "jobs", operation: "startJob", inputs: { "body.ends": { kind: "static", value: "hang" }, "body.durationMs": { kind: "static", value: 60_000 }, "body.name": { kind: "binding", template: "{{ params.name }}" } }, trigger: "manual" };
    await person.call(routes.apps.change, { params: { app: "deploy" }, body: { baseRevision: revision, changeId: crypto.randomUUID(), diff: { added: { "query/job": query }, updated: { app: [head, { ...head, connectors: { jobs: { connector: "jobs", stage: "prod" } } }] } } } });
    const { version } = await person.call(routes.apps.publish, { params: { app: "deploy" }, body: {} });
    expect((await person.call(routes.grants.list, { query: { caller: "app:default/deploy" } })).items.flatMap(({ operations }) => operations).toSorted()).toEqual(["getJob", "startJob", "stopJob"]);
    const ask = (who: Person, name: string, follow?: { run: string; change: number }) => who.call(routes.published.runQuery, { params: { app: "deploy", version, query: "job" }, body: { inputs: { "body.name": name }, ...(follow && { follow }) } });
    const [viewer, other] = [await world.platform.person("viewer"), await world.platform.person("viewer")];
    const first = await ask(viewer, "a");
    const pending = first.pending ?? { run: "", change: 0 };
    expect(first).toMatchObject({ data: null, status: 202, pending: { state: "running" } });
    expect((await ask(viewer, "a")).pending?.run).toBe(pending.run);
    expect((await ask(other, "a")).pending?.run).not.toBe(pending.run);
    expect(await refusal(ask(other, "a", pending))).toMatchObject({ status: 404, code: "run.not-found" });
    expect(await refusal(ask(viewer, "b", pending))).toMatchObject({ status: 404, code: "run.not-found" });

    const waiting = refusal(Promise.resolve().then(async () => {
      for (let follow = pending; ; ) follow = (await ask(viewer, "a", follow)).pending ?? follow;
    }));
    const { items } = await person.call(routes.grants.list, { query: { caller: "app:default/deploy" } });
    for (const { id } of items) await person.call(routes.grants.revoke, { params: { id } });
    expect(await waiting).toMatchObject({ status: 403, code: "query.not-granted" });
    expect(await get(pending.run)).toMatchObject({ state: "failed", error: { code: "run.denied" } });
  });

  it("shows runs to nobody in another space", async () => {
    await world.platform.space("elsewhere");
    const stranger = await world.platform.person("owner", "elsewhere");
    const callback = (await world.person.call(routes.runs.callbacks, { params: { run } })).items[0]?.id ?? "";
    const attempts = [
      () => stranger.call(routes.runs.get, { params: { run } }),
      () => stranger.call(routes.runs.cancel, { params: { run } }),
      () => stranger.call(routes.runs.callbacks, { params: { run } }),
      () => stranger.call(routes.runs.replay, { params: { run, callback } }),
    ];
    for (const attempt of attempts) expect(await refusal(attempt())).toMatchObject({ status: 404, code: "run.not-found" });
    expect((await stranger.call(routes.runs.list)).items).toEqual([]);
    expect(await refusal((await world.platform.person("viewer")).call(routes.runs.get, { params: { run } }))).toMatchObject({ status: 403 });
    expect(await refusal(Person.stranger(world.platform.url).call(routes.runs.list))).toMatchObject({ status: 401 });
  });
});

/** Status for a body without a stated length and without an end. */
function endless(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { method: "POST", headers: { "transfer-encoding": "chunked" } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
      sent.destroy();
    });
    sent.on("error", reject);
    // More than is taken, and no end of it.
    for (let size = 0; size < 2 * mebibyte; size += 64 * 1024) sent.write(Buffer.alloc(64 * 1024, "x"));
  });
}
