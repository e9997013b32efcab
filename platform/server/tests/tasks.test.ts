import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TaskView, routes } from "@tessera/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Child, until } from "./driver/child.ts";
import { petsDocument } from "./driver/documents.ts";
import { type Person, refusal } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

describe("tasks", () => {
  let platform: Platform;
  let person: Person;
  let documents: Awaited<ReturnType<typeof slowDocuments>>;
  const workers: Child[] = [];

  beforeAll(async () => {
    documents = await slowDocuments();
    platform = await Platform.start();
    person = await platform.person("developer");
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop("SIGKILL")));
  });
  afterAll(async () => {
    documents.close();
    await platform.stop();
  });

  async function worker(): Promise<Child> {
    const child = new Child("platform/server/dist/worker.js", { env: platform.environment({ TESSERA_EGRESS_ALLOW: "127.0.0.0/8", TESSERA_LOG_LEVEL: "info" }) });
    workers.push(child);
    await child.line("tessera-worker ready");
    return child;
  }

  const get = (id: string) => person.call(routes.tasks.get, { params: { id } });
  const ended = (id: string) => until("the end of the task", async () => { const task = await get(id); return task.finishedAt === null ? undefined : task; });
  const inState = (id: string, state: TaskView["state"]) => until(`state ${state}`, async () => ((await get(id)).state === state ? true : undefined));
  const start = (name: string, document: { text: string } | { url: string } = { text: petsDocument({ operations: 20 }) }) => person.call(routes.tasks.import, { body: { name, document, credential: { kind: "bearer", token: "the-secret" } } });

  it("wait for a worker, show progress and end with a result", async () => {
    const { id, state } = await start("in-background");
    expect(state).toBe("waiting");
    await worker();
    const task = await ended(id);
    expect(task).toMatchObject({ state: "succeeded", progress: 1, error: null, result: { connector: "in-background", imported: 22 } });
    expect(task.log.map(({ message }) => message)).toContainEqual({ en: "22 of 22 operations written", "zh-CN": "已写入 22/22 个接口" });
    expect(await person.call(routes.connectors.get, { params: { connector: "in-background" } })).toMatchObject({ operationCount: 22, createdBy: person.session?.user.username, stages: [{ credential: { kind: "bearer" } }] });
    const audit = await person.call(routes.audit.list, { query: { target: "connector:in-background" } });
    expect(audit.items[0]).toMatchObject({ action: "connector.import", actor: { name: person.session?.user.username } });
    expect(await (await platform.database()).collection("tasks").findOne({ finishedAt: { $ne: null } })).toMatchObject({ input: null });
  });

  it("fail with a reason that a person understands", async () => {
    await worker();
    const { id } = await start("hopeless", { text: "not: an: api" });
    const task = await ended(id);
    expect(task).toMatchObject({ state: "failed", result: null, error: { code: expect.stringMatching(/^openapi\./), message: { en: expect.stringContaining("not valid YAML"), "zh-CN": expect.stringMatching(/\p{Script=Han}/u) } } });
  });

  it("are cancelled while waiting and while running", async () => {
    const waiting = await start("never-1");
    expect(await person.call(routes.tasks.cancel, { params: { id: waiting.id } })).toMatchObject({ state: "cancelled" });
    expect(await refusal(person.call(routes.tasks.cancel, { params: { id: waiting.id } }))).toMatchObject({ status: 409, code: "task.finished" });
    await worker();
    const running = await start("never-2", { url: documents.hangingUrl });
    await inState(running.id, "running");
    await person.call(routes.tasks.cancel, { params: { id: running.id } });
    expect(await ended(running.id)).toMatchObject({ state: "cancelled" });
    expect(await refusal(person.call(routes.connectors.get, { params: { connector: "never-2" } }))).toMatchObject({ status: 404 });
  });

  it("of a worker that was killed are finished by another one, once", async () => {
    const first = await worker();
    const { id } = await start("survives", { url: documents.hangingUrl });
    await inState(id, "running");
    await first.stop("SIGKILL");
    documents.answer();
    await worker();
    const second = await worker();
    const task = await ended(id);
    expect(task).toMatchObject({ state: "succeeded", result: { connector: "survives" } });
    const { items } = await person.call(routes.audit.list, { query: { target: "connector:survives" } });
    expect(items).toHaveLength(1);
    expect(await second.stop()).toBe(0);
  });

  it("of a worker that is told to end are given back at once", async () => {
    documents.hang();
    const first = await worker();
    const { id } = await start("given-back", { url: documents.hangingUrl });
    await inState(id, "running");
    expect(await first.stop("SIGTERM")).toBe(0);
    const task = await (await platform.database()).collection<{ _id: string; leaseUntil: Date }>("tasks").findOne({ _id: id });
    // Nobody has to wait for the lease, as after the death of a worker.
    expect(task?.leaseUntil.getTime()).toBeLessThanOrEqual(Date.now());
    documents.answer();
    await worker();
    expect((await ended(id)).state).toBe("succeeded");
  });

  it("of others are not mine", async () => {
    const { id } = await start("mine");
    const other = await platform.person("owner");
    expect(await refusal(other.call(routes.tasks.get, { params: { id } }))).toMatchObject({ status: 404 });
    expect(await refusal(other.call(routes.tasks.cancel, { params: { id } }))).toMatchObject({ status: 404 });
    expect((await other.call(routes.tasks.list)).items).toEqual([]);
    expect((await person.call(routes.tasks.list)).items[0]?.id).toBe(id);
  });
});

/** A server whose document comes when the test wants it. */
async function slowDocuments(): Promise<{ hangingUrl: string; answer(): void; hang(): void; close(): void }> {
  let answering = false;
  const waiting = new Set<() => void>();
  const server = createServer((_request, response) => {
    const send = (): void => void response.end(petsDocument());
    if (answering) send();
    else waiting.add(send);
    response.once("close", () => waiting.delete(send));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    hangingUrl: `http://127.0.0.1:${port}/openapi.json`,
    answer() {
      answering = true;
      for (const send of waiting) send();
    },
    hang() {
      answering = false;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
