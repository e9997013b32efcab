import { randomBytes } from "node:crypto";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { gatewayErrors } from "../src/index.ts";
import type { GatewayOptions } from "../src/index.ts";
import { startBackend } from "./harness/backend.ts";
import { eventually, onEnd } from "./harness/cleanup.ts";
import { call, raw } from "./harness/http.ts";
import { gatewayOf } from "./harness/leading.ts";
import { binding, grant, issueToken, operation } from "./harness/publish.ts";
import type { StageGiven } from "./harness/publish.ts";
import { connect, refusedHandshake, startSocketBackend } from "./harness/websocket.ts";

const shell = (more: Parameters<typeof operation>[3] = {}) => operation("shell", "GET", "/shell/{id}", { transport: "websocket", ...more });

async function joined(more: Partial<StageGiven> = {}, options: Partial<GatewayOptions> = {}, backendOptions: Parameters<typeof startSocketBackend>[0] = {}) {
  const backend = await startSocketBackend(backendOptions);
  return { backend, ...(await gatewayOf({ url: backend.url, operations: [shell()], ...more }, options)) };
}

const handshake = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n${more}\r\n`;

describe("a WebSocket", () => {
  it("passes texts, bytes, pings and close codes in both directions", async () => {
    const { backend, gateway, at } = await joined({ plugins: [binding("access-log")] });
    const connected = await connect(gateway.url, at("/shell/7"));
    const big = "x".repeat(300_000);
    for (const text of ["hello", "", "你好", big]) connected.socket.send(text);
    connected.socket.ping("are you there");
    await eventually(() => expect(connected.received).toEqual(["hello", "", "你好", big]));
    await eventually(() => expect(connected.pongs).toEqual(["are you there"]));
    const answered = new Promise((resolve) => backend.sockets[0]?.once("pong", resolve));
    backend.sockets[0]?.ping("and you");
    expect(String(await answered)).toBe("and you");
    connected.socket.close(3999, "done");
    await eventually(() => expect([connected.closed?.code, backend.closed]).toEqual([3999, [3999]]));
    await eventually(() => expect(gateway.access[0]).toMatchObject({ transport: "websocket", status: 101, closeCode: 3999, operation: "shell" }));
    expect(gateway.access[0]?.["aborted"]).toBeUndefined();
    expect(gateway.access[0]?.["requestBytes"]).toBeGreaterThan(300_000);
  });

  it("goes through the pipeline: parameters, plugins, transforms, credential, identity", async () => {
    const { backend, store, gateway, at } = await joined({
      credential: { kind: "bearer", token: "backend-secret" }, variables: { v: "v1" },
      plugins: [binding("header-rewrite", { request: { set: { "X-Stage": "prod" } }, response: { set: { "X-Served": "yes" } } })],
      operations: [shell({ security: { authenticate: true, grant: false }, backend: { path: "/${vars.v}/exec/{id}", request: { query: [{ action: "set", name: "tty", value: "1" }], headers: [], body: [] } } })],
    });
    const token = await issueToken(store.db);
    const headers = { authorization: `Bearer ${token.clear}` };
    const { socket } = await eventually(() => connect(gateway.url, at("/shell/a%2Fb?x=1"), [], { headers }));
    expect(socket.readyState).toBe(WebSocket.OPEN);
    expect(backend.requests[0]?.url).toBe("/v1/exec/a%2Fb?x=1&tty=1");
    expect(backend.requests[0]?.headers).toMatchObject({ authorization: "Bearer backend-secret", "x-stage": "prod", "x-tessera-identity": expect.stringMatching(/^ey/), "x-forwarded-prefix": "/ops/p/prod" });
  });

  it("negotiates sub-protocols and extensions between the two", async () => {
    const { gateway, at } = await joined({}, {}, { perMessageDeflate: true });
    const connected = await connect(gateway.url, at("/shell/7"), ["other", "chat"], { perMessageDeflate: true });
    expect([connected.socket.protocol, connected.socket.extensions]).toEqual(["chat", expect.stringContaining("permessage-deflate")]);
    connected.socket.send("a".repeat(5_000));
    await eventually(() => expect(connected.received[0]).toHaveLength(5_000));
  });

  it("takes the token of a browser from the sub-protocols, and shows it nobody", async () => {
    const { backend, store, gateway, at } = await joined({ operations: [shell({ security: { authenticate: true, grant: false } })] });
    const token = await issueToken(store.db);
    const bearer = `tessera.bearer.${token.clear}`;
    const plain = await eventually(() => connect(gateway.url, at("/shell/7"), ["tessera", bearer]));
    expect([plain.socket.protocol, backend.requests[0]?.headers["sec-websocket-protocol"]]).toEqual(["tessera", undefined]);
    const chat = await connect(gateway.url, at("/shell/7"), ["chat", bearer]);
    expect([chat.socket.protocol, backend.requests[1]?.headers["sec-websocket-protocol"]]).toEqual(["chat", "chat"]);
    expect(JSON.stringify(backend.requests.map(({ headers }) => headers))).not.toContain(token.clear);
  });

  it("is refused as any call is", async () => {
    const { backend, store, gateway, at } = await joined({ plugins: [binding("limit-count", { count: 1, windowSeconds: 600, key: "shared" })], operations: [shell({ security: { authenticate: true, grant: true } })] });
    const stranger = await issueToken(store.db, { space: "other" });
    const none = await refusedHandshake(gateway.url, at("/shell/7"));
    expect([none.status, JSON.parse(none.text).code, none.headers["www-authenticate"]]).toEqual([401, gatewayErrors.tokenMissing, 'Bearer realm="tessera"']);
    const headers = { authorization: `Bearer ${stranger.clear}` };
    await eventually(async () => expect(JSON.parse((await refusedHandshake(gateway.url, at("/shell/7"), [], { headers })).text).code).toBe(gatewayErrors.grantMissing));
    await grant(store.db, `token:${stranger.id}`, "p");
    await eventually(() => connect(gateway.url, at("/shell/7"), [], { headers }));
    const limited = await refusedHandshake(gateway.url, at("/shell/7"), [], { headers });
    expect([limited.status, limited.headers["retry-after"]]).toEqual([429, expect.stringMatching(/^\d+$/)]);
    expect((await refusedHandshake(gateway.url, at("/none"))).status).toBe(404);
    expect(backend.requests).toHaveLength(1);
  });

  it("passes the backend's refusal on", async () => {
    const { gateway, at } = await joined({}, {}, { path: "/other" });
    expect(await refusedHandshake(gateway.url, at("/shell/7"))).toMatchObject({ status: 403, text: '{"no":1}' });
  });

  it.each([
    ["at a refused address", "http://169.254.169.254", gatewayErrors.backendRefused],
    ["that is down", "http://127.0.0.1:1", gatewayErrors.backendUnreachable],
  ])("to a backend %s is a bad gateway's", async (_name, url, code) => {
    const { gateway, at } = await joined({ url });
    const { status, text } = await refusedHandshake(gateway.url, at("/shell/7"));
    expect([status, JSON.parse(text).code]).toEqual([502, code]);
  });

  it.each([
    ["accepts another key", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n"],
    ["switches to something else", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"],
  ])("to a backend that %s is a bad gateway's", async (_name, answer) => {
    const server = createTcpServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.once("data", () => socket.write(answer));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    onEnd(() => server.close());
    const { gateway, at } = await joined({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    const { status, text } = await refusedHandshake(gateway.url, at("/shell/7"));
    expect([status, JSON.parse(text).code]).toEqual([502, gatewayErrors.backendBadAnswer]);
  });

  it("and plain operations are told apart", async () => {
    const { gateway, at } = await joined({ operations: [shell(), operation("plain", "GET", "/plain")] });
    const plain = await call(gateway.url, at("/shell/7"));
    expect([plain.status, plain.json()["code"], plain.headers["upgrade"]]).toEqual([426, gatewayErrors.upgradeRequired, "websocket"]);
    const upgraded = await refusedHandshake(gateway.url, at("/plain"));
    expect([upgraded.status, JSON.parse(upgraded.text).code]).toEqual([501, gatewayErrors.upgradeUnsupported]);
  });

  it.each([
    ["another version", (text: string) => text.replace("Version: 13", "Version: 8")],
    ["no key", (text: string) => text.replace(/Sec-WebSocket-Key: .*\r\n/, "")],
    ["a short key", (text: string) => text.replace(/Key: .*\r\n/, "Key: abc=\r\n")],
    ["a body", (text: string) => text.replace("\r\n\r\n", "\r\nContent-Length: 4\r\n\r\nbody")],
  ])("is not opened with %s", async (_name, damage) => {
    const { backend, gateway, at } = await joined();
    const answer = await raw(gateway.url, damage(handshake(at("/shell/7"))));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain(gatewayErrors.handshakeInvalid);
    expect(answer.toLowerCase()).toContain("sec-websocket-version: 13");
    expect(backend.requests).toHaveLength(0);
  });

  it("closes what breaks the protocol, in time and with its reason", async () => {
    const { backend, gateway, at } = await joined({}, { limits: { maxBodyBytes: 1_000 } });
    const long = await connect(gateway.url, at("/shell/7"));
    long.socket.send("x".repeat(1_001));
    await eventually(() => expect([long.closed?.code, backend.closed]).toEqual([1009, [1001]]));
    const parts = await connect(gateway.url, at("/shell/7"));
    parts.socket.send("x".repeat(600), { fin: false });
    parts.socket.send("x".repeat(600), { fin: true });
    await eventually(() => expect(parts.closed?.code).toBe(1009));
    const fromBackend = await connect(gateway.url, at("/shell/7"));
    backend.sockets[2]?.send("x".repeat(1_001));
    await eventually(() => expect([fromBackend.closed?.code, backend.closed.at(-1)]).toEqual([1001, 1009]));
    const unmasked = await raw(gateway.url, Buffer.concat([Buffer.from(handshake(at("/shell/7")), "latin1"), Buffer.from([0x81, 0x01, 0x41])]));
    expect(unmasked).toMatch(/^HTTP\/1\.1 101 /);
    expect(unmasked.slice(unmasked.indexOf("\r\n\r\n") + 4)).toContain(String.fromCharCode(0x03, 0xea));
  });

  it("that is silent is closed, one with pings is not", async () => {
    const { backend, gateway, at } = await joined({ operations: [shell({ backend: { timeoutMs: 300 } })] });
    const connected = await connect(gateway.url, at("/shell/7"));
    const beat = setInterval(() => connected.socket.ping(), 40);
    await eventually(() => expect(connected.pongs.length).toBeGreaterThan(12));
    expect(connected.closed).toBeUndefined();
    clearInterval(beat);
    await eventually(() => expect([connected.closed, backend.closed]).toEqual([{ code: 1001, reason: "idle" }, [1001]]));
  });

  it("tells each side what became of the other", async () => {
    const { backend, gateway, at } = await joined({ plugins: [binding("access-log")] });
    const left = await connect(gateway.url, at("/shell/7"));
    left.socket.terminate();
    await eventually(() => expect(backend.closed).toEqual([1001]));
    const alone = await connect(gateway.url, at("/shell/7"));
    backend.sockets[1]?.terminate();
    await eventually(() => expect(alone.closed?.code).toBe(1014));
    await eventually(() => expect(gateway.access.map(({ closeCode }) => closeCode)).toEqual([1006, 1006]));
  });

  it("holds back a sender whose receiver does not read", async () => {
    const { backend, gateway, at } = await joined({}, { limits: { maxBodyBytes: 10_000_000 } });
    const connected = await connect(gateway.url, at("/shell/7"));
    const receiver = (connected.socket as unknown as { _socket: Socket })._socket;
    receiver.pause();
    const message = randomBytes(1_000_000);
    for (let sent = 0; sent < 60; sent += 1) backend.sockets[0]?.send(message);
    let before = -1;
    await eventually(() => {
      const now = backend.sockets[0]?.bufferedAmount ?? 0;
      const settled = now === before;
      before = now;
      expect(settled).toBe(true);
    });
    expect(before).toBeGreaterThan(20_000_000);
    receiver.resume();
    await eventually(() => expect(connected.received).toHaveLength(60));
  });

  it("ends in order when the gateway stops", async () => {
    const { backend, gateway, at } = await joined();
    const connected = await connect(gateway.url, at("/shell/7"));
    expect((await call(gateway.url, "/metrics")).text).toMatch(/open_streams\{transport="websocket"\} 1/);
    await gateway.close(10_000);
    await eventually(() => expect([connected.closed?.code, backend.closed]).toEqual([1012, [1012]]));
  });

  it("ends when its caller's token is revoked", async () => {
    const { backend, store, gateway, at } = await joined({ operations: [shell({ security: { authenticate: true, grant: false } })] });
    const token = await issueToken(store.db);
    const connected = await eventually(() => connect(gateway.url, at("/shell/7"), [], { headers: { authorization: `Bearer ${token.clear}` } }));
    await store.db.collection<{ _id: string }>("api_tokens").updateOne({ _id: token.id }, { $set: { revokedAt: new Date() } });
    await eventually(() => expect([connected.closed?.code, backend.closed]).toEqual([1008, [1008]]));
  });

  it("asked for beside another protocol is not one: HTTP goes on", async () => {
    const backend = await startBackend();
    const { gateway, at } = await joined({ url: backend.url, operations: [operation("plain", "GET", "/plain")] });
    expect((await call(gateway.url, at("/plain"), { headers: { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AAMAAABkAAQAAP__" } })).status).toBe(200);
  });
});
