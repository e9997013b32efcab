import { timingSafeEqual } from "node:crypto";
import { type Server, createServer } from "node:http";
import { readFacts } from "./facts/facts.ts";
import { type ProcessOrder, readProcesses } from "./process/processes.ts";
import { CpuMeter } from "./usage/cpu.ts";
import { readFilesystems } from "./usage/filesystems.ts";
import { readMemory } from "./usage/memory.ts";
import { readNetwork } from "./usage/network.ts";

class BadRequest extends Error {}

type Handler = (query: URLSearchParams) => unknown;

function orderOf(text: string | null): ProcessOrder {
  if (text === null) return "memory";
  if (text === "memory" || text === "cpu" || text === "pid") return text;
  throw new BadRequest("order must be memory, cpu or pid, e.g. order=cpu");
}

function limitOf(text: string | null): number {
  if (text === null) return 20;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new BadRequest("limit must be a whole number from 1 to 1000, e.g. limit=20");
  return limit;
}

function authorized(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The HTTP server, not listening yet; with `token` it asks for `Authorization: Bearer <token>`. Answers GET only. */
export function createHostServer(options: { token?: string }): Server {
  const cpu = new CpuMeter();
  const handlers: Record<string, Handler> = {
    "/facts": () => readFacts(),
    "/load": () => cpu.read(),
    "/memory": () => readMemory(),
    "/filesystems": async () => ({ items: await readFilesystems() }),
    "/network": async () => ({ items: await readNetwork() }),
    "/processes": (query) => readProcesses(orderOf(query.get("order")), limitOf(query.get("limit"))),
  };

  return createServer((request, response) => {
    const send = (status: number, body: unknown) => {
      const text = JSON.stringify(body);
      response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", "content-length": Buffer.byteLength(text) });
      response.end(request.method === "HEAD" ? undefined : text);
    };
    const url = new URL(request.url ?? "/", "http://host.invalid");
    const handler = Object.hasOwn(handlers, url.pathname) ? handlers[url.pathname] : undefined;
    request.resume();
    if (options.token !== undefined && !authorized(request.headers.authorization, options.token)) {
      send(401, { message: "Send the token of this server as Authorization: Bearer." });
    } else if (!handler) {
      send(404, { message: `There is no ${url.pathname}; there are ${Object.keys(handlers).join(", ")}.` });
    } else if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      send(405, { message: "This server only reads." });
    } else {
      Promise.resolve(url.searchParams).then(handler).then(
        (body) => send(200, body),
        (error: Error) => send(error instanceof BadRequest ? 400 : 500, { message: error instanceof BadRequest ? error.message : "The machine could not be read." }),
      );
    }
  });
}
