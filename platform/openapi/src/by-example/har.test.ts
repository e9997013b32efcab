import { describe, expect, it } from "vitest";
import { parseHar } from "./har.ts";
import { operationsByExample } from "./operations-by-example.ts";

const uuid = "6f1c1d52-1111-4222-8333-444455556666";
const json = (value: unknown): object => ({ mimeType: "application/json; charset=utf-8", text: JSON.stringify(value) });
const entry = (method: string, url: string, response: object = {}, request: object = {}): object => ({ request: { method, url, headers: [], ...request }, response: { status: 200, content: json({ ok: true }), ...response } });
const har = (...entries: object[]): string => JSON.stringify({ log: { version: "1.2", entries } });
const api = "https://api.example.com";

describe("parseHar", () => {
  it.each([
    ["{}", "openapi.example-invalid"],
    ["[]", "openapi.example-invalid"],
    ['{"log":{"entries":5}}', "openapi.example-invalid"],
    ["{", "openapi.unreadable"],
  ])("refuses %s", (text, code) => {
    expect(() => parseHar(text)).toThrow(expect.objectContaining({ code }));
  });

  it("leaves out pages, their parts, preflights and what is no call", () => {
    const text = har(
      entry("GET", `${api}/`, { content: { mimeType: "text/html", text: "<html>" } }),
      entry("GET", `${api}/app.js`, { content: { mimeType: "application/javascript" } }),
      entry("OPTIONS", `${api}/hosts`),
      entry("GET", "data:text/plain,x"),
      entry("GET", "wss://api.example.com/live"),
      { request: null },
      entry("GET", `${api}/hosts`),
    );
    expect(parseHar(`\uFEFF${text}`).map(({ url }) => url)).toEqual([`${api}/hosts`]);
  });
});

describe("operations by HAR", () => {
  const result = operationsByExample(
    parseHar(
      har(
        entry("GET", `${api}/hosts/${uuid}/disks/7?deep=true`, { content: json({ items: [{ id: 7, at: "2026-01-01T00:00:00Z" }, { id: 8, at: "2026-01-01T00:00:00Z", label: null }], token: "s3cret-token" }) }),
        entry("GET", `${api}/hosts/${uuid}/disks/9?deep=false`, { status: 404, content: json({ code: "gone" }) }),
        entry("POST", `${api}/login`, { content: { mimeType: "application/json", encoding: "base64", text: Buffer.from('{"user":"告警"}').toString("base64") } }, { headers: [{ name: "Cookie", value: "sid=s3cret-cookie" }, { name: "User-Agent", value: "x" }], postData: { mimeType: "application/x-www-form-urlencoded", params: [{ name: "user", value: "a%40b" }, { name: "password", value: "s3cret-form" }] } }),
        entry("POST", `${api}/upload`, { status: 204, content: {} }, { postData: { mimeType: "multipart/form-data; boundary=x", params: [{ name: "file", fileName: "a.bin", value: "" }, { name: "kind", value: "b" }] } }),
        entry("GET", "https://cdn.example.com/data"),
        entry("PURGE", `${api}/cache`),
      ),
    ),
  );
  const byId = Object.fromEntries(result.operations.map((operation) => [operation.id, operation]));

  it("have identifiers as parameters, and answers by status", () => {
    const disk = byId["getHostsByHostIdDisksByDiskId"];
    expect(disk).toMatchObject({ path: "/hosts/{hostId}/disks/{diskId}", parameters: [{ name: "hostId", schema: { format: "uuid" } }, { name: "diskId", schema: { type: "integer" } }, { name: "deep", required: true, schema: { type: "boolean" } }] });
    expect(Object.keys(disk?.responses ?? {})).toEqual(["200", "404"]);
    expect(disk?.responses["200"]?.content?.["application/json"]?.schema).toMatchObject({ properties: { items: { items: { required: ["id", "at"], properties: { at: { type: "string", format: "date-time" }, label: { type: "null" } } } } } });
  });

  it("have forms and uploads as bodies", () => {
    expect(byId["postLogin"]?.requestBody?.content["application/x-www-form-urlencoded"]).toMatchObject({ schema: { properties: { user: { type: "string" } } }, example: { user: "a@b", password: "********" } });
    expect(byId["postLogin"]?.responses["200"]?.content?.["application/json"]?.example).toEqual({ user: "告警" });
    expect(byId["postUpload"]?.requestBody?.content["multipart/form-data"]?.schema).toMatchObject({ properties: { file: { type: "string", format: "binary" }, kind: { type: "string" } } });
    expect(byId["postUpload"]?.responses["204"]).toEqual({ description: "" });
  });

  it("are those of one host; the rest is named", () => {
    expect(result.server).toBe(api);
    expect(result.skipped.map(({ method, url }) => `${method} ${url}`)).toEqual(["GET https://cdn.example.com/data", "PURGE https://api.example.com/cache"]);
    expect(operationsByExample(parseHar(har(entry("GET", "https://cdn.example.com/data"), entry("GET", `${api}/x`))), { origin: api }).operations.map(({ path }) => path)).toEqual(["/x"]);
  });

  it("hold no secret", () => {
    expect(JSON.stringify(result)).not.toContain("s3cret");
  });

  it("survive answers that nest without end", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const { operations } = operationsByExample(parseHar(har(entry("GET", `${api}/deep`, { content: { mimeType: "application/json", text: deep } }))));
    expect(operations).toHaveLength(1);
  });

  it("need at least one call", () => {
    expect(() => operationsByExample([])).toThrow(expect.objectContaining({ code: "openapi.example-invalid" }));
  });
});
