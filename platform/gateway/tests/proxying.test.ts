import { createServer as createTcpServer } from "node:net";
import type { AddressInfo } from "node:net";
import { request as httpRequest } from "node:http";
import type { ClientRequest, RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import { gatewayErrors } from "../src/index.ts";
import type { GatewayOptions } from "../src/index.ts";
import { startBackend } from "./harness/backend.ts";
import { eventually, onEnd, temporaryFolder } from "./harness/cleanup.ts";
import { spawnGateway, startGateway } from "./harness/gateway.ts";
import { call, raw } from "./harness/http.ts";
import { binding, operation, publish } from "./harness/publish.ts";
import type { StageGiven } from "./harness/publish.ts";
import { emptyStore } from "./harness/store.ts";

/** A gateway whose ops/p/prod leads to `url`. */
async function leadingTo(url: string, more: Partial<StageGiven> = {}, options: Partial<GatewayOptions> = {}) {
  const store = await emptyStore();
  const operations = more.operations ?? [operation("get", "GET", "/x"), operation("post", "POST", "/x"), operation("put", "PUT", "/x", { idempotent: true })];
  await publish(store.db, { revision: 1, connectors: { p: { prod: { url, ...more, operations } } } });
  const gateway = await startGateway(store.uri, options);
  await eventually(async () => expect((await call(gateway.url, "/readyz")).status).toBe(200));
  return { store, gateway, x: "/ops/p/prod/x" };
}

async function withBackend(listener: RequestListener, more: Partial<StageGiven> = {}, options: Partial<GatewayOptions> = {}) {
  const backend = await startBackend(listener);
  return { backend, ...(await leadingTo(backend.url, more, options)) };
}

async function unusedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

describe("a failing backend", () => {
  it.each([
    ["that is down", "http://127.0.0.1:PORT", 502, gatewayErrors.backendUnreachable],
    ["whose name does not resolve", "http://nowhere.invalid", 502, gatewayErrors.backendUnresolved],
    ["at a refused address", "http://169.254.169.254", 502, gatewayErrors.backendRefused],
  ])("%s is told without its address", async (_name, template, status, code) => {
    const port = await unusedPort();
    const { gateway, x } = await leadingTo(template.replace("PORT", String(port)));
    const answer = await call(gateway.url, x, { headers: { "x-request-id": "r1" } });
    expect([answer.status, answer.json()["code"]]).toEqual([status, code]);
    expect(answer.headers["x-request-id"]).toBe("r1");
    for (const secret of [String(port), "127.0.0.1", "nowhere", "169.254"]) expect(answer.text).not.toContain(secret);
  });

  it("that speaks no HTTP, or breaks off, is told apart", async () => {
    const answers = ["SSH-2.0-x\r\n", "", "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n"];
    const codes: unknown[] = [];
    for (const text of answers) {
      const server = createTcpServer((socket) => {
        socket.on("error", () => socket.destroy());
        socket.once("data", () => socket.end(text));
      });
      await new Promise<void>((resolve) => {
        server.listen(0, "127.0.0.1", resolve);
      });
      onEnd(() => server.close());
      const { gateway, x } = await leadingTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      codes.push((await call(gateway.url, x)).json()["code"]);
    }
    expect(codes).toEqual([gatewayErrors.backendBadAnswer, gatewayErrors.backendAborted, gatewayErrors.backendBadAnswer]);
  });

  it("that breaks off inside its answer cuts the caller's connection", async () => {
    const { gateway, x } = await withBackend((_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("half", () => response.destroy());
    });
    await expect(call(gateway.url, x)).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });

  it.each([
    ["of the stage", { timeoutMs: 100 }, "100 ms"],
    ["of the operation", { operations: [operation("get", "GET", "/x", { backend: { timeoutMs: 90 } })] }, "90 ms"],
    ["of the plugin", { plugins: [binding("timeout", { timeoutMs: 80 })] }, "80 ms"],
  ])("that never answers meets the time-out %s", async (_name, more, word) => {
    const { gateway, x } = await withBackend(() => undefined, more);
    const answer = await call(gateway.url, x);
    expect([answer.status, answer.json()["code"]]).toEqual([504, gatewayErrors.backendTimeout]);
    expect(answer.json()["detail"]).toContain(word);
  });

  it("that stops inside its answer meets the time-out too, one that moves on does not", async () => {
    const { gateway } = await withBackend(
      (request, response) => {
        response.write("start");
        if (request.url === "/x") return;
        let sent = 0;
        const timer = setInterval(() => {
          sent += 1;
          if (sent === 12) clearInterval(timer);
          if (sent === 12) response.end("end");
          else response.write(".");
        }, 25);
      },
      { timeoutMs: 150, operations: [operation("stops", "GET", "/x"), operation("drips", "GET", "/y")] },
    );
    await expect(call(gateway.url, "/ops/p/prod/x")).rejects.toThrow(/aborted|hang up|ECONNRESET/);
    expect((await call(gateway.url, "/ops/p/prod/y")).text).toMatch(/^start\.+end$/);
  });
});

describe("retry", () => {
  const retrying = binding("retry", { attempts: 2, backoffMs: 1 });

  it("repeats idempotent calls with their body until one succeeds", async () => {
    const bodies: string[] = [];
    const { gateway, x } = await withBackend(
      (request, response) => {
        let body = "";
        request.on("data", (chunk) => (body += String(chunk)));
        request.on("end", () => {
          bodies.push(body);
          response.writeHead([503, 502, 200][bodies.length - 1] ?? 500).end("done");
        });
      },
      { plugins: [retrying, binding("access-log")] },
    );
    expect((await call(gateway.url, x, { method: "PUT", body: "payload" })).text).toBe("done");
    expect(bodies).toEqual(["payload", "payload", "payload"]);
    await eventually(() => expect(gateway.access.at(-1)).toMatchObject({ attempts: 3, status: 200, operation: "put" }));
  });

  it("passes the last answer on when the attempts are used up", async () => {
    let calls = 0;
    const { gateway, x } = await withBackend((_request, response) => {
      calls += 1;
      response.writeHead(503).end(`down ${calls}`);
    }, { plugins: [retrying] });
    const answer = await call(gateway.url, x);
    expect([answer.status, answer.text, calls]).toEqual([503, "down 3", 3]);
  });

  it("leaves other calls, statuses and large bodies alone", async () => {
    let calls = 0;
    const { gateway, x } = await withBackend((request, response) => {
      calls += 1;
      request.resume().on("end", () => response.writeHead(request.headers["x-status"] === undefined ? 503 : 500).end());
    }, { plugins: [binding("retry", { attempts: 2, backoffMs: 1, maxBodyBytes: 100_000 })] });
    await call(gateway.url, x, { method: "POST", body: "x" });
    expect(calls).toBe(1);
    await call(gateway.url, x, { method: "PUT", body: Buffer.alloc(100_001) });
    expect(calls).toBe(2);
    await call(gateway.url, x, { headers: { "x-status": "500" } });
    expect(calls).toBe(3);
  });

  it("repeats failed connections", async () => {
    const port = await unusedPort();
    const { gateway, x } = await leadingTo(`http://127.0.0.1:${port}`, { plugins: [retrying, binding("access-log")] });
    expect((await call(gateway.url, x)).status).toBe(502);
    await eventually(() => expect(gateway.access).toMatchObject([{ attempts: 3, code: gatewayErrors.backendUnreachable, status: 502 }]));
  });

  it("keeps one deadline for all calls", async () => {
    let calls = 0;
    const { gateway, x } = await withBackend(() => void (calls += 1), { plugins: [binding("retry", { attempts: 5, deadlineMs: 2_000, backoffMs: 1 })] });
    expect((await call(gateway.url, x)).status).toBe(504);
    expect(calls).toBe(1);
  });

  it("hides that a kept connection was closed by the backend", async () => {
    let calls = 0;
    const { gateway, x } = await withBackend((request, response) => {
      calls += 1;
      if (calls === 2) request.socket.destroy();
      else response.end("ok");
    });
    expect((await call(gateway.url, x)).text).toBe("ok");
    expect((await call(gateway.url, x)).text).toBe("ok");
    expect(calls).toBe(3);
  });
});

describe("plugins on the way", () => {
  it("limit-count counts per address and says when to come back", async () => {
    const { gateway, x } = await withBackend((_request, response) => response.end(), { plugins: [binding("limit-count", { count: 2, windowSeconds: 60 })] });
    const answers = [await call(gateway.url, x), await call(gateway.url, x), await call(gateway.url, x)];
    expect(answers.map(({ status, headers }) => [status, headers["ratelimit-limit"], headers["ratelimit-remaining"]])).toEqual([[200, "2", "1"], [200, "2", "0"], [429, "2", "0"]]);
    expect(Number(answers[2]?.headers["retry-after"])).toBeGreaterThan(0);
    expect(answers[2]?.json()).toMatchObject({ code: gatewayErrors.limitExceeded });
  });

  it("the most specific level wins and may switch a plugin off", async () => {
    const set = (value: string) => binding("header-rewrite", { response: { set: { "X-Level": value } } });
    const store = await emptyStore();
    const backend = await startBackend();
    await publish(store.db, {
      revision: 1,
      plugins: [set("global")],
      connectorPlugins: [set("connector")],
      connectors: {
        p: {
          prod: { url: backend.url, operations: [operation("a", "GET", "/a"), operation("b", "GET", "/b", { plugins: [set("operation")] }), operation("c", "GET", "/c", { plugins: [binding("header-rewrite", {}, false)] })], plugins: [set("stage")] },
          test: { url: backend.url, operations: [operation("a", "GET", "/a")] },
        },
      },
    });
    const gateway = await startGateway(store.uri);
    const level = async (path: string) => (await call(gateway.url, `/ops/p${path}`)).headers["x-level"];
    await eventually(async () => expect(await level("/prod/a")).toBe("stage"));
    expect([await level("/prod/b"), await level("/prod/c"), await level("/test/a")]).toEqual(["operation", undefined, "connector"]);
  });

  it("header-rewrite and path-rewrite change what goes out and comes back", async () => {
    const backend = await startBackend();
    const { gateway, x } = await leadingTo(`${backend.url}/base`, {
      plugins: [
        binding("header-rewrite", { request: { set: { "X-Team": "sre" }, remove: ["User-Agent"] }, response: { add: { Vary: "X-Team" }, remove: ["Content-Type"] } }),
        binding("path-rewrite", { stripPrefix: "/base", addPrefix: "/v2/", query: { tenant: "a b" } }),
      ],
    });
    const answer = await call(gateway.url, `${x}?q=1&tenant=evil`, { headers: { "user-agent": "curl" } });
    expect(backend.seen[0]).toMatchObject({ url: "/v2/x?q=1&tenant=a%20b", headers: { "x-team": "sre" } });
    expect(backend.seen[0]?.headers).not.toHaveProperty("user-agent");
    expect([answer.headers.vary, answer.headers["content-type"]]).toEqual(["X-Team", undefined]);
  });

  it("metrics count by operation and status and show what plugins cost", async () => {
    const { gateway, x } = await withBackend((_request, response) => response.writeHead(404).end());
    for (let index = 0; index < 70; index += 1) await call(gateway.url, x);
    await call(gateway.url, "/nowhere/p/prod/x");
    const { text } = await eventually(async () => {
      const answer = await call(gateway.url, "/metrics");
      expect(answer.text).toContain('tessera_gateway_requests_total{space="ops",connector="p",stage="prod",operation="get",status="4xx"} 70');
      return answer;
    });
    expect(text).toMatch(/tessera_gateway_plugin_duration_seconds_count\{plugin="token-auth",phase="rewrite"\} [1-9]/);
    expect(text).toContain('tessera_gateway_unrouted_total{code="gateway.space-not-found"} 1');
    expect(text).toContain('tessera_gateway_snapshot_revision{space="ops"} 1');
  });

  it("access-log writes one record without secrets", async () => {
    const { gateway, x } = await withBackend((request, response) => request.resume().on("end", () => response.end("12345")), { plugins: [binding("access-log", { headers: ["User-Agent"] })] });
    await call(gateway.url, `${x}?token=hidden`, { method: "POST", body: "abc", headers: { authorization: "Bearer hidden", "user-agent": "t" } });
    await eventually(() => expect(gateway.access).toMatchObject([{ space: "ops", connector: "p", stage: "prod", operation: "post", method: "POST", path: "/x", status: 200, requestBytes: 3, responseBytes: 5, attempts: 1, headers: { "user-agent": "t" } }]));
    expect(JSON.stringify(gateway.access)).not.toContain("hidden");
  });
});

describe("large and slow bodies", () => {
  const megabyte = Buffer.alloc(1024 * 1024, "x");
  const total = 50;

  const produce: RequestListener = (_request, response) => {
    let left = total;
    const write = () => {
      while (left > 0) {
        left -= 1;
        if (!response.write(megabyte)) return void response.once("drain", write);
      }
      response.end();
    };
    write();
  };

  /** Reads an answer to its end and gives its size; `before` holds the reading back. */
  function download(url: string, before: () => Promise<unknown> = () => Promise.resolve()): Promise<number> {
    return new Promise((resolve, reject) => {
      httpRequest(url, (response) => {
        let size = 0;
        response.pause();
        before().then(() => {
          response.on("data", (chunk: Buffer) => (size += chunk.length));
          response.on("end", () => resolve(size));
          response.resume();
        }, reject);
        response.on("error", reject);
      }).on("error", reject).end();
    });
  }

  it("hold the backend back while the caller does not read", async () => {
    let written = 0;
    const { gateway, x } = await withBackend((_request, response) => {
      const write = () => {
        while (written < total) {
          written += 1;
          if (!response.write(megabyte)) return void response.once("drain", write);
        }
        response.end();
      };
      write();
    });
    const size = await download(`${gateway.url}${x}`, async () => {
      await eventually(() => expect(written).toBeGreaterThan(0));
      expect(written).toBeLessThan(total);
    });
    expect([size, written]).toEqual([total * megabyte.length, total]);
  });

  it("stream down without growth of the process", async () => {
    const [store, backend] = await Promise.all([emptyStore(), startBackend(produce)]);
    await publish(store.db, { revision: 1, connectors: { p: { prod: { url: backend.url, operations: [operation("get", "GET", "/x")] } } } });
    const gateway = await spawnGateway({ MONGODB_URI: store.uri, TESSERA_DATA_DIR: await temporaryFolder() });
    await eventually(async () => expect((await call(gateway.url, "/readyz")).status).toBe(200));
    const residentBytes = async () => Number(/^process_resident_memory_bytes (\d+)/m.exec((await call(gateway.url, "/metrics")).text)?.[1]);
    const many = () => Promise.all(Array.from({ length: 4 }, () => download(`${gateway.url}/ops/p/prod/x`)));
    await many();
    const before = await residentBytes();
    for (let round = 0; round < 3; round += 1) expect(await many()).toEqual(Array(4).fill(total * megabyte.length));
    // 600 MiB passed through; what the process keeps besides is its allocator's affair.
    expect((await residentBytes()) - before).toBeLessThan(150 * megabyte.length);
  });

  it("stream up, announced or chunked", async () => {
    const { gateway, x } = await withBackend((request, response) => {
      let size = 0;
      request.on("data", (chunk: Buffer) => (size += chunk.length));
      request.on("end", () => response.end(String(size)));
    }, {}, { limits: { maxBodyBytes: 64 * 1024 * 1024 } });
    for (const headers of [{ "content-length": total * megabyte.length }, {}]) {
      const text = await new Promise<string>((resolve, reject) => {
        let answer = "";
        const upload: ClientRequest = httpRequest(`${gateway.url}${x}`, { method: "POST", headers }, (response) => {
          response.on("data", (chunk) => (answer += String(chunk)));
          response.on("end", () => resolve(answer));
        });
        upload.on("error", reject);
        let sent = 0;
        const send = () => {
          while (sent < total) {
            sent += 1;
            if (!upload.write(megabyte)) return void upload.once("drain", send);
          }
          upload.end();
        };
        send();
      });
      expect(text).toBe(String(total * megabyte.length));
    }
  });

  it("beyond the limit are refused, announced or not", async () => {
    const { gateway, x, backend } = await withBackend((request, response) => request.resume().on("end", () => response.end("got it")), {}, { limits: { maxBodyBytes: 100_000 } });
    for (const headers of [{ "content-length": 100_001 }, { "transfer-encoding": "chunked" }]) {
      const answer = await call(gateway.url, x, { method: "POST", headers, body: Buffer.alloc(100_001) });
      expect([answer.status, answer.json()["code"]]).toEqual([413, gatewayErrors.bodyTooLarge]);
    }
    expect((await call(gateway.url, x, { method: "POST", body: Buffer.alloc(100_000) })).text).toBe("got it");
    expect(backend.port).toBeGreaterThan(0);
  });

  it("are given up when the caller goes away, and the backend is told", async () => {
    let aborted = 0;
    let started = 0;
    const { gateway, x } = await withBackend((request, response) => {
      started += 1;
      request.resume();
      response.on("close", () => (aborted += response.writableFinished ? 0 : 1));
      if (request.method === "GET") response.write("never ends");
    }, { plugins: [binding("access-log")] });
    for (const [count, method] of ["GET", "POST", "PUT"].entries()) {
      const request = httpRequest(`${gateway.url}${x}`, { method, headers: method === "GET" ? {} : { "transfer-encoding": "chunked" } });
      request.on("error", () => undefined);
      request.write(method === "GET" ? "" : "part");
      if (method === "GET") request.end();
      await eventually(() => expect(started).toBe(count + 1));
      request.destroy();
      await eventually(() => expect(aborted).toBe(count + 1));
    }
    await eventually(() => expect(gateway.access.map(({ aborted: gone }) => gone)).toEqual([true, true, true]));
    expect((await call(gateway.url, "/healthz")).status).toBe(200);
  });

  it("that the backend refuses early reach the caller as that refusal, and the connection is not left hanging", async () => {
    const { gateway, x } = await withBackend((_request, response) => response.writeHead(409, { connection: "close" }).end("[no]"));
    const answer = await call(gateway.url, x, { method: "POST", headers: { "content-length": 5_000_000 }, body: Buffer.alloc(5_000_000) });
    expect([409, 502]).toContain(answer.status);
    const half = `POST ${x} HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n${"a".repeat(100_000)}`;
    expect(await raw(gateway.url, half)).toMatch(/^HTTP\/1\.1 (409|502) /);
  });
});

describe("hostile connections", () => {
  const head = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n`;

  it.each([
    ["both lengths", (x: string) => `POST ${x} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n`],
    ["two lengths", (x: string) => `POST ${x} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`],
    ["a space before the colon", (x: string) => `POST ${x} HTTP/1.1\r\nHost: x\r\nContent-Length : 4\r\n\r\nabcd`],
    ["a strange transfer coding", (x: string) => `POST ${x} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ["a folded header", (x: string) => `GET ${x} HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n 2\r\n\r\n`],
    ["a bare line feed in a header", (x: string) => `GET ${x} HTTP/1.1\r\nHost: x\r\nX-A: 1\n\rX-B: 2\r\n\r\n`],
    ["no host", (x: string) => `GET ${x} HTTP/1.1\r\n\r\n`],
    ["no HTTP", () => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
    ["a null in the target", () => "GET /ops/p/prod/\0x HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["a bad chunk size", (x: string) => `POST ${x} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n`],
  ])("with %s are refused and reach no backend", async (_name, bytes) => {
    let calls = 0;
    const { gateway, x } = await withBackend((request, response) => {
      calls += request.url === "/x" && request.method === "GET" ? 1 : 0;
      request.resume().on("end", () => response.end("smuggled"));
    });
    const answer = await raw(gateway.url, bytes(x), /\r\n\r\n.*\}$/s);
    expect(answer).toMatch(/^(HTTP\/1\.1 400 |$)/);
    expect(answer).not.toContain("smuggled");
    expect(calls).toBe(0);
  });

  it("cannot put header fields into the backend's request or the answer", async () => {
    const { gateway, x, backend } = await withBackend((_request, response) => response.end("ok"));
    await raw(gateway.url, `GET ${x}?a=%0d%0aX-Evil:1 HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\x0bb\r\nConnection: close\r\n\r\n`);
    await raw(gateway.url, `GET ${x}/%0d%0aX-Evil:1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const answer = await call(gateway.url, `${x}?a=%0d%0aX-Evil:1`);
    expect([answer.status, Object.keys(answer.headers).includes("x-evil")]).toEqual([200, false]);
    expect(backend.seen.every(({ headers }) => headers["x-evil"] === undefined)).toBe(true);
  });

  it("with huge headers get 431, with slow ones 408", async () => {
    const { gateway, x } = await withBackend((_request, response) => response.end(), {}, { limits: { headersTimeoutMs: 200, requestTimeoutMs: 400 } });
    expect(await raw(gateway.url, `${head(x)}X-Big: ${"a".repeat(40_000)}\r\n\r\n`, /\}$/)).toMatch(/^HTTP\/1\.1 431 .*gateway\.headers-too-large/s);
    expect(await raw(gateway.url, `${head(x)}X-Slow: `)).toMatch(/^HTTP\/1\.1 408 .*gateway\.request-timeout/s);
    expect(await raw(gateway.url, `POST ${x} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc`)).not.toMatch(/^HTTP\/1\.1 200/);
  });

  it("may pipeline, keep alive and ask for absolute addresses", async () => {
    const { gateway, x } = await withBackend((request, response) => response.end(`[${request.url}]`));
    const many = Array.from({ length: 20 }, (_, index) => `${head(`${x}?n=${index}`)}\r\n`).join("");
    const answer = await raw(gateway.url, many, /\[\/x\?n=19\]/);
    expect([...answer.matchAll(/\[\/x\?n=(\d+)\]/g)].map(([, index]) => Number(index))).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(await raw(gateway.url, `GET http://any.example.com${x} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toContain("[/x]");
    expect(await raw(gateway.url, `GET ${x} HTTP/1.0\r\n\r\n`)).toContain("[/x]");
  });

  it("stay open after a refusal that left nothing unread, and close after one that did", async () => {
    const { gateway, x } = await withBackend((_request, response) => response.end("[answered]"));
    const refused = `${head("/ops/p/prod/nowhere")}\r\n`;
    const answer = await raw(gateway.url, `${refused.repeat(20)}${head(x)}\r\n`, /\[answered\]/);
    expect([answer.match(/404 Not Found/g)?.length, answer.includes("[answered]")]).toEqual([20, true]);
    const cut = await raw(gateway.url, "POST /ops/p/prod/nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\npart");
    expect(cut).toMatch(/^HTTP\/1\.1 404 .*connection: close/is);
  });

  it("that want a WebSocket are told 501, an h2c offer is passed over", async () => {
    const { gateway, x } = await withBackend((request, response) => response.end(`upgrade:${request.headers.upgrade}`));
    const refused = await call(gateway.url, x, { headers: { connection: "Upgrade", upgrade: "websocket", "sec-websocket-key": "x", "sec-websocket-version": "13" } });
    expect([refused.status, refused.json()["code"]]).toEqual([501, gatewayErrors.upgradeUnsupported]);
    expect((await call(gateway.url, x, { headers: { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "x" } })).text).toBe("upgrade:undefined");
  });

  it("by the thousand are served", async () => {
    const { gateway, x } = await withBackend((_request, response) => response.end("ok"));
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => raw(gateway.url, `${head(x)}\r\n`, /ok/)));
    expect(answers.filter((answer) => answer.includes("HTTP/1.1 200"))).toHaveLength(1_000);
  });
});
