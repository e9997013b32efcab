import { once } from "node:events";
import { type IncomingMessage, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Diff, type Query, routes } from "@tessera/contracts";
import { Child } from "./driver/child.ts";
import type { Person } from "./driver/person.ts";
import { Platform, type PlatformOptions } from "./driver/platform.ts";

/** A call that reached the backend. */
export interface SeenCall {
  method: string;
  url: string;
  body: string;
}

/** A small alert system on this machine. */
export class AlertBackend {
  readonly calls: SeenCall[] = [];
  /** Calls of /slow whose caller went away. */
  abandoned = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<AlertBackend> {
    const server = createServer();
    const backend = new AlertBackend(server);
    server.on("request", (request, response) => {
      void readText(request).then((body) => {
        backend.calls.push({ method: request.method ?? "", url: request.url ?? "", body });
        const url = new URL(request.url ?? "/", "http://backend.example.com");
        const json = (status: number, value: unknown): void => void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
        if (url.pathname === "/slow") return void request.socket.once("close", () => (backend.abandoned += 1));
        if (url.pathname === "/broken") return json(500, { message: "the disk is full" });
        if (url.pathname === "/huge") return json(200, { text: "x".repeat(11 * 1024 * 1024) });
        if (url.pathname === "/silences" && body.includes("refuse-me")) return json(409, { message: "there is such a silence" });
        if (url.pathname === "/silences") return json(201, { silenceID: "s1", received: JSON.parse(body) as unknown });
        json(200, [{ name: "DiskFull", severity: "critical", filters: url.searchParams.getAll("filter"), limit: url.searchParams.get("limit"), scope: url.searchParams.get("scope") }]);
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return backend;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** Store, server and gateway as processes, with a connector `alerts` that is published. */
export class AppsPlatform {
  readonly platform: Platform;
  readonly gateway: Child;
  readonly backend: AlertBackend;
  readonly builder: Person;

  private constructor(platform: Platform, gateway: Child, backend: AlertBackend, builder: Person) {
    this.platform = platform;
    this.gateway = gateway;
    this.backend = backend;
    this.builder = builder;
  }

  static async start(options: Pick<PlatformOptions, "folders"> = {}): Promise<AppsPlatform> {
    const [backend, port] = await Promise.all([AlertBackend.start(), freePort()]);
    const platform = await Platform.start({ ...options, settings: { TESSERA_GATEWAY_PORT: String(port) } });
    const gateway = new Child("platform/gateway/dist/main.js", { env: platform.environment({ TESSERA_GATEWAY_PORT: String(port), TESSERA_EGRESS_ALLOW: "127.0.0.0/8" }) });
    await gateway.line("tessera-gateway ready");
    const builder = await platform.person("developer");
    await builder.call(routes.connectors.import, { body: { name: "alerts", document: { text: alertsDocument() }, backend: backend.url } });
    await builder.call(routes.connectors.publish, { params: { connector: "alerts", stage: "prod" }, body: {} });
    return new AppsPlatform(platform, gateway, backend, builder);
  }

  /** A further server process over the same store. */
  async secondServer(): Promise<Child & { url: string }> {
    const server = new Child("platform/server/dist/main.js", { env: this.platform.environment({ TESSERA_PORT: "0" }) });
    return Object.assign(server, { url: await server.line("tessera-server ready") });
  }

  /** An app with the connector mapped and these queries. */
  async app(name: string, queries: readonly Query[] = []): Promise<void> {
    await this.builder.call(routes.apps.create, { body: { name, title: { en: name } } });
    const { revision, records } = await this.builder.call(routes.apps.draft, { params: { app: name } });
    const head = records["app"] ?? {};
    await this.change(name, revision, { updated: { app: [head, { ...head, connectors: { source: { connector: "alerts", stage: "prod" } } }] }, added: Object.fromEntries(queries.map((query) => [`query/${query.id}`, query])) });
  }

  change(app: string, baseRevision: number, diff: Partial<Diff>, changeId: string = crypto.randomUUID()): Promise<{ revision: number; others: { revision: number; by: string; diff: Diff }[] }> {
    return this.builder.call(routes.apps.change, { params: { app }, body: { baseRevision, diff, changeId } });
  }

  async stop(): Promise<void> {
    await this.gateway.stop("SIGKILL");
    await this.platform.stop();
    await this.backend.stop();
  }
}

/** A query of the connector that {@link AppsPlatform.app} maps. */
export function query(id: string, operation: string, more: Partial<Query> = {}): Query {
  return { id, name: id, kind: "operation", connector: "source", operation, inputs: {}, trigger: "load", ...more };
}

export const fixed = (value: NonNullable<unknown> | null) => ({ kind: "static", value }) as Query["inputs"][string];
export const bound = (template: string) => ({ kind: "binding", template }) as Query["inputs"][string];

function alertsDocument(): string {
  const ok = { 200: { description: "Done" } };
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Alerts", version: "1.0.0" },
    paths: {
      "/alerts": {
        get: {
          operationId: "getAlerts",
          parameters: [
            { name: "filter", in: "query", schema: { type: "array", items: { type: "string", pattern: "^[a-z]+=" } } },
            { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100 } },
            { name: "scope", in: "query", schema: { type: "string", pattern: "^(a+)+$" } },
          ],
          responses: ok,
        },
      },
      "/silences": { post: { operationId: "postSilence", requestBody: { required: true, content: { "application/json": { schema: { $ref: "#/components/schemas/Silence" } } } }, responses: ok } },
      "/slow": { get: { operationId: "slow", responses: ok } },
      "/broken": { get: { operationId: "broken", responses: ok } },
      "/huge": { get: { operationId: "huge", responses: ok } },
    },
    components: {
      schemas: {
        Silence: { type: "object", required: ["comment", "matcher"], properties: { comment: { type: "string", minLength: 1 }, createdBy: { type: "string" }, matcher: { $ref: "#/components/schemas/Matcher" } } },
        Matcher: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
      },
    },
  });
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
