import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Platform } from "./driver/platform.ts";

describe("the site", () => {
  let platform: Platform;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tessera-site-"));
    const designer = join(folder, "designer");
    const player = join(folder, "player");
    await mkdir(join(designer, "assets"), { recursive: true });
    await mkdir(join(player, "assets"), { recursive: true });
    await writeFile(join(designer, "index.html"), "<!doctype html><title>Designer</title>");
    await writeFile(join(designer, "assets/main-a1B2c3D4.js"), "console.log('main')");
    await writeFile(join(designer, "assets/main-a1B2c3D4.js.br"), brotliCompressSync("console.log('main')"));
    await writeFile(join(player, "index.html"), "<!doctype html><title>Player</title>");
    await writeFile(join(player, "assets/frame-a1B2c3D4.js"), "console.log('frame')");
    await writeFile(join(player, "headers.json"), JSON.stringify({ "Access-Control-Allow-Origin": "*", "Content-Security-Policy": "sandbox allow-scripts; script-src {origin}/player/; frame-ancestors {origin}" }));
    platform = await Platform.start({ folders: { designer, player, connectors: join(folder, "none"), templates: join(folder, "none") } });
  });
  afterAll(async () => {
    await platform.stop();
    await rm(folder, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) => fetch(platform.url + path, { headers });

  it.each(["/", "/login", "/studio/alert-center", "/apps/default/alert-center/overview", "/setup?token=x"])("answers %s with the designer", async (path) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("Designer");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("frame-src 'self'");
    expect(policy).toMatch(/script-src 'self' blob:;/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it("lets browsers keep what has a hash in its name, compressed where the build did", async () => {
    const response = await get("/assets/main-a1B2c3D4.js", { "accept-encoding": "br" });
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-encoding")).toBe("br");
    expect(response.headers.get("content-type")).toMatch(/javascript/);
    expect(await response.text()).toBe("console.log('main')");
    const plain = await get("/assets/main-a1B2c3D4.js", { "accept-encoding": "identity" });
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(await plain.text()).toBe("console.log('main')");
  });

  it("takes a missing file for missing, not for a page", async () => {
    for (const path of ["/assets/old-00000000.js", "/favicon.png", "/player/none.js", "/player/"]) expect({ path, ok: (await get(path)).ok }).toEqual({ path, ok: path === "/player/" });
    expect((await get("/api/v1/none")).headers.get("content-type")).toMatch(/problem\+json/);
    expect((await fetch(`${platform.url}/studio`, { method: "POST" })).status).toBe(404);
  });

  it("serves the player frame with the policy of its build and this server's origin", async () => {
    for (const path of ["/player/index.html", "/player/assets/frame-a1B2c3D4.js"]) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-security-policy")).toBe(`sandbox allow-scripts; script-src ${platform.url}/player/; frame-ancestors ${platform.url}`);
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      expect(response.headers.get("x-frame-options")).toBeNull();
      await response.arrayBuffer();
    }
  });

  it("describes the API and shows it without files from elsewhere", async () => {
    const document = (await (await get("/api/v1/openapi.json")).json()) as { openapi: string; paths: Record<string, Record<string, { operationId: string }>> };
    expect(document.openapi).toBe("3.1.0");
    expect(document.paths["/connectors/{connector}/stages/{stage}/publish"]?.["post"]?.operationId).toBe("connectors.publish");
    const page = await (await get("/api/docs/")).text();
    expect(page).toContain("swagger-ui");
    const sources = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(sources.filter((source) => /^(https?:)?\/\//.test(source))).toEqual([]);
    for (const source of sources) expect((await get(new URL(source, "http://x/api/docs/").pathname)).status).toBe(200);
  });

  it("measures itself for Prometheus", async () => {
    await get("/api/v1/auth/setup");
    const text = await (await get("/metrics")).text();
    expect(text).toMatch(/tessera_server_request_duration_seconds_count\{route="auth.setupState",status="2xx"\} [1-9]/);
    expect(text).toContain("process_resident_memory_bytes");
  });
});
