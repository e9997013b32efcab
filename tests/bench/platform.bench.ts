import { routes } from "@tessera/contracts";
import { createHostServer } from "@tessera/connector-host";
import type { AddressInfo } from "node:net";
import { setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { residentOfTree } from "./resident.ts";

const print = (name: string, value: number, unit: string) => process.stdout.write(`${JSON.stringify({ name, value: Math.round(value * 100) / 100, unit })}\n`);

/** An API document with `count` operations over shared schemas, like those of real platforms. */
function documentOf(count: number): string {
  const paths = Object.fromEntries(
    Array.from({ length: count }, (_unused, index) => [
      `/facts/${index}/{id}`,
      {
        get: {
          operationId: `getFact${index}`,
          summary: `Fact ${index}`,
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }, { name: "limit", in: "query", schema: { type: "integer" } }],
          responses: { 200: { description: "A fact", content: { "application/json": { schema: { $ref: "#/components/schemas/Fact" } } } } },
        },
      },
    ]),
  );
  return JSON.stringify({ openapi: "3.1.0", info: { title: "Facts", version: "1.0.0" }, paths: { ...paths, "/facts": { get: { operationId: "getFacts", responses: { 200: { description: "Facts" } } } } }, components: { schemas: { Fact: { type: "object", properties: { id: { type: "string" }, next: { $ref: "#/components/schemas/Fact" } } } } } });
}

const backend = createHostServer({});
await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
const backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;

const startedAt = performance.now();
const platform = await startPlatform();
try {
  print("ready after a built start", performance.now() - startedAt, "ms");
  const call = await setUp(platform);

  const importStart = performance.now();
  await call(routes.connectors.import, { body: { name: "facts", document: { text: documentOf(499) }, backend: backendUrl } });
  print("import of 500 operations", performance.now() - importStart, "ms");

  const { token } = await call(routes.tokens.create, { body: { name: "bench", role: "developer" } });
  const publishStart = performance.now();
  await call(routes.connectors.publish, { params: { connector: "facts", stage: "prod" }, body: {} });
  const publishedAt = performance.now();
  print("publish of 500 operations", publishedAt - publishStart, "ms");
  await until("the release on the gateway", async () => {
    const response = await fetch(`${platform.gatewayUrl}/default/facts/prod/facts`, { headers: { authorization: `Bearer ${token}` } });
    await response.arrayBuffer();
    return response.status === 200;
  });
  print("live on the gateway after publish", performance.now() - publishedAt, "ms");

  // Idle is what remains after the sandbox has trimmed itself and collectors have run.
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const processes = await residentOfTree(platform.supervisor.process.pid ?? 0);
  for (const { command, bytes } of processes) print(`resident idle: ${command}`, bytes / 2 ** 20, "MiB");
  print("resident idle, all processes", processes.reduce((sum, process) => sum + process.bytes, 0) / 2 ** 20, "MiB");
  print("the same with shared pages counted once", processes.reduce((sum, process) => sum + process.proportionalBytes, 0) / 2 ** 20, "MiB");
} finally {
  await platform.stop();
  backend.close();
  backend.closeAllConnections();
}
