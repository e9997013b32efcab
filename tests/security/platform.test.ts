import { readFile, readdir, stat } from "node:fs/promises";
import { type IncomingMessage, type Server, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type ApiClient, ApiError, routes } from "@tessera/contracts";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";

const secret = "tile-secret-4f1c9";
const basicSecret = Buffer.from(`ops:${secret}`).toString("base64");

/** Every regular file under a folder with its content; what disappears meanwhile is left out. */
async function filesUnder(folder: string): Promise<{ path: string; content: Buffer }[]> {
  const found: { path: string; content: Buffer }[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (content !== null) found.push({ path, content });
  }
  return found;
}

async function refusal(work: Promise<unknown>): Promise<{ status: number; code: string }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, code: error.problem.code };
    throw error;
  }
  return { status: 200, code: "" };
}

describe("the platform's trust boundaries", () => {
  let platform: Platform;
  let admin: ApiClient;
  let viewer: ApiClient;
  let backend: Server;
  let backendUrl: string;
  let token: { token: string; id: string };
  const seen: IncomingMessage["headers"][] = [];

  const viaGateway = (path: string, headers: Record<string, string> = {}) => fetch(platform.gatewayUrl + path, { headers, redirect: "manual" });
  const person = async (username: string, space: string, role: "viewer" | "owner"): Promise<ApiClient> => {
    await admin(routes.users.create, { body: { username, displayName: username, password: administratorPassword } });
    await admin(routes.auth.switchSpace, { body: { space } });
    await admin(routes.spaces.setMember, { params: { username }, body: { role } });
    await admin(routes.auth.switchSpace, { body: { space: "default" } });
    return platform.logIn(username, administratorPassword);
  };

  beforeAll(async () => {
    backend = createServer((request, response) => {
      seen.push(request.headers);
      if (request.url?.startsWith("/away") === true) response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
      else response.writeHead(200, { "content-type": "application/json", "set-cookie": "backend=1" }).end(JSON.stringify({ tiles: [1, 2, 3] }));
    });
    await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
    backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
    platform = await startPlatform({ TESSERA_EGRESS_ALLOW: "127.0.0.1/32" });
    admin = await setUp(platform);
    const get = (operationId: string) => ({ get: { operationId, responses: { 200: { description: "Tiles" } } } });
    const text = JSON.stringify({ openapi: "3.1.0", info: { title: "Tiles", version: "1" }, paths: { "/tiles": get("listTiles"), "/away": get("leave") } });
    await admin(routes.connectors.import, { body: { name: "tiles", document: { text }, backend: backendUrl } });
    const { stages } = await admin(routes.connectors.get, { params: { connector: "tiles" } });
    const revision = stages.find(({ name }) => name === "prod")?.revision;
    await admin(routes.connectors.saveStage, {
      params: { connector: "tiles", stage: "prod" },
      body: { credential: { kind: "basic", username: "ops", password: secret }, ...(revision === undefined ? {} : { revision }) },
    });
    await admin(routes.connectors.publish, { params: { connector: "tiles", stage: "prod" }, body: {} });
    const made = await admin(routes.tokens.create, { body: { name: "security", role: "developer" } });
    token = { token: made.token, id: made.view.id };
    viewer = await person("viewer", "default", "viewer");
    await until("the gateway", async () => (await viaGateway("/default/tiles/prod/tiles", { authorization: `Bearer ${token.token}` })).status === 200);
  });

  afterAll(async () => {
    await platform?.stop();
    backend.close();
    backend.closeAllConnections();
  });

  describe("secrets", () => {
    it("reach the backend and nobody else: no answer, export, record, log or file holds them", async () => {
      expect(seen.at(-1)?.authorization).toBe(`Basic ${basicSecret}`);
      const answers = await Promise.all([
        admin(routes.connectors.get, { params: { connector: "tiles" } }),
        admin(routes.connectors.list),
        admin(routes.connectors.export, { params: { connector: "tiles" } }),
        admin(routes.connectors.releases, { params: { connector: "tiles" } }),
        admin(routes.audit.list, { query: { limit: 100 } }),
        admin(routes.connectors.call, { params: { connector: "tiles", operation: "listTiles" }, body: { stage: "prod" } }),
        fetch(`${platform.url}/metrics`).then((response) => response.text()),
        viaGateway("/metrics").then((response) => response.text()),
      ]);
      const files = await filesUnder(platform.dataDir);
      expect(files.length).toBeGreaterThan(5);
      for (const needle of [secret, basicSecret, administratorPassword, token.token]) {
        expect(JSON.stringify(answers)).not.toContain(needle);
        expect(platform.output()).not.toContain(needle);
        expect(files.filter(({ content }) => content.includes(needle)).map(({ path }) => path)).toEqual([]);
      }
    });

    it("lie in files that only their owner reads", async () => {
      const modes = await Promise.all(["secret.key", "store"].map(async (name) => (await stat(join(platform.dataDir, name))).mode & 0o077));
      expect(modes).toEqual([0, 0]);
    });
  });

  describe("the gateway", () => {
    it("keeps the caller's own credentials from the backend and says in a signed token who calls", async () => {
      await viaGateway("/default/tiles/prod/tiles", { authorization: `Bearer ${token.token}`, cookie: "tessera_session=stolen; other=1", "x-tessera-identity": "forged" });
      const headers = seen.at(-1) ?? {};
      expect(JSON.stringify(headers)).not.toContain(token.token);
      expect(String(headers.cookie ?? "")).not.toContain("stolen");
      const keys = createRemoteJWKSet(new URL(`${platform.gatewayUrl}/.well-known/jwks.json`));
      const { payload } = await jwtVerify(String(headers["x-tessera-identity"]), keys, { audience: "default/tiles" });
      expect(payload.sub).toContain(token.id);
    });

    it.each([
      ["no token", {}, 401],
      ["an unknown token", { authorization: "Bearer tsr_unknown" }, 401],
      ["a session cookie", { cookie: "tessera_session=anything" }, 401],
    ])("refuses %s", async (_what, headers, status) => expect((await viaGateway("/default/tiles/prod/tiles", headers)).status).toBe(status));

    it.each(["/default/tiles/prod/../../../healthz", "/default/tiles/prod/%2e%2e/tiles", "/default/tiles/prod//tiles", "/default/tiles/prod/tiles%00"])("takes no way out of an operation: %s", async (path) => {
      const before = seen.length;
      const { hostname, port } = new URL(platform.gatewayUrl);
      // fetch would clean the path up before it is sent.
      const status = await new Promise<number>((resolve, reject) => {
        request({ hostname, port, path, headers: { authorization: `Bearer ${token.token}` } }, (response) => resolve(response.resume().statusCode ?? 0)).once("error", reject).end();
      });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(seen.length).toBe(before);
    });

    it("does not follow a backend that points at the metadata service", async () => {
      const before = seen.length;
      const response = await viaGateway("/default/tiles/prod/away", { authorization: `Bearer ${token.token}` });
      expect(response.status).not.toBe(200);
      expect(seen.length).toBe(before + 1);
    });

    it("obeys a revocation within a second", async () => {
      const made = await admin(routes.tokens.create, { body: { name: "short", role: "developer" } });
      const call = async () => (await viaGateway("/default/tiles/prod/tiles", { authorization: `Bearer ${made.token}` })).status;
      await until("the token", async () => (await call()) === 200);
      await admin(routes.tokens.revoke, { params: { id: made.view.id } });
      await until("the refusal", async () => (await call()) === 401, 5_000);
    });
  });

  describe("what leaves", () => {
    it.each(["http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://10.1.2.3/openapi.json", "http://[::1]:1/", "http://0.0.0.0:1/", "http://2852039166/", "file:///etc/passwd", "gopher://127.0.0.1/"])("refuses to read a document from %s", async (url) => {
      const { status, code } = await refusal(admin(routes.connectors.checkDocument, { body: { url } }));
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(code).toMatch(/^(egress|request)\./);
    });

    it("follows no redirect of a document to the metadata service", async () => {
      expect(await refusal(admin(routes.connectors.checkDocument, { body: { url: `${backendUrl}/away` } }))).toMatchObject({ code: expect.stringMatching(/^egress\./) as string });
    });
  });

  describe("an end user", () => {
    beforeAll(async () => {
      await admin(routes.apps.create, { body: { name: "tiles-app", title: { en: "Tiles" } } });
      const query = (id: string, stage: object) => ({ id, name: id, kind: "operation", connector: "tiles", operation: "listTiles", inputs: {}, trigger: "manual", ...stage });
      const { revision, records } = await admin(routes.apps.draft, { params: { app: "tiles-app" } });
      const app = records["app"] as Record<string, unknown>;
      const mapped = { ...app, connectors: { tiles: { connector: "tiles", stage: "prod" } } };
      const changed = await admin(routes.apps.change, {
        params: { app: "tiles-app" },
        body: { baseRevision: revision, changeId: "security-1", diff: { added: { "query/published": query("published", {}) }, updated: { app: [app, mapped] }, removed: {} } } as never,
      });
      await admin(routes.apps.publish, { params: { app: "tiles-app" }, body: { version: "1.0.0" } });
      await admin(routes.apps.change, {
        params: { app: "tiles-app" },
        body: { baseRevision: changed.revision, changeId: "security-2", diff: { added: { "query/draftOnly": query("draftOnly", {}) }, updated: {}, removed: {} } } as never,
      });
    });

    const run = (version: string, query: string, inputs: Record<string, unknown> = {}) => viewer(routes.published.runQuery, { params: { app: "tiles-app", version, query }, body: { inputs } });

    it("runs the queries of the published version", async () => expect((await run("1.0.0", "published")).data).toEqual({ tiles: [1, 2, 3] }));

    it("runs no query of the draft, none of another version, and gives none other inputs than it declares", async () => {
      expect((await refusal(run("1.0.0", "draftOnly"))).status).toBe(404);
      expect((await refusal(run("9.9.9", "published"))).status).toBe(410);
      expect((await refusal(run("1.0.0", "published", { "query.all": "1" }))).status).toBeGreaterThanOrEqual(400);
      expect((await refusal(run("1.0.0", "published", { "query.filter": { $gt: "" } }))).status).toBeGreaterThanOrEqual(400);
    });

    it("sees no draft, no connector's inside, no audit record", async () => {
      const refused = await Promise.all([
        refusal(viewer(routes.apps.draft, { params: { app: "tiles-app" } })),
        refusal(viewer(routes.apps.runDraftQuery, { params: { app: "tiles-app" }, body: { query: {} } } as never)),
        refusal(viewer(routes.connectors.publish, { params: { connector: "tiles", stage: "prod" }, body: {} })),
        refusal(viewer(routes.audit.list)),
        refusal(viewer(routes.users.list)),
      ]);
      expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    });

    it("is told nothing of another space", async () => {
      await admin(routes.spaces.create, { body: { name: "elsewhere", title: "Elsewhere" } });
      const stranger = await person("stranger", "elsewhere", "owner");
      expect((await refusal(stranger(routes.connectors.get, { params: { connector: "tiles" } }))).status).toBe(404);
      expect((await refusal(stranger(routes.published.get, { params: { app: "tiles-app" } }))).status).toBe(404);
      expect((await refusal(stranger(routes.auth.switchSpace, { body: { space: "default" } }))).status).toBe(403);
      const { token: foreign } = await stranger(routes.tokens.create, { body: { name: "foreign", role: "developer" } });
      await until("the refusal of a token without a grant", async () => (await viaGateway("/default/tiles/prod/tiles", { authorization: `Bearer ${foreign}` })).status === 403, 5_000);
    });
  });

  describe("browsers", () => {
    it("are told to frame nothing, load nothing from outside and run the player without an origin", async () => {
      const page = await fetch(`${platform.url}/`);
      expect(page.headers.get("content-security-policy")).toMatch(/default-src 'self'|default-src 'none'/);
      expect(page.headers.get("content-security-policy")).toContain("frame-ancestors");
      expect(page.headers.get("x-content-type-options")).toBe("nosniff");
      const frame = await fetch(`${platform.url}/player/index.html`);
      const policy = frame.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("connect-src 'none'");
      expect(policy).toMatch(/sandbox allow-scripts(;|$)/);
    });

    it("keep the session from scripts and from other sites, and changes need its token", async () => {
      const login = await fetch(`${platform.url}/api/v1/auth/login`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ username: "admin", password: administratorPassword }) });
      const cookie = login.headers.getSetCookie()[0] ?? "";
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=(Lax|Strict)/i);
      const forged = await fetch(`${platform.url}/api/v1/tokens`, { method: "POST", headers: { "content-type": "application/json", cookie: cookie.split(";")[0] ?? "" }, body: JSON.stringify({ name: "forged" }) });
      expect([forged.status, ((await forged.json()) as { code: string }).code]).toEqual([403, "auth.csrf"]);
    });
  });
});
