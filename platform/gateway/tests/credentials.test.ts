import { createHmac, randomBytes } from "node:crypto";
import { createServer } from "node:https";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { createVault } from "@tessera/vault";
import { describe, expect, it } from "vitest";
import { startBackend } from "./harness/backend.ts";
import { createAuthority } from "./harness/certificates.ts";
import type { IssuedPair } from "./harness/certificates.ts";
import { eventually, onEnd } from "./harness/cleanup.ts";
import { noStore, spawnGateway, startGateway } from "./harness/gateway.ts";
import type { TestGateway } from "./harness/gateway.ts";
import { call } from "./harness/http.ts";
import { operation, publish, secretKey, snapshotOf, vault } from "./harness/publish.ts";
import { emptyStore } from "./harness/store.ts";
import { startTokenEndpoint } from "./harness/token-endpoint.ts";

const operations = [operation("get", "GET", "/get"), operation("post", "POST", "/post"), operation("sub", "GET", "/sub", { matchSubpath: true })];

/** A gateway that serves one stage with a credential, or several by stage name. */
async function served(stages: Record<string, { url: string; credential: object; timeoutMs?: number }>): Promise<TestGateway> {
  const { uri, db } = await emptyStore();
  await publish(db, { revision: 1, connectors: { p: Object.fromEntries(Object.entries(stages).map(([name, stage]) => [name, { ...stage, operations }])) } });
  const gateway = await startGateway(uri);
  await eventually(async () => expect((await call(gateway.url, "/readyz")).status).toBe(200));
  await eventually(async () => expect((await call(gateway.url, `/ops/p/${Object.keys(stages)[0]}/absent`)).json()).toMatchObject({ code: "gateway.operation-not-found" }));
  return gateway;
}

/** Waits until a gateway serves a revision of the space. */
async function revision(url: string, expected: number): Promise<void> {
  await eventually(async () => expect((await call(url, "/metrics")).text).toMatch(new RegExp(`^tessera_gateway_snapshot_revision\\{space="ops"\\} ${expected}$`, "m")));
}

const oauth2 = (tokenUrl: string, more: object = {}) => ({ kind: "oauth2", tokenUrl, clientId: "client one", clientSecret: "s3cret/+ü", ...more });

describe("OAuth 2.0 client credentials", () => {
  it("send one token for all calls, asked for once under load, as RFC 6749 writes it", async () => {
    const tokens = await startTokenEndpoint();
    const backend = await startBackend();
    const gateway = await served({ prod: { url: backend.url, credential: oauth2(tokens.url, { scope: "read write", audience: "https://api.example.com" }) } });
    const answers = await Promise.all(Array.from({ length: 50 }, () => call(gateway.url, "/ops/p/prod/get", { headers: { authorization: "Bearer of-the-caller" } })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(backend.seen.map(({ headers }) => headers.authorization))).toEqual(new Set(["Bearer token-1"]));
    expect(tokens.requests).toHaveLength(1);
    expect(Object.fromEntries(tokens.requests[0]?.form ?? [])).toEqual({ grant_type: "client_credentials", scope: "read write", audience: "https://api.example.com" });
    expect(Buffer.from(tokens.requests[0]?.authorization?.slice(6) ?? "", "base64").toString()).toBe("client+one:s3cret%2F%2B%C3%BC");
  });

  it("show the client in the form where the endpoint wants it there", async () => {
    const tokens = await startTokenEndpoint();
    const backend = await startBackend();
    const gateway = await served({ prod: { url: backend.url, credential: oauth2(tokens.url, { clientAuthentication: "body" }) } });
    await call(gateway.url, "/ops/p/prod/get");
    expect(tokens.requests[0]?.authorization).toBeUndefined();
    expect(Object.fromEntries(tokens.requests[0]?.form ?? [])).toEqual({ grant_type: "client_credentials", client_id: "client one", client_secret: "s3cret/+ü" });
  });

  it("are asked for again once when the backend refuses a token, with the same body", async () => {
    const tokens = await startTokenEndpoint();
    const seen: string[] = [];
    let refused = "Bearer token-1";
    const backend = await startBackend((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        seen.push(`${request.headers.authorization} ${body}`);
        response.writeHead(refused === "*" || request.headers.authorization === refused ? 401 : 200).end("from the backend");
      });
    });
    const gateway = await served({ prod: { url: backend.url, credential: oauth2(tokens.url) } });
    expect((await call(gateway.url, "/ops/p/prod/post", { method: "POST", body: "order" })).status).toBe(200);
    expect(seen).toEqual(["Bearer token-1 order", "Bearer token-2 order"]);
    refused = "*";
    const answer = await call(gateway.url, "/ops/p/prod/get");
    expect([answer.status, answer.text]).toEqual([401, "from the backend"]);
    await call(gateway.url, "/ops/p/prod/get");
    // Whoever refuses everything does not make the gateway hammer the token endpoint.
    expect(tokens.requests.length).toBe(2);
  });

  it("keep their token when the space is published again, and are sealed with another key", async () => {
    const tokens = await startTokenEndpoint();
    const backend = await startBackend();
    const { uri, db } = await emptyStore();
    const newer = randomBytes(32);
    const credential = oauth2(tokens.url);
    await publish(db, { revision: 1, connectors: { p: { prod: { url: backend.url, operations, credential } } } });
    const gateway = await startGateway(uri, { secretKeys: [newer, secretKey] });
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/get")).status).toBe(200));
    const sealed = { kind: "oauth2" as const, sealed: createVault([newer]).seal(JSON.stringify({ credential, origin: backend.url }), "ops/p/prod/credential") };
    await publish(db, { revision: 2, connectors: { p: { prod: { url: backend.url, operations, sealed, version: "2.0.0" } } } });
    await revision(gateway.url, 2);
    await call(gateway.url, "/ops/p/prod/get");
    expect(tokens.requests).toHaveLength(1);
  });

  it.each([
    ["refuses the client", { status: 401, body: '{"error":"invalid_client","error_description":"s3cret/+ü is wrong"}' }, "gateway.backend-token-refused", "invalid_client"],
    ["says something of its own", { status: 400, body: '{"error":"s3cret"}' }, "gateway.backend-token-refused", "HTTP 400"],
    ["fails", { status: 503, body: "s3cret" }, "gateway.backend-token-unavailable", "token endpoint"],
    ["answers no JSON", { status: 200, body: "<html>s3cret</html>" }, "gateway.backend-token-unavailable", "token endpoint"],
    ["answers a token that is no header", { status: 200, body: '{"access_token":"a\\r\\nX-Evil: 1"}' }, "gateway.backend-token-unavailable", "token endpoint"],
    ["answers a token of another type", { status: 200, body: '{"access_token":"a","token_type":"mac"}' }, "gateway.backend-token-unavailable", "token endpoint"],
    ["redirects", { status: 307, body: "" }, "gateway.backend-token-unavailable", "token endpoint"],
  ])("are a problem without any secret when the endpoint %s", async (_, answer, code, said) => {
    const tokens = await startTokenEndpoint();
    tokens.answer = () => answer;
    const backend = await startBackend();
    const gateway = await served({ prod: { url: backend.url, credential: oauth2(tokens.url) } });
    const english = await call(gateway.url, "/ops/p/prod/get");
    expect(english.json()).toMatchObject({ status: 502, code, detail: expect.stringContaining(said) });
    expect((await call(gateway.url, "/ops/p/prod/get", { headers: { "accept-language": "zh-CN" } })).json()["detail"]).toMatch(/令牌/);
    expect(`${english.text}${gateway.lines.join("")}`).not.toMatch(/s3cret|client one|czNjcmV0/);
    expect(english.text).not.toContain(new URL(tokens.url).host);
    expect(backend.seen).toEqual([]);
  });

  it("obey the egress policy, and are found again when the endpoint is back", async () => {
    const tokens = await startTokenEndpoint();
    const backend = await startBackend();
    const good = tokens.answer;
    tokens.answer = () => ({ status: 500, body: "" });
    const gateway = await served({ prod: { url: backend.url, credential: oauth2(tokens.url) }, metadata: { url: backend.url, credential: oauth2("http://169.254.169.254/token") } });
    expect((await call(gateway.url, "/ops/p/metadata/get")).json()).toMatchObject({ code: "gateway.backend-token-unavailable" });
    expect((await call(gateway.url, "/ops/p/prod/get")).status).toBe(502);
    tokens.answer = good;
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/get")).status).toBe(200));
  });

  it("work with the store and the control plane away", async () => {
    const tokens = await startTokenEndpoint();
    const backend = await startBackend();
    const first = await served({ prod: { url: backend.url, credential: oauth2(tokens.url) } });
    await first.close(0);
    const alone = await startGateway(noStore, { dataDir: first.dataDir });
    expect((await call(alone.url, "/ops/p/prod/get")).status).toBe(200);
    expect(backend.seen.at(-1)?.headers.authorization).toBe("Bearer token-1");
  });
});

describe("HMAC signatures", () => {
  const hmac = (more: object) => ({ kind: "hmac", scheme: "http-message-signatures", keyId: "key-1", secret: "sh4red", ...more });

  it("let a backend verify what it received, after RFC 9421", async () => {
    const backend = await startBackend();
    const gateway = await served({ prod: { url: backend.url, credential: hmac({}) } });
    const body = JSON.stringify({ order: 1 });
    await call(gateway.url, "/ops/p/prod/post?b=2&a=1", { method: "POST", body, headers: { "content-type": "application/json", "transfer-encoding": "chunked", signature: "x=:AA==:" } });
    const [request] = backend.seen;
    const headers: IncomingHttpHeaders = request?.headers ?? {};
    const [, input = ""] = /^tessera=(.*)$/.exec(String(headers["signature-input"])) ?? [];
    expect(headers["content-digest"]).toMatch(/^sha-256=:/);
    const base = [`"@method": POST`, `"@authority": ${new URL(backend.url).host}`, `"@path": /post`, `"@query": ?b=2&a=1`, `"content-type": application/json`, `"content-digest": ${String(headers["content-digest"])}`, `"@signature-params": ${input}`].join("\n");
    expect(headers["signature"]).toBe(`tessera=:${createHmac("sha256", "sh4red").update(base).digest("base64")}:`);
    expect(request?.body).toBe(body);
    expect(headers["content-length"]).toBe(String(body.length));
  });

  it("are made anew for a call that is made again", async () => {
    const nonces: unknown[] = [];
    const backend = await startBackend((request, response) => {
      nonces.push(request.headers["x-nonce"]);
      response.writeHead(nonces.length === 1 ? 503 : 200).end();
    });
    const { uri, db } = await emptyStore();
    const credential = hmac({ scheme: "timestamp", headers: { nonce: "X-Nonce" } });
    await publish(db, { revision: 1, connectors: { p: { prod: { url: backend.url, operations, credential, plugins: [{ plugin: "retry", enabled: true, attributes: { attempts: 1, statuses: [503] } }] } } } });
    const gateway = await startGateway(uri);
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/get")).status).toBe(200));
    expect(nonces).toHaveLength(2);
    expect(new Set(nonces).size).toBe(2);
  });

  it("hold bodies of up to 4 MiB, announced or not, and let larger ones through only where they are not signed", async () => {
    const backend = await startBackend();
    const gateway = await served({ prod: { url: backend.url, credential: hmac({ scheme: "timestamp" }) }, unsigned: { url: backend.url, credential: hmac({ components: ["@method", "@path"] }) } });
    const large = Buffer.alloc(4 * 1024 * 1024 + 1);
    const full = large.subarray(1);
    expect((await call(gateway.url, "/ops/p/prod/post", { method: "POST", body: full })).json()).toMatchObject({ size: full.length });
    for (const headers of [{}, { "transfer-encoding": "chunked" }]) {
      expect((await call(gateway.url, "/ops/p/prod/post", { method: "POST", body: large, headers })).json()).toMatchObject({ status: 413, code: "gateway.body-too-large", detail: expect.stringContaining("4194304") });
    }
    expect((await call(gateway.url, "/ops/p/unsigned/post", { method: "POST", body: large })).json()).toMatchObject({ size: large.length });
  });
});

interface TlsBackend {
  url: string;
  /** Names of the clients, one per connection. */
  clients: string[];
}

async function startTlsBackend({ certificate, privateKey }: IssuedPair, clientAuthority: string): Promise<TlsBackend> {
  const clients: string[] = [];
  const server = createServer({ cert: certificate, key: privateKey, ca: clientAuthority, requestCert: true, rejectUnauthorized: true }, (request: IncomingMessage, response: ServerResponse) => {
    response.end(JSON.stringify({ client: (request.socket as TLSSocket).getPeerCertificate().subject.CN }));
  });
  server.on("secureConnection", (socket) => clients.push(String(socket.getPeerCertificate().subject.CN)));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, clients };
}

describe("client certificates", () => {
  it("are shown to the backend, which is checked by the given authority and name, over kept connections", async () => {
    const [servers, clients] = await Promise.all([createAuthority("servers"), createAuthority("clients")]);
    const [own, alpha, beta] = await Promise.all([servers.issue("api.example.com"), clients.issue("alpha"), clients.issue("beta")]);
    const backend = await startTlsBackend(own, clients.certificate);
    const mtls = (pair: IssuedPair, more: object = {}) => ({ kind: "mtls", ...pair, ca: servers.certificate, serverName: "api.example.com", ...more });
    const gateway = await served({
      prod: { url: backend.url, credential: mtls(alpha) },
      beta: { url: backend.url, credential: mtls(beta) },
      misnamed: { url: backend.url, credential: mtls(alpha, { serverName: "other.example.com" }) },
      unknown: { url: backend.url, credential: mtls(alpha, { ca: clients.certificate }) },
      foreign: { url: backend.url, credential: mtls(await servers.issue("stranger")) },
    });
    for (let count = 0; count < 5; count += 1) expect((await call(gateway.url, "/ops/p/prod/get")).json()).toEqual({ client: "alpha" });
    expect((await call(gateway.url, "/ops/p/beta/get")).json()).toEqual({ client: "beta" });
    expect(backend.clients).toEqual(["alpha", "beta"]);
    for (const stage of ["misnamed", "unknown"]) expect((await call(gateway.url, `/ops/p/${stage}/get`)).json(), stage).toMatchObject({ status: 502, code: "gateway.backend-tls" });
    // A server that takes no such client ends the connection with an alert or without a word.
    expect((await call(gateway.url, "/ops/p/foreign/get")).json()).toMatchObject({ status: 502, code: expect.stringMatching(/^gateway\.backend-(tls|aborted)$/) });
    expect(gateway.lines.join("")).not.toContain("PRIVATE KEY");
  });
});

describe("every credential", () => {
  it("stays with the host that it was entered for", async () => {
    const own = await startBackend();
    const elsewhere = await startBackend();
    const { uri, db } = await emptyStore();
    const sealed = { kind: "bearer" as const, sealed: vault.seal(JSON.stringify({ credential: { kind: "bearer", token: "s3cret" }, origin: own.url }), "ops/p/prod/credential") };
    await publish(db, { revision: 1, connectors: { p: { prod: { url: `${own.url}/base`, operations, sealed } } } });
    const gateway = await startGateway(uri);
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/get")).status).toBe(200));
    expect(own.seen[0]?.headers.authorization).toBe("Bearer s3cret");
    // Whoever can write to the store alone gets the gateway to send it nowhere else.
    await publish(db, { revision: 2, connectors: { p: { prod: { url: elsewhere.url, operations, sealed } } } });
    const reason = await eventually(async () => {
      const node = await db.collection("gateway_nodes").findOne<{ spaces: { ops: { revision: number; refused: { reason: string } } } }>({ "spaces.ops.refused.revision": 2 });
      if (node === null) throw new Error("not refused yet");
      return node.spaces.ops.refused.reason;
    });
    expect(reason).toMatch(/^gateway\.credential-elsewhere: .*entered for http:\/\/127\.0\.0\.1/);
    expect((await call(gateway.url, "/ops/p/prod/get")).status).toBe(200);
    expect(elsewhere.seen).toEqual([]);
  });

  it("follows no redirect and leaves none with its secret in it", async () => {
    const elsewhere = await startBackend();
    const backend = await startBackend((request, response) => {
      const target = request.url?.startsWith("/sub/foreign") ? `${elsewhere.url}/x?key=theirs&sig=1` : request.url?.startsWith("/sub/away") ? `${elsewhere.url}/x` : `${request.url?.replace("/sub", "/moved")}`;
      response.writeHead(307, { location: target }).end();
    });
    const tokens = await startTokenEndpoint();
    const gateway = await served({
      prod: { url: backend.url, credential: { kind: "api-key", in: "query", name: "key", value: "s3cret" } },
      bearer: { url: backend.url, credential: oauth2(tokens.url) },
    });
    expect((await call(gateway.url, "/ops/p/prod/sub/a?page=2&key=mine")).headers.location).toBe("/ops/p/prod/moved/a?page=2");
    expect((await call(gateway.url, "/ops/p/prod/sub/a")).headers.location).toBe("/ops/p/prod/moved/a");
    expect((await call(gateway.url, "/ops/p/prod/sub/foreign")).headers.location).toBe(`${elsewhere.url}/x?key=theirs&sig=1`);
    expect((await call(gateway.url, "/ops/p/bearer/sub/away")).headers.location).toBe(`${elsewhere.url}/x`);
    expect(elsewhere.seen).toEqual([]);
    const said = `${gateway.lines.join("")}${JSON.stringify(gateway.access)}`;
    expect(said).not.toMatch(/s3cret|token-1/);
  });

  it("is opened with an older key while the newer one takes over, in a gateway that is being called", async () => {
    const backend = await startBackend();
    const { uri, db } = await emptyStore();
    const newer = randomBytes(32);
    const keys = { TESSERA_SECRET_KEY: newer.toString("base64"), TESSERA_SECRET_KEYS_OLD: secretKey.toString("base64"), MONGODB_URI: uri };
    const credential = { kind: "bearer", token: "s3cret" };
    await publish(db, { revision: 1, connectors: { p: { prod: { url: backend.url, operations, credential } } } });
    const { dataDir } = await startGateway(uri);
    const during = await spawnGateway({ ...keys, TESSERA_DATA_DIR: dataDir });
    await eventually(async () => expect((await call(during.url, "/ops/p/prod/get")).status).toBe(200));
    let over = false;
    const statuses: number[] = [];
    const calling = (async () => {
      while (!over) statuses.push((await call(during.url, "/ops/p/prod/get")).status);
    })();
    const sealed = { kind: "bearer" as const, sealed: createVault([newer]).seal(JSON.stringify({ credential, origin: backend.url }), "ops/p/prod/credential") };
    await publish(db, { revision: 2, connectors: { p: { prod: { url: backend.url, operations, sealed } } } });
    await revision(during.url, 2);
    const after = await spawnGateway({ ...keys, TESSERA_SECRET_KEYS_OLD: "", TESSERA_DATA_DIR: `${dataDir}/after` });
    await eventually(async () => expect((await call(after.url, "/ops/p/prod/get")).status).toBe(200));
    over = true;
    await calling;
    expect(statuses.length).toBeGreaterThan(5);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(new Set(backend.seen.map(({ headers }) => headers.authorization))).toEqual(new Set(["Bearer s3cret"]));
    expect(JSON.stringify(snapshotOf({ revision: 2, connectors: { p: { prod: { url: backend.url, operations, sealed } } } }).snapshot)).not.toContain("s3cret");
  });
});
