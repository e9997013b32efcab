import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiClient, type ConnectorCheck, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { account } from "../systems/account.ts";
import { type CliResult, createCli } from "../systems/cli.ts";
import { startDockerRegistry } from "../systems/docker-registry.ts";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { freePort } from "../systems/process.ts";
import type { StartedSystem } from "../systems/started-system.ts";
import { startVerdaccio } from "../systems/verdaccio.ts";
import { publishing } from "./npm-package.ts";

describe("a ready-made connector that was installed", () => {
  const params = { connector: "images" };
  let platform: Platform;
  let registry: StartedSystem;
  let open: StartedSystem;
  let packages: StartedSystem;
  let call: ApiClient;
  let folder: string;
  let tessera: (args: readonly string[], stdin?: string) => Promise<CliResult>;

  beforeAll(async () => {
    [platform, registry, open, packages, folder] = await Promise.all([startPlatform(), startDockerRegistry({ password: true }), startDockerRegistry(), startVerdaccio(), mkdtemp(join(tmpdir(), "tessera-cli-"))]);
    call = await setUp(platform);
    tessera = createCli(join(folder, "config.json"));
    await tessera(["login", "--url", platform.url, "--username", "admin", "--password-stdin"], administratorPassword);
    await call(routes.catalog.install, { params: { entry: "docker-registry" }, body: { name: "images", backend: registry.url, credential: { kind: "basic", username: "tessera", password: "wrong" } } });
  });
  afterAll(async () => {
    await Promise.all([platform?.stop(), registry?.stop(), open?.stop(), packages?.stop()]);
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** The gateways take a release or stage a moment after it was saved. */
  const checked = async (expected: Partial<ConnectorCheck["stages"][number]>) =>
    expect.poll(() => call(routes.catalog.check, { params })).toEqual({ operation: "checkApi", stages: [expect.objectContaining({ stage: "prod", ...expected })] });
  /** What the check says of the only stage, once its gateway has it. */
  const finds = (connector: string, ok: boolean, status: number) =>
    expect.poll(() => call(routes.catalog.check, { params: { connector } })).toMatchObject({ stages: [{ stage: "prod", ok, status }] });
  const saveStage = async (body: object) => {
    const { stages } = await call(routes.connectors.get, { params });
    await call(routes.connectors.saveStage, { params: { ...params, stage: "prod" }, body: { ...body, revision: stages[0]?.revision ?? 0 } });
  };

  it("is in the catalogue with the way to log in and the call that proves it", async () => {
    const { items } = await call(routes.catalog.list);
    for (const { name, auth, check } of items) expect([name, auth.length > 0, check === null]).toEqual([name, true, false]);
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(["alertmanager", "docker-registry", "gitea", "grafana", "harbor", "host", "influxdb", "jenkins", "kubernetes", "npm-registry", "prometheus", "tessera", "victoria-metrics"]));
    expect(items.find(({ name }) => name === "docker-registry")).toMatchObject({ installed: true, operationCount: 15, check: { operation: "checkApi", params: {} }, auth: [{ kind: "basic", help: { en: expect.stringContaining("htpasswd") } }, { kind: "none" }] });
    expect(items.find(({ name }) => name === "influxdb")?.check).toEqual({ operation: "query", params: { q: "SHOW DATABASES" } });
  });

  it("says that the credential is refused, then that it is taken, then that nothing answers", async () => {
    await checked({ ok: false, status: 401, message: { en: expect.stringContaining("refuses the credential"), "zh-CN": expect.stringContaining("拒绝了凭据") } });
    const refused = await tessera(["connector", "check", "images"]);
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringMatching(/answers \(prod\) +no +.*401/) });
    await saveStage({ credential: { kind: "basic", username: "tessera", password: "mosaic-1" } });
    await checked({ ok: true, status: 200 });
    expect((await tessera(["connector", "check", "images", "--json"])).code).toBe(0);
    await saveStage({ backend: { url: `http://127.0.0.1:${await freePort()}` }, credential: { kind: "none" } });
    await checked({ ok: false, status: 502, message: { en: expect.stringMatching(/^The system cannot be called: The backend/), "zh-CN": expect.stringMatching(/^无法调用该系统：/) } });
  });

  it("is not checked when it did not come from the catalogue", async () => {
    await call(routes.connectors.create, { body: { name: "by-hand" } });
    expect(await call(routes.catalog.check, { params: { connector: "by-hand" } })).toEqual({ operation: null, stages: [] });
  });

  it("passes names with slashes on as one parameter, and what a plugin sets", async () => {
    const upload = await fetch(`${open.url}/v2/team/shop/blobs/uploads/`, { method: "POST" });
    const at = new URL(upload.headers.get("location") ?? "");
    at.searchParams.set("digest", "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    await fetch(at, { method: "PUT", body: "{}", headers: { "content-type": "application/octet-stream" } });
    const config = { mediaType: "application/vnd.oci.image.config.v1+json", digest: at.searchParams.get("digest"), size: 2 };
    const type = "application/vnd.oci.image.manifest.v1+json";
    await fetch(`${open.url}/v2/team/shop/manifests/1.4.0`, { method: "PUT", headers: { "content-type": type }, body: JSON.stringify({ schemaVersion: 2, mediaType: type, config, layers: [] }) });
    const connector = await call(routes.catalog.install, { params: { entry: "docker-registry" }, body: { backend: open.url } });
    const plugin = { plugin: "header-rewrite", attributes: { request: { set: { Accept: type } } } };
    await call(routes.connectors.saveStage, { params: { connector: connector.name, stage: "prod" }, body: { plugins: [plugin], revision: connector.stages[0]?.revision ?? 0 } });
    const ask = (operation: string, params: Record<string, string>) => call(routes.connectors.call, { params: { connector: connector.name, operation }, body: { params } });
    await expect.poll(() => ask("listTags", { name: "team/shop" })).toMatchObject({ status: 200, body: { name: "team/shop", tags: ["1.4.0"] } });
    expect(await ask("getManifest", { name: "team/shop", reference: "1.4.0" })).toMatchObject({ status: 200, body: { config } });
  });

  it("proves with a token that it is the platform itself", async () => {
    const { token } = await call(routes.tokens.create, { body: { name: "apps", role: "viewer" } });
    await call(routes.catalog.install, { params: { entry: "tessera" }, body: { credential: { kind: "bearer", token } } });
    await finds("tessera", true, 200);
    await call(routes.catalog.install, { params: { entry: "tessera" }, body: { name: "forged", credential: { kind: "bearer", token: `${token}x` } } });
    await finds("forged", false, 401);
  });

  it("publishes and reads a scoped package with the token of an npm account", async () => {
    const registered = await fetch(`${packages.url}/-/user/org.couchdb.user:${account.name}`, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ name: account.name, password: account.password }) });
    const { token } = (await registered.json()) as { token: string };
    await call(routes.catalog.install, { params: { entry: "npm-registry" }, body: { name: "anonymous", backend: packages.url } });
    await finds("anonymous", false, 401);
    await call(routes.catalog.install, { params: { entry: "npm-registry" }, body: { backend: packages.url, credential: { kind: "bearer", token } } });
    await finds("npm-registry", true, 200);
    const ask = (operation: string, params: Record<string, string>, body?: unknown) => call(routes.connectors.call, { params: { connector: "npm-registry", operation }, body: { params, ...(body === undefined ? {} : { body }) } });
    const of = { package: "@team/shop" };
    expect(await ask("publishVersion", of, publishing(of.package, "1.4.0", "latest"))).toMatchObject({ status: 201 });
    expect(await ask("setDistTag", { ...of, tag: "stable" }, "1.4.0")).toMatchObject({ status: 201 });
    expect(await ask("listDistTags", of)).toMatchObject({ status: 200, body: { latest: "1.4.0", stable: "1.4.0" } });
    expect(await ask("getVersion", { ...of, version: "stable" })).toMatchObject({ status: 200, body: { version: "1.4.0" } });
  });
});
