/**
 * Requests per second and latency of the gateway beside a bare undici proxy and nginx, all before the same backend, one after
 * the other. Needs a build. Prints JSON lines {name, value, unit}. Run: node platform/gateway/bench/gateway.bench.ts [seconds]
 */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLastGood } from "../src/snapshot/last-good.ts";
import { binding, operation, secretKey, snapshotOf } from "../tests/harness/publish.ts";
import { load, startProcess } from "./load.ts";
import { hasNginx, startNginx } from "./nginx.ts";

const seconds = Number(process.argv[2] ?? 5);
const connections = 32;
const payload = JSON.stringify({ alerts: Array.from({ length: 10 }, (_, id) => ({ id, severity: "critical", summary: `alert ${id}` })) });
const folder = await mkdtemp(join(tmpdir(), "tessera-gateway-bench-"));
const stops: (() => void)[] = [];

function report(name: string, value: number, unit: string): void {
  console.log(JSON.stringify({ name, value: Math.round(value * 1000) / 1000, unit }));
}

async function startBackend(): Promise<string> {
  if (hasNginx) {
    const nginx = await startNginx(folder, "backend", `default_type application/json; return 200 '${payload}';`);
    stops.push(nginx.stop);
    return nginx.url;
  }
  const server = createServer((_request, response) => response.writeHead(200, { "content-type": "application/json" }).end(payload));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  stops.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startGateway(backend: string, token: string) {
  const secured = { security: { authenticate: true, grant: true } };
  const plugins = [binding("limit-count", { count: 1_000_000, windowSeconds: 3_600 }), binding("header-rewrite", { response: { set: { "X-Served-By": "tessera" } } }), binding("retry")];
  const { snapshot, releases } = snapshotOf({
    revision: 1,
    connectors: { alerts: { prod: { url: backend, operations: [operation("open", "GET", "/alerts/{id}"), operation("secured", "GET", "/secured/{id}", { ...secured, plugins })] } } },
  });
  const dataDir = join(folder, "data");
  const lastGood = openLastGood(join(dataDir, "gateway"));
  for (const release of releases) await lastGood.writeRelease(release._id, release);
  await lastGood.writeSnapshot("ops", snapshot);
  const hash = createHash("sha256").update(token).digest("hex");
  const createdAt = new Date();
  await lastGood.writeCallers({
    tokens: [{ _id: "t1", space: "dev", name: "bench", hash, user: "u", username: "u", role: "viewer", createdAt, expiresAt: null, revokedAt: null }],
    grants: [{ _id: "g1", space: "ops", connector: "alerts", operations: "*", caller: "token:t1", callerName: "bench", source: "manual", createdAt, createdBy: "u", expiresAt: null, revokedAt: null }],
  });
  return startProcess(process.execPath, [join(import.meta.dirname, "../dist/main.js")], {
    MONGODB_URI: "mongodb://127.0.0.1:1/?directConnection=true",
    TESSERA_DATA_DIR: dataDir,
    TESSERA_GATEWAY_PORT: "0",
    TESSERA_SECRET_KEY: secretKey.toString("base64"),
    TESSERA_EGRESS_ALLOW: "127.0.0.0/8",
    TESSERA_LOG_LEVEL: "fatal",
  });
}

try {
  const backend = await startBackend();
  const token = `tsr_${"b".repeat(43)}`;
  const bare = await startProcess(process.execPath, [join(import.meta.dirname, "bare-proxy.ts"), backend]);
  stops.push(bare.stop);
  const gateway = await startGateway(backend, token);
  stops.push(gateway.stop);
  const cases: [string, string, Record<string, string>][] = [["backend", `${backend}/alerts/1`, {}]];
  if (hasNginx) {
    const nginx = await startNginx(folder, "proxy", 'proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection "";', new URL(backend).host);
    stops.push(nginx.stop);
    cases.push(["nginx", `${nginx.url}/alerts/1`, {}]);
  }
  cases.push(
    ["bare-undici-proxy", `${bare.url}/alerts/1`, {}],
    ["gateway-open", `${gateway.url}/ops/alerts/prod/alerts/1`, {}],
    ["gateway-secured-5-plugins", `${gateway.url}/ops/alerts/prod/secured/1`, { Authorization: `Bearer ${token}` }],
  );
  for (const [, url, headers] of cases) await load(url, headers, connections, 1);
  for (const [name, url, headers] of cases) {
    const { requestsPerSecond, p50Ms, p99Ms, errors } = await load(url, headers, connections, seconds);
    report(`${name}.throughput`, requestsPerSecond, "requests/s");
    report(`${name}.p50`, p50Ms, "ms");
    report(`${name}.p99`, p99Ms, "ms");
    if (errors > 0) report(`${name}.errors`, errors, "requests");
  }
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  report("gateway.memory", Number(/^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1]) / 1_048_576, "MiB");
} finally {
  for (const stop of stops.toReversed()) stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
