import { gunzipSync, gzipSync } from "node:zlib";
import { SignJWT, createRemoteJWKSet, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { gatewayErrors } from "../src/index.ts";
import { startBackend } from "./harness/backend.ts";
import { eventually } from "./harness/cleanup.ts";
import { startGateway } from "./harness/gateway.ts";
import { call } from "./harness/http.ts";
import { binding, grant, issueToken, operation, publish, vault } from "./harness/publish.ts";
import type { StageGiven } from "./harness/publish.ts";
import { emptyStore } from "./harness/store.ts";

const protectedBy = { security: { authenticate: true, grant: true } };

/** A store, a gateway and a backend, with the operations published as ops/prometheus/prod. */
async function serving(operations: StageGiven["operations"], more: { credential?: object; base?: string } = {}) {
  const [store, backend] = await Promise.all([emptyStore(), startBackend()]);
  const gateway = await startGateway(store.uri);
  await publish(store.db, { revision: 1, connectors: { prometheus: { prod: { url: `${backend.url}${more.base ?? ""}`, operations, ...(more.credential === undefined ? {} : { credential: more.credential }) } } } });
  await eventually(async () => expect((await call(gateway.url, "/ops/prometheus/prod/ping")).status).toBe(200));
  backend.seen.length = 0;
  return { store, backend, gateway, at: (path: string) => `/ops/prometheus/prod${path}` };
}

const ping = operation("ping", "GET", "/ping");

describe("routing", () => {
  it("maps front paths to backend paths with the caller's own encoding", async () => {
    const { backend, gateway, at } = await serving(
      [
        ping,
        operation("getAlert", "GET", "/alerts/{id}", { backend: { path: "/api/v2/alerts/{id}" } }),
        operation("closeAlert", "POST", "/alerts/{id}:close", { backend: { path: "/api/v2/close/{id}", method: "PUT" } }),
        operation("file", "GET", "/{name}.{ext}", { backend: { path: "/files/{ext}/{name}" } }),
        operation("tree", "GET", "/tree", { matchSubpath: true, backend: { path: "/repo/tree" } }),
        operation("star", "GET", "/a*b/{x}"),
      ],
      { base: "/base/" },
    );
    for (const [method, path] of [
      ["GET", "/alerts/42?x=1&y=%20a&z"],
      ["GET", "/alerts/a%2Fb%3Bc"],
      ["POST", "/alerts/42:close"],
      ["POST", "/alerts/42%3Aclose"],
      ["GET", "/report.v1.pdf"],
      ["GET", "/tree"],
      ["GET", "/tree/"],
      ["GET", "/tree/a/b%20c/%E5%91%8A"],
      ["GET", "/a*b/1"],
      ["GET", "/a%2Ab/1"],
    ] as const) {
      expect((await call(gateway.url, at(path), { method })).status, path).toBe(200);
    }
    expect(backend.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /base/api/v2/alerts/42?x=1&y=%20a&z",
      "GET /base/api/v2/alerts/a%2Fb%3Bc",
      "PUT /base/api/v2/close/42",
      "PUT /base/api/v2/close/42",
      "GET /base/files/pdf/report.v1",
      "GET /base/repo/tree",
      "GET /base/repo/tree/",
      "GET /base/repo/tree/a/b%20c/%E5%91%8A",
      "GET /base/a*b/1",
      "GET /base/a*b/1",
    ]);
  });

  it("names what was not found", async () => {
    const { gateway, at } = await serving([ping]);
    for (const [path, code, word] of [
      ["/dev/prometheus/prod/ping", gatewayErrors.spaceNotFound, '"dev"'],
      ["/ops/zabbix/prod/ping", gatewayErrors.connectorNotFound, '"zabbix"'],
      ["/ops/prometheus/test/ping", gatewayErrors.stageNotFound, '"test"'],
      [at("/pong"), gatewayErrors.operationNotFound, "GET /pong"],
      ["/", gatewayErrors.spaceNotFound, "/<space>/"],
    ] as const) {
      const answer = await call(gateway.url, path);
      expect(answer.status, path).toBe(404);
      expect(answer.headers["content-type"]).toContain("application/problem+json");
      expect(answer.json()).toMatchObject({ code, status: 404, traceId: expect.stringMatching(/^[0-9a-f]{32}$/), detail: expect.stringContaining(word) });
    }
  });

  it("says what is wrong in the language of the caller", async () => {
    const { gateway, at } = await serving([ping]);
    for (const [language, locale, detail] of [["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN", /没有接口 GET \/pong/], ["fr", "en", /no operation GET \/pong/]] as const) {
      const answer = await call(gateway.url, at("/pong"), { headers: { "accept-language": language } });
      expect(answer.json()).toMatchObject({ code: gatewayErrors.operationNotFound, detail: expect.stringMatching(detail) });
      expect([answer.headers["content-language"], answer.headers["vary"]]).toEqual([locale, "Accept-Language"]);
    }
  });

  it("answers HEAD by GET, OPTIONS by the methods, others by 405", async () => {
    const { gateway, at, backend } = await serving([ping, operation("create", "POST", "/ping")]);
    const head = await call(gateway.url, at("/ping"), { method: "HEAD" });
    expect([head.status, head.text, backend.seen[0]?.method]).toEqual([200, "", "HEAD"]);
    const options = await call(gateway.url, at("/ping"), { method: "OPTIONS" });
    expect([options.status, options.headers.allow]).toEqual([204, "GET, POST, HEAD"]);
    const wrong = await call(gateway.url, at("/ping"), { method: "DELETE" });
    expect([wrong.status, wrong.headers.allow, wrong.json()["code"]]).toEqual([405, "GET, POST, HEAD", gatewayErrors.methodNotAllowed]);
  });

  it.each(["/..", "/%2e%2e/x", "/a/../../x", "/%2E%2E%2F%2E%2E/x", "/a%2F..%2Fb", "/..;a=b/x", "/a%5C..%5Cb", "/%252e%252e/x", "/%252e%252e%252fx", "/a//b", "//evil.example.com/x", "/%00", "/a%0d%0ax", "/%ff", "/%", "/./x"])("refuses the path %s", async (path) => {
    const { gateway, at, backend } = await serving([ping, operation("tree", "GET", "/", { matchSubpath: true, backend: { path: "/secret/base" } }), operation("one", "GET", "/one/{id}")]);
    for (const prefix of ["", "/one"]) {
      const answer = await call(gateway.url, at(prefix + path));
      expect([answer.status, answer.json()["code"]]).toEqual([400, gatewayErrors.pathUnsafe]);
    }
    expect(backend.seen).toEqual([]);
  });
});

describe("callers", () => {
  it("need a valid token where the operation asks for one", async () => {
    const { store, gateway, at, backend } = await serving([ping, operation("get", "GET", "/secret", protectedBy)]);
    const [good, expired, revoked] = await Promise.all([issueToken(store.db), issueToken(store.db, { expiresAt: new Date(Date.now() - 1000) }), issueToken(store.db, { revokedAt: new Date() })]);
    await eventually(async () => expect((await call(gateway.url, at("/secret"), { headers: { authorization: `Bearer ${good.clear}` } })).status).toBe(200));
    for (const [authorization, code] of [
      [undefined, gatewayErrors.tokenMissing],
      ["Basic dTpw", gatewayErrors.tokenInvalid],
      [`Bearer ${good.clear}x`, gatewayErrors.tokenInvalid],
      ["Bearer a.b.c", gatewayErrors.tokenInvalid],
      [`Bearer ${expired.clear}`, gatewayErrors.tokenExpired],
      [`Bearer ${revoked.clear}`, gatewayErrors.tokenRevoked],
    ] as const) {
      const answer = await eventually(async () => {
        const one = await call(gateway.url, at("/secret"), { headers: authorization === undefined ? {} : { authorization } });
        expect([one.status, one.json()["code"]]).toEqual([401, code]);
        return one;
      });
      expect(answer.headers["www-authenticate"]).toMatch(/^Bearer realm="tessera"/);
    }
    expect(backend.seen).toHaveLength(1);
  });

  it("need a grant unless they are members of the space", async () => {
    const { store, gateway, at } = await serving([ping, operation("get", "GET", "/secret", protectedBy), operation("open", "GET", "/open", { security: { authenticate: true, grant: false } })]);
    const viewer = await issueToken(store.db, { role: "viewer" });
    const foreign = await issueToken(store.db, { space: "dev", role: "owner" });
    const ask = async (clear: string, path: string) => {
      const answer = await call(gateway.url, at(path), { headers: { authorization: `Bearer ${clear}` } });
      return [answer.status, answer.status === 200 ? undefined : answer.json()["code"]];
    };
    for (const { id, clear } of [viewer, foreign]) {
      await eventually(async () => expect(await ask(clear, "/secret")).toEqual([403, gatewayErrors.grantMissing]));
      expect(await ask(clear, "/open")).toEqual([200, undefined]);
      const other = await grant(store.db, `token:${id}`, "prometheus", { operations: ["other"] });
      const past = await grant(store.db, `token:${id}`, "prometheus", { operations: ["get"], expiresAt: new Date(Date.now() - 1) });
      await eventually(async () => expect(await ask(clear, "/secret")).toEqual([403, gatewayErrors.grantExpired]));
      const good = await grant(store.db, `token:${id}`, "prometheus", { operations: ["get"], expiresAt: new Date(Date.now() + 60_000) });
      await eventually(async () => expect(await ask(clear, "/secret")).toEqual([200, undefined]));
      await store.db.collection<{ _id: string }>("grants").deleteMany({ _id: { $in: [other, past, good] } });
      await eventually(async () => expect(await ask(clear, "/secret")).toEqual([403, gatewayErrors.grantMissing]));
    }
  });

  it("of the control plane are apps and people with short-lived claims", async () => {
    const { store, gateway, at } = await serving([ping, operation("get", "GET", "/secret", protectedBy)]);
    const sign = (claims: object, exp: number, key = vault.deriveKey("gateway-call")) =>
      new SignJWT({ space: "ops", name: "x", ...claims }).setProtectedHeader({ alg: "HS256" }).setIssuer("tessera-server").setAudience("tessera-gateway").setExpirationTime(exp).sign(key);
    const now = Math.floor(Date.now() / 1000);
    const ask = async (jwt: string) => {
      const answer = await call(gateway.url, at("/secret"), { headers: { authorization: `Bearer ${jwt}` } });
      return answer.status === 200 ? 200 : answer.json()["code"];
    };
    const app = await sign({ sub: "app:ops/releases", kind: "app", member: true }, now + 60);
    expect(await ask(await sign({ sub: "user:1", kind: "user", member: true }, now + 60))).toBe(200);
    expect(await ask(await sign({ sub: "user:1", kind: "user" }, now + 60))).toBe(gatewayErrors.grantMissing);
    expect(await ask(await sign({ sub: "user:1", kind: "user", member: true, space: "dev" }, now + 60))).toBe(gatewayErrors.grantMissing);
    expect(await ask(app)).toBe(gatewayErrors.grantMissing);
    await grant(store.db, "app:ops/releases", "prometheus");
    await eventually(async () => expect(await ask(app)).toBe(200));
    expect(await ask(await sign({ sub: "user:1", kind: "user", member: true }, now - 1))).toBe(gatewayErrors.tokenExpired);
    expect(await ask(await sign({ sub: "user:1", kind: "user", member: true }, now + 60, Buffer.alloc(32, 1)))).toBe(gatewayErrors.tokenInvalid);
    expect(await ask(await sign({ sub: "user:1", kind: "robot" }, now + 60))).toBe(gatewayErrors.tokenInvalid);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${(await sign({ sub: "user:1", kind: "user", member: true }, now + 60)).split(".")[1] ?? ""}.`;
    expect(await ask(unsigned)).toBe(gatewayErrors.tokenInvalid);
  });
});

describe("what a backend gets", () => {
  it("is the caller's request without the caller's secrets, with identity and trace", async () => {
    const { store, gateway, at, backend } = await serving([ping, operation("get", "GET", "/secret", protectedBy)], { credential: { kind: "bearer", token: "backend-token" } });
    const token = await issueToken(store.db);
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const answer = await eventually(async () => {
      const one = await call(gateway.url, at("/secret"), {
        headers: {
          authorization: `Bearer ${token.clear}`,
          cookie: "tessera_session=s; theme=dark; __Host-tessera.csrf=c",
          "x-tessera-identity": "forged",
          "x-tessera-app": "forged",
          "x-request-id": "req-1",
          traceparent,
          connection: "x-drop, close",
          "x-drop": "1",
          "proxy-authorization": "Basic x",
          te: "trailers",
          "x-forwarded-for": "203.0.113.7",
          accept: "application/json",
        },
      });
      expect(one.status).toBe(200);
      return one;
    });
    const { headers } = backend.seen.at(-1) ?? { headers: {} as Record<string, string> };
    expect(headers).toMatchObject({
      host: new URL(backend.url).host,
      authorization: "Bearer backend-token",
      cookie: "theme=dark",
      accept: "application/json",
      "x-request-id": "req-1",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": new URL(gateway.url).host,
      "x-forwarded-proto": "http",
      "x-forwarded-prefix": "/ops/prometheus/prod",
    });
    expect(headers["traceparent"]).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/);
    for (const name of ["x-drop", "proxy-authorization", "te", "x-tessera-app"]) expect(headers).not.toHaveProperty(name);
    expect(JSON.stringify(headers)).not.toContain(token.clear);
    expect(answer.headers["x-request-id"]).toBe("req-1");

    const keys = createRemoteJWKSet(new URL("/.well-known/jwks.json", gateway.url));
    const { payload, protectedHeader } = await jwtVerify(String(headers["x-tessera-identity"]), keys, { issuer: "tessera-gateway", audience: "ops/prometheus" });
    expect(protectedHeader.alg).toBe("EdDSA");
    expect(payload).toMatchObject({ sub: `token:${token.id}`, name: "ci", kind: "token", space: "ops" });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(60);
  });

  it.each([
    [{ kind: "basic", username: "u", password: "pä" }, "/ping", { authorization: `Basic ${Buffer.from("u:pä").toString("base64")}` }, "/ping"],
    [{ kind: "api-key", in: "header", name: "X-Api-Key", value: "k" }, "/ping", { "x-api-key": "k" }, "/ping"],
    [{ kind: "api-key", in: "query", name: "key", value: "a&b" }, "/ping?a=1&key=forged&k%65y=forged2&b", {}, "/ping?a=1&b&key=a%26b"],
  ])("carries the credential %j", async (credential, path, headers, url) => {
    const { gateway, at, backend } = await serving([ping], { credential });
    const answer = await call(gateway.url, at(path), { headers: { "x-api-key": "forged", authorization: "Bearer forged" } });
    expect(answer.status).toBe(200);
    expect(backend.seen.at(-1)?.headers).toMatchObject(headers);
    expect(backend.seen.at(-1)?.url).toBe(url);
    expect(JSON.stringify(backend.seen.at(-1)?.headers)).not.toContain("Bearer forged");
  });

  it("is the body, byte for byte, with or without a length", async () => {
    const { gateway, at, backend } = await serving([ping, operation("post", "POST", "/echo")]);
    const body = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 256));
    for (const headers of [{ "content-length": body.length }, { "transfer-encoding": "chunked" }]) {
      expect((await call(gateway.url, at("/echo"), { method: "POST", headers, body })).json()).toMatchObject({ size: body.length });
      expect(Buffer.from(backend.seen.at(-1)?.body ?? "", "latin1").equals(body)).toBe(true);
    }
    expect((await call(gateway.url, at("/echo"), { method: "POST", headers: { "content-length": 0 } })).json()).toMatchObject({ size: 0 });
    expect((await call(gateway.url, at("/echo"), { method: "POST", headers: { "content-length": 5, expect: "100-continue" }, body: "hello" })).json()).toMatchObject({ size: 5 });
  });
});

describe("what a caller gets", () => {
  it("is the backend's answer without what belongs to its connection", async () => {
    const store = await emptyStore();
    const zipped = gzipSync("hello");
    const backend = await startBackend((_request, response) => {
      response.writeHead(201, "Created", [
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
        ["Connection", "x-internal"],
        ["X-Internal", "1"],
        ["X-Tessera-Debug", "1"],
        ["Alt-Svc", 'h3=":443"'],
        ["X-Name", Buffer.from("告警").toString("latin1")],
        ["Content-Encoding", "gzip"],
        ["Content-Type", "text/plain"],
      ].flat() as string[]).end(zipped);
    });
    const gateway = await startGateway(store.uri);
    await publish(store.db, { revision: 1, connectors: { p: { prod: { url: backend.url, operations: [operation("get", "GET", "/x", { deprecated: true })] } } } });
    const { status, headers, body } = await eventually(async () => {
      const answer = await fetch(`${gateway.url}/ops/p/prod/x`, { headers: { "x-request-id": "bad id!" } });
      expect(answer.status).toBe(201);
      return { status: answer.status, headers: answer.headers, body: await answer.text() };
    });
    expect([status, body, gunzipSync(zipped).toString()]).toEqual([201, "hello", "hello"]);
    expect(headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(Buffer.from(headers.get("x-name") ?? "", "latin1").toString()).toBe("告警");
    expect(headers.get("deprecation")).toBe("true");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
    for (const name of ["x-internal", "x-tessera-debug", "alt-svc"]) expect(headers.has(name), name).toBe(false);
  });

  it("is counted by the address that a believed proxy names, and nobody else's word", async () => {
    const store = await emptyStore();
    const backend = await startBackend();
    const [behindProxy, inTheOpen] = await Promise.all([startGateway(store.uri, { trustProxy: ["127.0.0.0/8"] }), startGateway(store.uri)]);
    await publish(store.db, { revision: 1, plugins: [binding("access-log")], connectors: { p: { prod: { url: backend.url, operations: [operation("get", "GET", "/x")] } } } });
    const said = { "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https", "x-forwarded-host": "api.example.com" };
    const seenThrough = async ({ url }: { url: string }) => {
      await eventually(async () => expect((await call(url, "/ops/p/prod/x", { headers: said })).status).toBe(200));
      return backend.seen.at(-1)?.headers;
    };
    expect(await seenThrough(behindProxy)).toMatchObject({ "x-forwarded-for": "203.0.113.7, 127.0.0.1", "x-forwarded-proto": "https", "x-forwarded-host": "api.example.com" });
    expect(await seenThrough(inTheOpen)).toMatchObject({ "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "http", "x-forwarded-host": new URL(inTheOpen.url).host });
    await eventually(() => expect(behindProxy.access.at(-1)).toMatchObject({ client: "203.0.113.7" }));
  });

  it("is never sent to the backend's own address", async () => {
    const store = await emptyStore();
    const backend = await startBackend((request, response) => {
      const place = new URL(request.url ?? "", "http://x").searchParams.get("to") ?? "";
      response.writeHead(302, { location: place.replace("BACKEND", backend.url) }).end();
    });
    const gateway = await startGateway(store.uri);
    await publish(store.db, { revision: 1, connectors: { p: { prod: { url: `${backend.url}/base`, operations: [operation("get", "GET", "/x")] } } } });
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/x")).status).toBe(302));
    for (const [to, expected] of [
      ["BACKEND/base/y?z=1", "/ops/p/prod/y?z=1"],
      ["/base/y", "/ops/p/prod/y"],
      ["y", "y"],
      ["https://example.com/z", "https://example.com/z"],
    ] as const) {
      expect((await call(gateway.url, `/ops/p/prod/x?to=${encodeURIComponent(to)}`)).headers.location).toBe(expected);
    }
  });
});
