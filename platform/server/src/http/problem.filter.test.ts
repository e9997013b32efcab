import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { OperationalError, UserError, defineMessages } from "@tessera/contracts";
import express, { type ErrorRequestHandler } from "express";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiRequest } from "./api-request.ts";
import { ProblemFilter } from "./problem.filter.ts";
import { traceMiddleware } from "./trace.ts";

const say = defineMessages({ gone: { en: "It is gone.", "zh-CN": "已不存在。" } });
const logged: string[] = [];
const filter = new ProblemFilter(pino({ level: "debug" }, { write: (line: string) => void logged.push(line) }));
let server: Server;
let url: string;

beforeAll(async () => {
  const app = express();
  app.use(traceMiddleware, (request, response) => {
    response.vary("Origin");
    if (request.path === "/away") throw new OperationalError({ code: "a.away", message: say.gone() });
    throw new UserError({ reason: "gone", code: "a.gone", message: say.gone() });
  });
  const answer: ErrorRequestHandler = (error, request, response, _next) => filter.answer(error, request as ApiRequest, response);
  app.use(answer);
  server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe("ProblemFilter", () => {
  it.each([
    [undefined, "en", "Gone", "It is gone."],
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN", "已失效", "已不存在。"],
    ["fr", "en", "Gone", "It is gone."],
  ])("answers to %j in %s", async (accepted, language, title, detail) => {
    const response = await fetch(url, { headers: accepted === undefined ? {} : { "accept-language": accepted } });
    expect([response.status, response.headers.get("content-language"), response.headers.get("vary"), response.headers.get("content-type")]).toEqual([410, language, "Origin, Accept-Language", "application/problem+json; charset=utf-8"]);
    expect(await response.json()).toMatchObject({ title, detail, code: "a.gone" });
  });

  it.each(["", "away"])("logs in English whoever reads the answer (/%s)", async (path) => {
    logged.length = 0;
    await fetch(url + path, { headers: { "accept-language": "zh" } });
    expect(logged.join("")).toContain("It is gone.");
    expect(logged.join("")).not.toMatch(/[\u4e00-\u9fff]/);
  });
});
