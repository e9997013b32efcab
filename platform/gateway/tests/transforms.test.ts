import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gatewayErrors, snapshotChecksum, snapshotErrors } from "../src/index.ts";
import { startBackend } from "./harness/backend.ts";
import { eventually } from "./harness/cleanup.ts";
import { call } from "./harness/http.ts";
import { gatewayOf } from "./harness/leading.ts";
import { binding, issueToken, operation, publish } from "./harness/publish.ts";

const json = { "content-type": "application/json" };
const request = (parts: object) => ({ request: { query: [], headers: [], body: [], ...parts } as never });
const response = (parts: object) => ({ response: { headers: [], body: [], ...parts } as never });
const set = (name: string, value: unknown) => ({ action: "set", name, value });

/** Answers what it is told to. */
function answering(body: string | Buffer, headers: Record<string, string> = json, status = 200) {
  return startBackend((_request, reply) => reply.writeHead(status, headers).end(body));
}

describe("stages", () => {
  it("fill in their variables and lead operations to further backends, each with its own credential", async () => {
    const [main, reports] = [await startBackend(), await startBackend()];
    const { gateway, at } = await gatewayOf({
      url: `${main.url}/base`, credential: { kind: "bearer", token: "main" },
      backends: { reports: { url: `${reports.url}/r/`, credential: { kind: "api-key", in: "header", name: "X-Key", value: "reports" } } },
      variables: { region: "cn/1 ..", v: "v2" },
      operations: [
        operation("main", "GET", "/x/{id}", { backend: { path: "/${vars.v}/${vars.region}-{id}" } }),
        operation("reports", "GET", "/reports/{id}", { backend: { name: "reports", path: "/of/{id}", ...request({ query: [set("region", "${vars.region}")], headers: [set("X-Caller", "${header.x-team}/${path.id}")] }) } }),
      ],
    });
    await call(gateway.url, at("/x/7?a=1"));
    await call(gateway.url, at("/reports/a%2Fb?a=1"), { headers: { "x-team": "red" } });
    expect(main.seen.map(({ url, headers }) => [url, headers.authorization, headers["x-key"]])).toEqual([["/base/v2/cn%2F1%20..-7?a=1", "Bearer main", undefined]]);
    expect(reports.seen.map(({ url, headers }) => [url, headers.authorization, headers["x-key"], headers["x-caller"]])).toEqual([["/r/of/a%2Fb?a=1&region=cn%2F1%20..", undefined, "reports", "red/a/b"]]);
  });

  it.each<[string, object, RegExp]>([
    ["a variable", { backend: { path: "/${vars.zone}" } }, /gateway\.stage-lacks.*\$\{vars\.zone\}.*'prod'/],
    ["a backend", { backend: { name: "other" } }, /gateway\.stage-lacks.*'other'/],
    ["a reference that means something", { backend: request({ headers: [set("X-A", "${foo}")] }) }, /gateway\.transform-impossible.*\$\{foo\}/],
    ["a header that may be changed", { backend: request({ headers: [set("Host", "x")] }) }, /gateway\.transform-impossible.*Host/],
    ["a way out of a circle", { backend: request({ query: [{ action: "rename", name: "a", to: "b" }, { action: "rename", name: "b", to: "a" }] }) }, /gateway\.transform-impossible.*circle/],
  ])("that lack %s are refused with the whole snapshot; the old one stays", async (_name, more, reason) => {
    const backend = await startBackend();
    const { store, gateway, at } = await gatewayOf({ url: backend.url, operations: [operation("get", "GET", "/x")] });
    await publish(store.db, { revision: 2, connectors: { p: { prod: { url: backend.url, operations: [operation("get", "GET", "/x", more), operation("other", "GET", "/y")] } } } });
    await eventually(async () => expect((await store.db.collection("gateway_nodes").findOne())?.["spaces"]?.ops?.refused?.reason).toMatch(reason));
    expect([(await call(gateway.url, at("/x"))).status, (await call(gateway.url, at("/y"))).status]).toEqual([200, 404]);
    expect(Object.values(snapshotErrors)).toContain(reason.source.replaceAll("\\", "").split(".*")[0]);
  });

  it("refuse a credential that was sealed for another backend of theirs", async () => {
    const backend = await startBackend();
    const { store } = await gatewayOf({ url: backend.url, operations: [operation("get", "GET", "/x")] });
    const moved = { revision: 2, connectors: { p: { prod: { url: backend.url, operations: [operation("get", "GET", "/x")], backends: { a: { url: backend.url, credential: { kind: "bearer", token: "t" } } } } } } };
    await publish(store.db, moved, (snapshot) => {
      const { connectors, plugins } = JSON.parse(JSON.stringify(snapshot).replace('"name":"a"', '"name":"b"')) as typeof snapshot;
      return { ...snapshot, connectors, checksum: snapshotChecksum({ connectors, plugins }) };
    });
    await eventually(async () => expect((await store.db.collection("gateway_nodes").findOne())?.["spaces"]?.ops?.refused?.reason).toMatch(/credential-unreadable.*ops\/p\/prod\/b/));
  });
});

describe("a call", () => {
  it("is changed after the plugins and before the credential", async () => {
    const backend = await startBackend();
    const { gateway, at } = await gatewayOf({
      url: backend.url, credential: { kind: "api-key", in: "query", name: "key", value: "secret" },
      plugins: [binding("header-rewrite", { request: { set: { "X-Stage": "plugin" } } }), binding("path-rewrite", { query: { from: "plugin" } })],
      operations: [operation("get", "GET", "/x", { backend: request({ query: [{ action: "rename", name: "from", to: "came" }, set("key", "forged")], headers: [{ action: "map", name: "X-Stage", values: { plugin: "operation" } }] }) })],
    });
    await call(gateway.url, at("/x"));
    expect(backend.seen[0]).toMatchObject({ url: "/x?came=plugin&key=secret", headers: { "x-stage": "operation" } });
  });

  it("has its JSON changed whatever its framing, exact numbers included", async () => {
    const backend = await startBackend();
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: [operation("post", "POST", "/x/{id}", { backend: request({ body: [set("/id", "${path.id}"), { action: "remove", name: "/drop" }] }) })] });
    const body = '{"n":12345678901234567890,"f":1.10,"drop":1}';
    await call(gateway.url, at("/x/7"), { method: "POST", headers: { ...json, "content-digest": "sha-256=:x:" }, body });
    await call(gateway.url, at("/x/7"), { method: "POST", headers: { ...json, "transfer-encoding": "chunked", expect: "100-continue" }, body });
    const changed = '{"n":12345678901234567890,"f":1.10,"id":"7"}';
    expect(backend.seen.map((seen) => [seen.body, seen.headers["content-length"], seen.headers["transfer-encoding"], seen.headers["content-digest"]])).toEqual([[changed, String(changed.length), undefined, undefined], [changed, String(changed.length), undefined, undefined]]);
  });

  it("without a body may become one with a body", async () => {
    const backend = await startBackend();
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: [operation("get", "GET", "/x/{id}", { backend: { method: "POST", path: "/query", ...request({ body: [set("/filter/id", "${path.id}"), set("/page", "${query.page}")] }) } })] });
    await call(gateway.url, at("/x/a%22b?page=2"));
    expect(backend.seen[0]).toMatchObject({ method: "POST", url: "/query?page=2", headers: json, body: '{"filter":{"id":"a\\"b"},"page":"2"}' });
  });

  it.each<[string, string | Buffer, Record<string, string>, number, string]>([
    ["no JSON", "a=1", { "content-type": "application/x-www-form-urlencoded" }, 415, gatewayErrors.bodyNotJson],
    ["compressed", gzipSync("{}"), { ...json, "content-encoding": "gzip" }, 415, gatewayErrors.bodyNotJson],
    ["broken", '{"a":', json, 400, gatewayErrors.bodyJsonInvalid],
    ["too large", `"${"x".repeat(2_000)}"`, json, 413, gatewayErrors.bodyTooLarge],
    ["too large in chunks", `"${"x".repeat(2_000)}"`, { ...json, "transfer-encoding": "chunked" }, 413, gatewayErrors.bodyTooLarge],
  ])("whose body is %s is refused", async (_name, body, headers, status, code) => {
    const backend = await startBackend();
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: [operation("post", "POST", "/x", { backend: request({ body: [set("/a", 1)] }) })] }, { limits: { maxBodyBytes: 1_000 } });
    const answer = await call(gateway.url, at("/x"), { method: "POST", headers, body });
    expect([answer.status, answer.json()["code"]]).toEqual([status, code]);
    expect(backend.seen).toHaveLength(0);
  });

  it("is refused beyond what is read to be changed, although others may be larger", async () => {
    const backend = await startBackend();
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: [operation("post", "POST", "/x", { backend: request({ body: [set("/a", 1)] }) }), operation("plain", "POST", "/y")] });
    const body = JSON.stringify("x".repeat(9 * 1024 * 1024));
    const answer = await call(gateway.url, at("/x"), { method: "POST", headers: json, body });
    expect([answer.status, answer.json()["code"]]).toEqual([413, gatewayErrors.bodyTooLarge]);
    expect((await call(gateway.url, at("/y"), { method: "POST", headers: json, body })).status).toBe(200);
  });

  it("never gains a header or query parameter through its values", async () => {
    const backend = await startBackend();
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: [operation("get", "GET", "/x/{id}", { backend: request({ query: [set("q", "${path.id}")], headers: [set("X-Note", "${query.note}")] }) })] });
    await call(gateway.url, at("/x/a&admin=1%26x?note=%0d%0aX-Admin:%20yes"));
    const [seen] = backend.seen;
    expect([...new URLSearchParams(seen?.url.split("?")[1])].map(([name]) => name)).toEqual(["note", "q"]);
    expect(seen?.headers["x-admin"]).toBeUndefined();
    expect(seen?.headers["x-note"]).toBe("%0D%0AX-Admin: yes");
  });
});

describe("an answer", () => {
  const changing = (parts: object, more: object = {}) => [operation("get", "GET", "/x", { backend: { ...response(parts), ...more } })];

  it("has its JSON and fields changed, before the plugins see it", async () => {
    const backend = await answering('{"id":12345678901234567890,"secret":"s"}', { ...json, etag: '"1"', "x-internal": "yes", "content-digest": "x" });
    const { gateway, at } = await gatewayOf({
      url: backend.url, plugins: [binding("header-rewrite", { response: { add: { "X-Served": "plugin" } } })],
      operations: changing({ headers: [{ action: "remove", name: "X-Internal" }, set("X-Served", "operation ${vars.region}")], body: [{ action: "remove", name: "/secret" }, set("/region", "${vars.region}")] }), variables: { region: "cn" },
    });
    const answer = await call(gateway.url, at("/x"), { headers: { "accept-encoding": "gzip, br", range: "bytes=0-1" } });
    expect(answer.text).toBe('{"id":12345678901234567890,"region":"cn"}');
    expect(answer.headers).toMatchObject({ "content-length": String(answer.text.length), etag: 'W/"1"', "x-served": "operation cn, plugin" });
    expect(answer.headers["x-internal"] ?? answer.headers["content-digest"]).toBeUndefined();
  });

  it("is asked for whole and plain", async () => {
    const backend = await startBackend();
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: changing({ body: [set("/a", 1)] }) });
    expect((await call(gateway.url, at("/x"), { headers: { "accept-encoding": "gzip", range: "bytes=0-1", "if-range": '"x"' } })).json()).toMatchObject({ a: 1, method: "GET" });
    expect(backend.seen[0]?.headers).toMatchObject({ "accept-encoding": "identity" });
    expect([backend.seen[0]?.headers.range, backend.seen[0]?.headers["if-range"]]).toEqual([undefined, undefined]);
  });

  it("of another kind passes untouched, also an error page", async () => {
    const backend = await answering("<h1>no</h1>", { "content-type": "text/html", "content-encoding": "x" }, 500);
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: changing({ body: [set("/a", 1)] }) });
    const answer = await call(gateway.url, at("/x"));
    expect([answer.status, answer.text, answer.headers["content-encoding"]]).toEqual([500, "<h1>no</h1>", "x"]);
  });

  it("to HEAD says nothing of a length that would be wrong", async () => {
    const backend = await answering('{"a":1}', { ...json, "content-length": "7" });
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: changing({ body: [set("/b", 1)] }) });
    const answer = await call(gateway.url, at("/x"), { method: "HEAD" });
    expect([answer.status, answer.headers["content-length"]]).toEqual([200, undefined]);
  });

  it.each<[string, string | Buffer, Record<string, string>, string]>([
    ["compressed against the request", gzipSync("{}"), { ...json, "content-encoding": "gzip" }, gatewayErrors.answerEncoded],
    ["broken", '{"secret":hunter2}', json, gatewayErrors.answerJsonInvalid],
    ["too large", `"${"x".repeat(2_000)}"`, json, gatewayErrors.answerTooLarge],
  ])("that is %s is a bad gateway's, with none of it", async (_name, body, headers, code) => {
    const backend = await answering(body, headers);
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: changing({ body: [{ action: "remove", name: "/secret" }] }) }, { limits: { maxBodyBytes: 1_000 } });
    const answer = await call(gateway.url, at("/x"));
    expect([answer.status, answer.json()["code"]]).toEqual([502, code]);
    expect(answer.text).not.toContain("hunter");
  });

  it("streams where no change needs it whole", async () => {
    const backend = await startBackend((_request, reply) => {
      reply.writeHead(200, { ...json, "content-encoding": "gzip" }).write("first");
    });
    const { gateway, at } = await gatewayOf({ url: backend.url, operations: changing({ headers: [set("X-A", "1")] }) });
    const answer = await fetch(gateway.url + at("/x"), { headers: { "accept-encoding": "identity" } }).catch((error: unknown) => error as Error);
    expect(answer).toBeInstanceOf(Response);
    expect((answer as Response).headers.get("x-a")).toBe("1");
    await (answer as Response).body?.cancel();
  });
});

describe("retries of an operation", () => {
  const failing = async (retry: object | undefined, plugins: ReturnType<typeof binding>[], more: object = {}) => {
    let calls = 0;
    const backend = await startBackend((_request, reply) => {
      calls += 1;
      reply.writeHead(calls < 4 ? 503 : 200).end();
    });
    const { gateway, at } = await gatewayOf({ url: backend.url, plugins, operations: [operation("get", "GET", "/x", { backend: retry === undefined ? {} : { retry: { backoffMs: 0, ...retry } as never }, ...more })] });
    return { status: (await call(gateway.url, at("/x"))).status, calls };
  };
  const twice = binding("retry", { attempts: 2, backoffMs: 0 });

  it("are those of the stage's plugin where it has none of its own", async () => expect(await failing(undefined, [twice])).toEqual({ status: 503, calls: 3 }));
  it("come before those of the plugin", async () => expect(await failing({ attempts: 3 }, [twice])).toEqual({ status: 200, calls: 4 }));
  it("can be none", async () => expect(await failing({ attempts: 0 }, [twice])).toEqual({ status: 503, calls: 1 }));
  it("are for the statuses it names", async () => expect(await failing({ attempts: 3, statuses: [429] }, [])).toEqual({ status: 503, calls: 1 }));
});

it("tells of callers in texts by what their token says", async () => {
  const backend = await startBackend();
  const { store, gateway, at } = await gatewayOf({ url: backend.url, operations: [operation("get", "GET", "/x", { security: { authenticate: true, grant: false }, backend: request({ headers: [set("X-By", "${caller.name} (${caller.id})"), set("X-User", "${caller.user}")] }) })] });
  const token = await issueToken(store.db, { name: "持续集成" });
  await eventually(async () => expect((await call(gateway.url, at("/x"), { headers: { authorization: `Bearer ${token.clear}`, "x-user": "forged" } })).status).toBe(200));
  expect(backend.seen[0]?.headers["x-by"]).toBe(Buffer.from(`持续集成 (token:${token.id})`).toString("latin1"));
  expect(backend.seen[0]?.headers["x-user"]).toBeUndefined();
});
