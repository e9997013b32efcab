import { spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startBackend } from "./harness/backend.ts";
import { eventually, onEnd, temporaryFolder } from "./harness/cleanup.ts";
import { noStore, spawnGateway } from "./harness/gateway.ts";
import { call } from "./harness/http.ts";
import { binding, operation, publish } from "./harness/publish.ts";
import { startStore } from "./harness/store.ts";

async function runToEnd(environment: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../dist/main.js")], { env: { PATH: process.env["PATH"], ...environment }, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  for await (const chunk of child.stderr) stderr += String(chunk);
  return { code: await new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve(child.exitCode))), stderr };
}

describe("the process", () => {
  it("prints one line when ready and the access log after it, drains on SIGTERM and ends with 0", async () => {
    const store = await startStore();
    let release = () => undefined as void;
    const backend = await startBackend((request, response) => {
      if (request.url === "/slow") release = () => void response.end("slow");
      else response.end("fast");
    });
    await publish(store.db, { revision: 1, plugins: [binding("access-log")], connectors: { p: { prod: { url: backend.url, operations: [operation("fast", "GET", "/fast"), operation("slow", "GET", "/slow")] } } } });
    const gateway = await spawnGateway({ MONGODB_URI: store.uri, TESSERA_DATA_DIR: await temporaryFolder() });
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/fast")).status).toBe(200));
    const slow = new Promise<string>((resolve, reject) => {
      httpRequest(`${gateway.url}/ops/p/prod/slow`, (response) => {
        let text = "";
        response.on("data", (chunk) => (text += String(chunk)));
        response.on("end", () => resolve(text));
      }).on("error", reject).end();
    });
    await eventually(() => expect(release.toString()).toContain("slow"));
    const ended = gateway.kill("SIGTERM");
    await eventually(() => expect(call(gateway.url, "/healthz")).rejects.toThrow("ECONNREFUSED"));
    release();
    expect(await slow).toBe("slow");
    expect(await ended).toBe(0);
    expect(gateway.stdout[0]).toBe(`tessera-gateway ready ${gateway.url}`);
    await eventually(() => expect(gateway.stdout.slice(1).map((line) => (JSON.parse(line) as { operation: string }).operation)).toContain("slow"));
  });

  it("names a missing or wrong setting with an example and ends with 2", async () => {
    const dataDir = await temporaryFolder();
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, "127.0.0.1", resolve);
    });
    onEnd(() => taken.close());
    const port = String((taken.address() as AddressInfo).port);
    for (const [environment, line] of [
      [{}, /^tessera-gateway: MONGODB_URI .*e\.g\. MONGODB_URI=mongodb:\/\/.*\n$/],
      [{ MONGODB_URI: "postgres://x" }, /^tessera-gateway: MONGODB_URI .*\n$/],
      [{ MONGODB_URI: noStore, TESSERA_GATEWAY_PORT: "99999" }, /^tessera-gateway: TESSERA_GATEWAY_PORT .*\n$/],
      [{ MONGODB_URI: noStore, TESSERA_DATA_DIR: dataDir, TESSERA_GATEWAY_PORT: port }, /^tessera-gateway: TESSERA_GATEWAY_PORT .*in use.*e\.g\..*\n$/],
      [{ MONGODB_URI: noStore, TESSERA_DATA_DIR: dataDir, TESSERA_EGRESS_ALLOW: "10.0.0.0" }, /^tessera-gateway: TESSERA_EGRESS_ALLOW .*\n$/],
    ] as const) {
      const { code, stderr } = await runToEnd(environment);
      expect([code, stderr]).toEqual([2, expect.stringMatching(line)]);
    }
  });

  it("names it in the language of the terminal", async () => {
    const wrong: Record<string, string>[] = [{}, { MONGODB_URI: "postgres://x" }, { MONGODB_URI: noStore, TESSERA_GATEWAY_PORT: "99999" }];
    for (const environment of wrong) {
      expect((await runToEnd({ ...environment, LANG: "zh_CN.UTF-8" })).stderr).toMatch(/^tessera-gateway: [^\n]*，例如 [A-Z_]+=[^\n]*\n$/);
    }
  });
});
