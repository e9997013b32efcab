import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import react from "@vitejs/plugin-react";
import { type Browser, type Frame, type Page, chromium } from "playwright-core";
import { build } from "vite";
import { frameOriginPlaceholder, playerFrameHeaders, playerHostPolicy } from "../src/host/headers.ts";
import type { PlayerInit } from "../src/host/player-host.ts";
import type { Harness } from "./site/host.tsx";

declare global {
  interface Window {
    harness: Harness;
  }
}

const types: Record<string, string> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };

/** Builds the test pages: a host, and a frame with the test's own components. */
export async function buildSite(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "tessera-player-"));
  const root = join(import.meta.dirname, "site");
  await build({
    configFile: false, root, base: "/player/", logLevel: "error", plugins: [react()],
    resolve: { conditions: ["tessera-source", "module", "browser", "development|production"] },
    build: { target: "es2023", outDir: folder, emptyOutDir: true, modulePreload: false, minify: false, reportCompressedSize: false, rolldownOptions: { input: [join(root, "frame.html"), join(root, "host.html")] } },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface Site {
  origin: string;
  /** Requests that reached this server besides the files, e.g. what a page tried to fetch. */
  strangers: string[];
  close: () => Promise<void>;
}

/** Serves a built frame under `/player/` as the platform does, and the host page at `/`. */
export async function serveSite(folder: string, frameFolder = folder): Promise<Site> {
  const strangers: string[] = [];
  let origin = "";
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://host").pathname);
    const isHost = path === "/";
    if (!isHost && !path.startsWith("/player/")) strangers.push(`${request.method} ${request.url}`);
    const file = isHost ? join(folder, "host.html") : join(path.startsWith("/player/real/") ? frameFolder : folder, path.replace(/^\/player\/(real\/)?/, ""));
    readFile(file).then(
      (body) => {
        response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
        if (isHost) response.setHeader("Content-Security-Policy", playerHostPolicy);
        else for (const [name, value] of Object.entries(playerFrameHeaders)) response.setHeader(name, value.replaceAll(frameOriginPlaceholder, origin));
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await listen(server);
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, strangers, close: () => closeServer(server) };
}

/** A server of somebody else, which notes every connection and request that reaches it. */
export interface Canary {
  port: number;
  visits: string[];
  close: () => Promise<void>;
}

export async function serveCanary(): Promise<Canary> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(`${request.method} ${request.url}`);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.end("export default 1");
  });
  server.on("connection", () => visits.push("connection"));
  server.on("upgrade", (request, socket) => {
    visits.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  await listen(server);
  return { port: (server.address() as AddressInfo).port, visits, close: () => closeServer(server) };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The system's Chromium, with nothing of its own going on in the background. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** Opens the host page, starts a frame in it and waits until it has drawn. */
export async function openPlayer(page: Page, site: Site, init: PlayerInit, { src = "/player/frame.html", answers = {} }: { src?: string; answers?: Record<string, unknown[]> } = {}): Promise<Frame> {
  await page.goto(`${site.origin}/`);
  // As text: the type of a page is too deep for the driver's types of arguments.
  await page.evaluate(([start, address, prepared]) => {
    window.harness.answers = JSON.parse(prepared) as Record<string, unknown[]>;
    window.harness.start(JSON.parse(start) as PlayerInit, address);
  }, [JSON.stringify(init), src, JSON.stringify(answers)] as const);
  await page.waitForFunction(() => window.harness.events.some((event) => event.type === "rendered"));
  return frameOf(page);
}

/** The player's frame as the test driver sees it. */
export function frameOf(page: Page): Frame {
  const frame = page.frames().find((candidate) => candidate !== page.mainFrame());
  if (!frame) throw new Error("There is no player frame on the page.");
  return frame;
}

/** Waits for an event that reached the shell. */
export async function awaitEvent(page: Page, type: string): Promise<Record<string, unknown>> {
  await page.waitForFunction((wanted) => window.harness.events.some((event) => event.type === wanted), type);
  return (await eventsOf(page, type)).at(-1) ?? {};
}

export function eventsOf(page: Page, type: string): Promise<Record<string, unknown>[]> {
  return page.evaluate((wanted) => window.harness.events.filter((event) => event.type === wanted), type);
}
