import { request } from "node:http";
import { routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

describe("hostile input", () => {
  let platform: Platform;
  let person: Person;
  beforeAll(async () => {
    platform = await Platform.start();
    person = await platform.person("owner");
  });
  afterAll(() => platform.stop());

  async function problem(method: string, path: string, init: { body?: string; headers?: Record<string, string> } = {}): Promise<Record<string, unknown>> {
    const response = await person.raw(method, path, init);
    expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({ status: response.status, code: expect.any(String), detail: expect.any(String), traceId: response.headers.get("x-trace-id") });
    return body;
  }

  it("says where JSON is malformed, without repeating it", async () => {
    const refused = await problem("POST", "/tokens", { body: '{\n  "name": "my-secret-value",\n  oops\n}' });
    expect(refused).toMatchObject({ status: 400, code: "request.malformed", line: 3, column: 3 });
    expect(JSON.stringify(refused)).not.toContain("my-secret-value");
    expect(await problem("POST", "/tokens", { body: '{"name":' })).toMatchObject({ code: "request.malformed" });
  });

  it.each(["[]", "null", '"text"', "1", "[1,2]"])("takes no body %s where an object belongs", async (body) => {
    expect(await problem("POST", "/tokens", { body })).toMatchObject({ status: 400, code: "request.invalid" });
  });

  it("names every wrong field with what belongs there", async () => {
    const refused = await problem("POST", "/connectors/import", { body: JSON.stringify({ name: "Bad Name", document: { text: "x", url: "http://example.com" }, backend: "ftp://x", credential: { kind: "magic" } }) });
    expect(refused).toMatchObject({ code: "request.invalid", path: "/name" });
    expect((refused["errors"] as { path: string }[]).map(({ path }) => path)).toEqual(["/name", "/document", "/backend", "/credential/kind"]);
    expect(refused["detail"]).toMatch(/^The field \/name must start with a lower-case letter.*e\.g\. alert-center\.$/);
    expect(await problem("GET", "/connectors?limit=0")).toMatchObject({ path: "/limit" });
    expect(await problem("GET", "/connectors?limit=5&limit=6")).toMatchObject({ path: "/limit" });
    expect(await problem("GET", "/connectors?cursor=%00")).toMatchObject({ code: "request.cursor" });
    expect(await problem("POST", "/tokens", { body: "{}" })).toMatchObject({ path: "/name", detail: expect.stringContaining("is missing") });
  });

  it("takes only JSON bodies, so that no foreign form can post", async () => {
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", "application/json; charset=utf-7"]) {
      expect(await problem("POST", "/tokens", { body: "{}", headers: { "content-type": type } })).toMatchObject({ status: 400, code: "request.media-type" });
    }
  });

  it("refuses keys that are operators or prototypes", async () => {
    expect(await problem("POST", "/auth/login", { body: '{"username":{"$gt":""},"password":{"$gt":""}}' })).toMatchObject({ code: "request.unsafe-key", path: "/username/$gt" });
    expect(await problem("POST", "/tokens", { body: '{"name":"x","__proto__":{"role":"owner"}}' })).toMatchObject({ code: "request.unsafe-key", path: "/__proto__" });
    expect(await problem("PUT", "/connectors/x/stages/prod", { body: '{"plugins":[{"plugin":"a","attributes":{"$where":"1"}}]}' })).toMatchObject({ path: "/plugins/0/attributes/$where" });
    expect(await problem("POST", "/tokens", { body: `{"name":${"[".repeat(300)}${"]".repeat(300)}}` })).toMatchObject({ code: "request.unsafe-key" });
    expect(await problem("GET", "/connectors?search[$ne]=x&limit[$gt]=1&cursor=x")).toMatchObject({ status: 400 });
    expect((await person.raw("GET", "/connectors?__proto__=1&constructor=2")).status).toBe(200);
    expect(({} as Record<string, unknown>)["role"]).toBeUndefined();
  });

  it("keeps `$` and `.` in schemas as they are", async () => {
    await person.call(routes.connectors.create, { body: { name: "odd-keys" } });
    const operation = { id: "odd", method: "POST", path: "/odd", requestBody: { content: { "application/vnd.api+json": { schema: { $defs: { "a.b": { $ref: "#/schemas/X" } }, properties: { constructor: { type: "string" }, $where: true } } } } } } as const;
    await person.call(routes.connectors.saveOperation, { params: { connector: "odd-keys", operation: "odd" }, body: { operation } });
    const stored = await person.call(routes.connectors.operation, { params: { connector: "odd-keys", operation: "odd" } });
    expect(stored.operation.requestBody?.content).toEqual(operation.requestBody.content);
  });

  it("searches text as text", async () => {
    for (const search of ["(((((", ".*", "[", "\\", "a{1,99999}", "$where"]) expect((await person.call(routes.connectors.list, { query: { search } })).items.filter(({ name }) => name !== "odd-keys")).toEqual([]);
  });

  it("refuses a body that is too large, whoever sends it", async () => {
    expect(await problem("POST", "/tokens", { body: JSON.stringify({ name: "x".repeat(3_000_000) }) })).toMatchObject({ status: 413, code: "request.too-large" });
    const stranger = await fetch(`${platform.url}/api/v1/connectors/import`, { method: "POST", headers: { "content-type": "application/json" }, body: "x".repeat(200_000) });
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get("connection")).toBe("close");
    await stranger.arrayBuffer();
  });

  it("survives addresses that cannot be decoded and hosts that are not", async () => {
    expect(await problem("DELETE", "/tokens/%E0%A4%A")).toMatchObject({ status: 400, code: "request.malformed" });
    expect(await problem("GET", "/connectors/..%2f..%2fetc")).toMatchObject({ status: 400 });
    expect(await problem("GET", "/no/such/place")).toMatchObject({ status: 404, code: "request.not-found" });
    expect(await problem("PATCH", "/connectors")).toMatchObject({ status: 404 });
    expect(await raw("/player/x.js", { host: "evil.example.com; script-src *" })).not.toContain("evil");
    expect(await raw("/../../../../etc/passwd", {})).not.toContain("root:");
    expect(await raw("/..%2f..%2f..%2fetc/passwd", {})).not.toContain("root:");
    await person.call(routes.auth.session);
  });

  it("takes no bad token for a stranger", async () => {
    for (const authorization of ["Bearer x", `Bearer tsr_${"x".repeat(43)}`, "Basic YWRtaW46eA==", "Bearer"]) {
      expect((await new Person(platform.url, { authorization }).raw("GET", "/auth/setup")).status).toBe(401);
    }
  });

  /** Status line, headers and body of a request that fetch would not send. */
  function raw(path: string, headers: Record<string, string>): Promise<string> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(platform.url);
      request({ hostname, port, path, headers }, (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString())).on("end", () => resolve(`${response.statusCode ?? 0}\n${JSON.stringify(response.headers)}\n${body}`));
      }).on("error", reject).end();
    });
  }
});
