import { request as httpRequest } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import type { GatewayOptions } from "../src/index.ts";
import { startBackend } from "./harness/backend.ts";
import { eventually, onEnd } from "./harness/cleanup.ts";
import { call } from "./harness/http.ts";
import { gatewayOf } from "./harness/leading.ts";
import { binding, grant, issueToken, operation, publish } from "./harness/publish.ts";
import type { StageGiven } from "./harness/publish.ts";

interface Source {
  /** Answers that are open now. */
  open: ServerResponse[];
  closed: number;
  seen: IncomingHttpHeaders[];
}

/** A backend that sends events when it is told to, and a gateway before it. */
async function eventing(more: Partial<StageGiven> = {}, options: Partial<GatewayOptions> = {}, headers: Record<string, string> = {}) {
  const source: Source = { open: [], closed: 0, seen: [] };
  const backend = await startBackend((request, response) => {
    source.seen.push(request.headers);
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", ...headers });
    response.flushHeaders();
    source.open.push(response);
    response.on("close", () => (source.closed += 1));
  });
  const events = operation("events", "GET", "/events", { transport: "event-stream" });
  return { source, ...(await gatewayOf({ url: backend.url, operations: [events], ...more }, options)) };
}

interface Listener {
  head: IncomingMessage;
  text: string;
  ended: "end" | "broken" | undefined;
  leave(): void;
}

function listen(url: string, path: string, headers: Record<string, string> = {}): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const request = httpRequest({ host: hostname, port, path, headers: { accept: "text/event-stream", ...headers } }, (head) => {
      const listener: Listener = { head, text: "", ended: undefined, leave: () => request.destroy() };
      head.setEncoding("utf8").on("data", (chunk: string) => (listener.text += chunk));
      head.on("end", () => (listener.ended = "end"));
      head.on("error", () => (listener.ended ??= "broken"));
      resolve(listener);
    });
    request.on("error", reject);
    request.end();
    onEnd(() => request.destroy());
  });
}

describe("an event stream", () => {
  it("begins before its first event, and every event comes when it is sent", async () => {
    const { source, gateway, at } = await eventing();
    const listener = await listen(gateway.url, at("/events?a=1"), { "last-event-id": "41" });
    expect(listener.head.headers).toMatchObject({ "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache", "x-accel-buffering": "no" });
    expect(source.seen[0]).toMatchObject({ "last-event-id": "41", accept: "text/event-stream" });
    for (const id of [42, 43]) {
      source.open[0]?.write(`id: ${id}\ndata: x\n\n`);
      await eventually(() => expect(listener.text).toContain(`id: ${id}\n`));
    }
    source.open[0]?.end();
    await eventually(() => expect(listener.ended).toBe("end"));
  });

  it("keeps what the backend says of keeping and collecting", async () => {
    const { gateway, at } = await eventing({}, {}, { "cache-control": "no-store", "x-accel-buffering": "yes" });
    expect((await listen(gateway.url, at("/events"))).head.headers).toMatchObject({ "cache-control": "no-store", "x-accel-buffering": "yes" });
  });

  it("outlives the time-out of calls as long as something comes, if only a heartbeat", async () => {
    const { source, gateway, at } = await eventing({ timeoutMs: 1, operations: [operation("events", "GET", "/events", { transport: "event-stream", backend: { timeoutMs: 300 } })] });
    const listener = await listen(gateway.url, at("/events"));
    const beat = setInterval(() => source.open[0]?.write(":\n"), 50);
    await eventually(() => expect(listener.text.length).toBeGreaterThan(24));
    expect(listener.ended).toBeUndefined();
    clearInterval(beat);
    await eventually(() => expect(listener.ended).toBe("broken"));
    await eventually(() => expect(source.closed).toBe(1));
  });

  it("is left by the gateway when its caller leaves", async () => {
    const { source, gateway, at } = await eventing({ plugins: [binding("access-log")] });
    const listener = await listen(gateway.url, at("/events"));
    source.open[0]?.write("data: x\n\n");
    await eventually(() => expect(listener.text).not.toBe(""));
    listener.leave();
    await eventually(() => expect(source.closed).toBe(1));
    await eventually(() => expect(gateway.access[0]).toMatchObject({ transport: "event-stream", status: 200, aborted: true, responseBytes: 9 }));
  });

  it("is not begun again after its first byte, and is before", async () => {
    let calls = 0;
    const backend = await startBackend((_request, response) => {
      calls += 1;
      if (calls === 1) return void response.writeHead(503).end();
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n", () => response.destroy());
      return undefined;
    });
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: [operation("events", "GET", "/events", { transport: "event-stream", backend: { retry: { attempts: 5, backoffMs: 0 } } })] });
    const listener = await listen(gateway.url, at("/events"));
    await eventually(() => expect(listener.ended).toBe("broken"));
    expect(calls).toBe(2);
  });

  it("passes other answers as they are", async () => {
    const backend = await startBackend((_request, response) => response.writeHead(401, { "content-type": "application/json" }).end('{"no":1}'));
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: [operation("events", "GET", "/events", { transport: "event-stream" })] });
    const answer = await call(gateway.url, at("/events"));
    expect([answer.status, answer.text, answer.headers["x-accel-buffering"]]).toEqual([401, '{"no":1}', undefined]);
  });

  it("ends in order when the gateway stops", async () => {
    const { source, gateway, at } = await eventing();
    const listener = await listen(gateway.url, at("/events"));
    source.open[0]?.write("data: x\n\n");
    await eventually(() => expect(listener.text).not.toBe(""));
    await gateway.close(10_000);
    await eventually(() => expect([listener.ended, source.closed]).toEqual(["end", 1]));
  });

  it("is counted while it is open, and its time is not taken for that of a call", async () => {
    const { source, gateway, at } = await eventing();
    const listener = await listen(gateway.url, at("/events"));
    expect((await call(gateway.url, "/metrics")).text).toMatch(/tessera_gateway_open_streams\{transport="event-stream"\} 1/);
    source.open[0]?.end("data: x\n\n");
    await eventually(() => expect(listener.ended).toBe("end"));
    await eventually(async () => {
      const { text } = await call(gateway.url, "/metrics");
      expect(text).toMatch(/open_streams\{transport="event-stream"\} 0/);
      expect(text).toMatch(/requests_total\{[^}]*operation="events"[^}]*\} 1/);
      expect(text).not.toMatch(/duration_seconds_count\{[^}]*operation="events"/);
    });
  });

  it.each(["offline", "no longer published"] as const)("ends when its operation is %s", async (what) => {
    const { source, store, gateway, at } = await eventing();
    const listener = await listen(gateway.url, at("/events"));
    source.open[0]?.write("data: x\n\n");
    await eventually(() => expect(listener.text).not.toBe(""));
    const operations = [what === "offline" ? operation("events", "GET", "/events", { transport: "event-stream" }) : operation("other", "GET", "/other")];
    const offline = { events: { offline: { from: new Date(0).toISOString(), message: { en: "Gone" } }, deprecation: null, limit: null } };
    await publish(store.db, { revision: 2, connectors: { p: { prod: { url: "http://127.0.0.1:1", operations } } }, ...(what === "offline" ? { policies: offline } : {}) });
    await eventually(() => expect([listener.ended, source.closed]).toEqual(["end", 1]));
  });

  it.each(["token", "grant"] as const)("ends when its caller loses its %s", async (what) => {
    const { source, store, gateway, at } = await eventing({ operations: [operation("events", "GET", "/events", { transport: "event-stream", security: { authenticate: true, grant: true } })] });
    const token = await issueToken(store.db, { space: "other" });
    const held = await grant(store.db, `token:${token.id}`, "p");
    const headers = { authorization: `Bearer ${token.clear}` };
    await eventually(() => listen(gateway.url, at("/events"), headers).then(({ head, leave }) => (head.statusCode === 200 ? leave() : expect(head.statusCode).toBe(200))));
    const listener = await listen(gateway.url, at("/events"), headers);
    source.open.at(-1)?.write("data: x\n\n");
    await eventually(() => expect(listener.text).not.toBe(""));
    if (what === "token") await store.db.collection<{ _id: string }>("api_tokens").updateOne({ _id: token.id }, { $set: { revokedAt: new Date() } });
    else await store.db.collection<{ _id: string }>("grants").updateOne({ _id: held }, { $set: { revokedAt: new Date() } });
    await eventually(() => expect([listener.ended, source.closed]).toEqual(["end", 2]));
  });
});
