import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

const main = join(import.meta.dirname, "../dist/main.js");
const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** Answers every request with the language it asks for: lists of three pages, all else refused. */
async function listener(): Promise<string> {
  const server = createServer((request, response) => {
    const language = request.headers["accept-language"] ?? "none";
    const { pathname, searchParams } = new URL(request.url ?? "", "http://127.0.0.1");
    response.setHeader("content-type", "application/json");
    if (pathname.endsWith("/versions")) {
      const page = Number(searchParams.get("cursor") ?? "1");
      const item = { version: `1.${page}.0`, notes: language, digest: "d", createdAt: "2026-01-01T00:00:00Z", createdBy: "li.wei", live: page === 3 };
      response.end(JSON.stringify({ items: [item], ...(page < 3 ? { nextCursor: String(page + 1) } : {}) }));
      return;
    }
    response.statusCode = 404;
    response.end(JSON.stringify({ type: "about:blank", title: "t", status: 404, code: "app.not-found", detail: `asked in ${language} \u001b[2J`, traceId: "t1" }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function tessera(args: string[], environment: Record<string, string>): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env["PATH"], TESSERA_TOKEN: "tsr_x", ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, ...said };
}

describe("the command line", () => {
  it("asks the platform in the language of the terminal and shows its answer without control characters", async () => {
    const TESSERA_URL = await listener();
    expect(await tessera(["app", "show", "x"], { TESSERA_URL, LC_MESSAGES: "zh_CN.UTF-8" })).toEqual({ code: 1, stdout: "", stderr: "asked in zh-CN  [2J\n追踪号：t1\n" });
    expect((await tessera(["app", "show", "x"], { TESSERA_URL })).stderr).toBe("asked in en  [2J\nTrace id: t1\n");
  });

  it("lists every page", async () => {
    const TESSERA_URL = await listener();
    const { code, stdout } = await tessera(["app", "history", "x", "--json"], { TESSERA_URL });
    expect([code, (JSON.parse(stdout) as { version: string }[]).map(({ version }) => version)]).toEqual([0, ["1.1.0", "1.2.0", "1.3.0"]]);
    expect((await tessera(["app", "history", "x"], { TESSERA_URL, LANG: "zh_CN.UTF-8" })).stdout).toMatch(/^版本\s+在线[^]*1\.3\.0\s+是/);
  });
});
