import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type OperationInput, type StageInput, routes } from "@tessera/contracts";
import { createVault } from "@tessera/vault";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Child, until } from "./driver/child.ts";
import { type Person, refusal } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

interface Seen {
  backend: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

describe("how operations call their backends", () => {
  let platform: Platform;
  let gateway: Child;
  let gatewayUrl: string;
  let owner: Person;
  let developer: Person;
  let token: string;
  const seen: Seen[] = [];
  const servers: Server[] = [];

  const backend = async (name: string): Promise<string> => {
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        seen.push({ backend: name, url: request.url ?? "", headers: request.headers, body });
        response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true,"internal":"x"}');
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  beforeAll(async () => {
    platform = await Platform.start({ settings: { TESSERA_EGRESS_ALLOW: "127.0.0.0/8" } });
    gateway = new Child("platform/gateway/dist/main.js", { env: platform.environment({ TESSERA_GATEWAY_PORT: "0", TESSERA_EGRESS_ALLOW: "127.0.0.0/8" }) });
    gatewayUrl = await gateway.line("tessera-gateway ready");
    [owner, developer] = [await platform.person("owner"), await platform.person("developer")];
    token = (await developer.call(routes.tokens.create, { body: { name: "calls" } })).token;
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await gateway.stop();
    await platform.stop();
  });

  const create = (name: string) => developer.call(routes.connectors.create, { body: { name } });
  const saveOperation = (connector: string, operation: OperationInput, revision?: number, person = developer) => person.call(routes.connectors.saveOperation, { params: { connector, operation: operation.id }, body: { operation, ...(revision === undefined ? {} : { revision }) } });
  const saveStage = (connector: string, body: StageInput, stage = "prod", person = developer) => person.call(routes.connectors.saveStage, { params: { connector, stage }, body });
  const publish = (connector: string, stage = "prod") => developer.call(routes.connectors.publish, { params: { connector, stage }, body: {} });
  const call = (path: string, init: RequestInit = {}) => fetch(`${gatewayUrl}/default${path}`, { ...init, headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` } });
  const jsonBody = { content: { "application/json": {} } };

  it("go with variables, transforms and further backends from the portal to the backends", async () => {
    const [main, reports] = [await backend("main"), await backend("reports")];
    await create("shop");
    const stage = await saveStage("shop", { backend: { url: main }, credential: { kind: "bearer", token: "main-s3cret" }, backends: [{ name: "reports", url: `${reports}/r`, timeoutMs: 1_000, credential: { kind: "api-key", in: "header", name: "X-Key", value: "reports-s3cret" } }], variables: { region: "cn-north", v: "v2" } });
    expect(stage).toMatchObject({ backends: [{ name: "reports", url: `${reports}/r`, timeoutMs: 1_000, credential: { kind: "api-key" } }], variables: { region: "cn-north", v: "v2" } });
    await saveOperation("shop", { id: "order", method: "POST", path: "/orders/{id}", idempotent: true, requestBody: jsonBody, parameters: [{ name: "id", in: "path", required: true }], backend: { path: "/${vars.v}/orders/{id}", retry: { attempts: 1 }, request: { headers: [{ action: "set", name: "X-Region", value: "${vars.region}" }], body: [{ action: "set", name: "/by", value: "${caller.name}" }] }, response: { body: [{ action: "remove", name: "/internal" }] } } });
    await saveOperation("shop", { id: "report", method: "GET", path: "/reports", backend: { name: "reports" } });
    await publish("shop");
    const answer = await until("the gateway", async () => {
      const tried = await call("/shop/prod/orders/7", { method: "POST", body: '{"n":12345678901234567890}', headers: { "content-type": "application/json" } });
      return tried.status === 200 ? tried.json() : undefined;
    });
    expect(answer).toEqual({ ok: true });
    expect(await (await call("/shop/prod/reports?a=1")).json()).toEqual({ ok: true, internal: "x" });
    expect(seen.find((one) => one.backend === "main")).toMatchObject({ url: "/v2/orders/7", body: '{"n":12345678901234567890,"by":"calls"}', headers: { "x-region": "cn-north", authorization: "Bearer main-s3cret" } });
    expect(seen.find((one) => one.backend === "reports")).toMatchObject({ url: "/r/reports?a=1", headers: { "x-key": "reports-s3cret" } });
    const told = JSON.stringify([
      await developer.call(routes.connectors.get, { params: { connector: "shop" } }),
      await owner.call(routes.audit.list, { query: {} }),
      await developer.call(routes.connectors.export, { params: { connector: "shop" }, query: {} }),
      await (await platform.database()).collection("gateway_snapshots").find().toArray(),
      await (await platform.database()).collection("stages").find().toArray(),
    ]);
    expect(told).not.toMatch(/(?:main|reports)-s3cret/);
  });

  it.each<[string, Partial<OperationInput>, string, RegExp, RegExp]>([
    ["an impossible reference", { backend: { request: { headers: [{ action: "set", name: "X-A", value: "${foo}" }] } } }, "/operation/backend/request/headers/0/value", /\$\{foo\}/, /不代表任何内容/],
    ["one in the backend path", { backend: { path: "/x/${query.page}" } }, "/operation/backend/path", /\$\{query\.page\}/, /只能使用环境变量/],
    ["a circle", { backend: { request: { query: [{ action: "rename", name: "a", to: "b" }, { action: "rename", name: "b", to: "a" }] } } }, "/operation/backend/request/query/1/to", /circle: b → a → b/, /循环/],
    ["a header of the connection", { backend: { request: { headers: [{ action: "remove", name: "Content-Length" }] } } }, "/operation/backend/request/headers/0/name", /Content-Length/, /由网关管理/],
    ["a body where there is none", { backend: { request: { body: [{ action: "set", name: "/a", value: 1 }] } } }, "/operation/backend/request/body", /declares none/, /没有声明请求体/],
    ["a form", { requestBody: { content: { "multipart/form-data": {} } }, backend: { request: { body: [{ action: "set", name: "/a", value: 1 }] } } }, "/operation/backend/request/body", /multipart/, /只有 JSON/],
    ["retries that could do harm", { backend: { retry: { attempts: 2 } } }, "/operation/backend/retry", /not idempotent/, /不是幂等/],
    ["a WebSocket that is no GET", { transport: "websocket" }, "/operation/method", /POST/, /GET/],
    ["a variable that no stage has", { backend: { path: "/${vars.regoin}/x" } }, "/operation/backend/path", /\$\{vars\.regoin\}/, /没有此变量/],
    ["a backend that no stage has", { backend: { name: "elsewhere" } }, "/operation/backend/name", /'elsewhere'/, /没有此后端/],
  ])("is said at save: %s", async (_name, more, path, english, chinese) => {
    const connector = "said";
    await create(connector).catch(() => undefined);
    await saveStage(connector, { backend: { url: "http://said.example.com" }, variables: { region: "cn" } }).catch(() => undefined);
    const operation = { id: "op", method: "POST" as const, path: "/op", ...more };
    const problem = await refusal(saveOperation(connector, operation));
    expect(problem).toMatchObject({ status: 400, path });
    expect(problem.detail).toMatch(english);
    expect((await refusal(saveOperation(connector, operation, undefined, developer.speaking("zh-CN")))).detail).toMatch(chinese);
  });

  it("is said at the readiness check and at publish: which stage lacks what", async () => {
    await create("lacking");
    await saveStage("lacking", { backend: { url: "http://lacking.example.com" }, variables: { region: "cn" } });
    await saveStage("lacking", { backend: { url: "http://staging.example.com" } }, "staging");
    await saveOperation("lacking", { id: "op", method: "GET", path: "/op", backend: { path: "/${vars.region}/op" } });
    const { ready, steps } = await developer.call(routes.connectors.readiness, { params: { connector: "lacking" } });
    expect(ready).toBe(false);
    expect(steps.find(({ step }) => step === "backend")).toMatchObject({ ready: false, message: { en: expect.stringMatching(/'op' uses \$\{vars\.region\}.*'staging'/) } });
    expect(await refusal(publish("lacking", "staging"))).toMatchObject({ status: 422, code: "connector.not-ready", path: "/operations/op/backend/path", detail: expect.stringMatching(/\$\{vars\.region\}.*'staging'/) });
    await publish("lacking", "prod");
  });

  it("stays possible: a stage keeps what its release needs", async () => {
    await create("needed");
    await saveStage("needed", { backend: { url: "http://needed.example.com" }, variables: { region: "cn", other: "x" }, backends: [{ name: "reports", url: "http://reports.example.com" }] });
    await saveOperation("needed", { id: "op", method: "GET", path: "/op", backend: { name: "reports", path: "/${vars.region}", request: { headers: [{ action: "set", name: "X-R", value: "${vars.region}" }] } } });
    const { stage } = await publish("needed");
    expect(await refusal(saveStage("needed", { variables: { other: "x" }, revision: stage.revision }))).toMatchObject({ status: 409, code: "stage.in-use", path: "/variables", detail: expect.stringMatching(/1\.0\.0.*\$\{vars\.region\}/) });
    expect(await refusal(saveStage("needed", { variables: { region: "a\nb" }, revision: stage.revision }))).toMatchObject({ code: "stage.in-use", detail: expect.stringMatching(/line break/) });
    expect(await refusal(saveStage("needed", { variables: { region: ".." }, revision: stage.revision }))).toMatchObject({ code: "stage.in-use" });
    expect(await refusal(saveStage("needed", { backends: [], revision: stage.revision }))).toMatchObject({ code: "stage.in-use", path: "/backends" });
    expect(await saveStage("needed", { variables: { region: "eu" }, revision: stage.revision })).toMatchObject({ variables: { region: "eu" }, backends: [{ name: "reports" }] });
  });

  it.each([
    ["/backend/url", { backend: { url: "http://169.254.169.254/latest" } }],
    ["/backends/1/url", { backends: [{ name: "fine", url: "http://10.0.0.1" }, { name: "meta", url: "http://[fe80::1]" }] }],
  ])("refuses addresses that the egress policy refuses, at %s", async (path, body) => {
    await create("egress").catch(() => undefined);
    expect(await refusal(saveStage("egress", body))).toMatchObject({ status: 422, code: "egress.address-refused", path });
  });

  it("tells of an address that became refused, at the readiness check", async () => {
    await create("moved");
    await developer.call(routes.connectors.import, { body: { name: "moved", document: { text: JSON.stringify({ openapi: "3.1.0", info: { title: "t", version: "1" }, servers: [{ url: "http://169.254.169.254" }], paths: { "/a": { get: { responses: {} } } } }) } } });
    const { steps } = await developer.call(routes.connectors.readiness, { params: { connector: "moved" } });
    expect(steps.find(({ step }) => step === "backend")).toMatchObject({ ready: false, message: { en: expect.stringMatching(/169\.254\.169\.254/) } });
  });

  describe("credentials of further backends", () => {
    const key = { kind: "bearer" as const, token: "the-s3cret-of-reports" };
    const opened = async (connector: string, name: string) => {
      const stage = await (await platform.database()).collection<{ backends: { name: string; credential: { sealed: string } | null }[] }>("stages").findOne({ connector, name: "prod" });
      const vault = createVault([Buffer.from(await readFile(join(platform.dataDir, "secret.key"), "utf8"), "base64")]);
      const sealed = stage?.backends.find((one) => one.name === name)?.credential?.sealed;
      return sealed === undefined ? null : JSON.parse(vault.open(sealed, `default/${connector}/prod/${name}/credential`));
    };

    it("stay with their name and address, and go elsewhere only when an owner says so", async () => {
      await create("keeping");
      await saveStage("keeping", { backends: [{ name: "reports", url: "https://reports.example.com", credential: key }, { name: "open", url: "https://open.example.com" }] });
      await saveStage("keeping", { backends: [{ name: "reports", url: "https://reports.example.com/v2" }, { name: "open", url: "https://open.example.com" }], revision: 1 });
      expect(await opened("keeping", "reports")).toEqual({ credential: key, origin: "https://reports.example.com" });
      const elsewhere = { name: "reports", url: "https://evil.example.com" };
      expect(await refusal(saveStage("keeping", { backends: [{ name: "open", url: "https://open.example.com" }, elsewhere], revision: 2 }))).toMatchObject({ code: "stage.credential-needed", path: "/backends/1/credential", detail: expect.stringContaining("https://reports.example.com") });
      expect(await refusal(saveStage("keeping", { backends: [{ ...elsewhere, keepCredentialFor: "https://evil.example.com" }], revision: 2 }))).toMatchObject({ status: 403, code: "stage.credential-owner", path: "/backends/0/keepCredentialFor" });
      await saveStage("keeping", { backends: [{ ...elsewhere, keepCredentialFor: "https://evil.example.com" }], revision: 2 }, "prod", owner);
      expect(await opened("keeping", "reports")).toEqual({ credential: key, origin: "https://evil.example.com" });
      const { items } = await owner.call(routes.audit.list, { query: { target: "stage:keeping/prod" } });
      expect(items[0]).toMatchObject({ after: { credentialKeptFor: "https://evil.example.com" } });
      await saveStage("keeping", { backends: [{ name: "renamed", url: "https://evil.example.com" }], revision: 3 });
      expect(await opened("keeping", "renamed")).toBeNull();
    });

    it("are checked at their field", async () => {
      await create("checked");
      expect(await refusal(saveStage("checked", { backends: [{ name: "a", url: "https://a.example.com" }, { name: "b", url: "https://b.example.com", credential: { kind: "oauth2", tokenUrl: "http://169.254.169.254/t", clientId: "c", clientSecret: "s", clientAuthentication: "basic" } }] }))).toMatchObject({ code: "egress.address-refused", path: "/backends/1/credential/tokenUrl" });
      expect(await refusal(saveStage("checked", { backends: [{ name: "a", url: "https://a.example.com" }, { name: "a", url: "https://b.example.com" }] }))).toMatchObject({ status: 400, code: "stage.backend-twice", path: "/backends/1/name" });
    });
  });

  it("reads stages that an earlier build stored", async () => {
    await create("older");
    await saveStage("older", { backend: { url: "http://older.example.com" } });
    await (await platform.database()).collection("stages").updateOne({ connector: "older" }, { $unset: { backends: 1, variables: 1 } });
    const { stages } = await developer.call(routes.connectors.get, { params: { connector: "older" } });
    expect(stages[0]).toMatchObject({ backends: [], variables: {} });
    expect(await saveStage("older", { variables: { a: "1" }, revision: 1 })).toMatchObject({ variables: { a: "1" }, backend: { url: "http://older.example.com" } });
  });
});
