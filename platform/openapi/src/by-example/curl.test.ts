import { UserError } from "@tessera/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCurl } from "./curl.ts";
import { operationsByExample } from "./operations-by-example.ts";

const call = (text: string): object | undefined => parseCurl(text)[0];

describe("parseCurl", () => {
  it.each<[string, string, object]>([
    ["an address", "curl https://a.example.com/x", { method: "GET", url: "https://a.example.com/x" }],
    ["an address without scheme", "curl a.example.com/x", { method: "GET", url: "http://a.example.com/x" }],
    ["a prompt before it", "$ curl 'https://a.example.com/x?q=1&r=2'", { url: "https://a.example.com/x?q=1&r=2" }],
    ["-X", "curl -X DELETE https://a.example.com/x", { method: "DELETE" }],
    ["-XPUT", "curl -XPUT https://a.example.com/x", { method: "PUT" }],
    ["--request=patch", "curl --request=patch https://a.example.com/x", { method: "PATCH" }],
    ["-sSLkX", "curl -sSLkX POST https://a.example.com/x", { method: "POST" }],
    ["-I", "curl -I https://a.example.com/x", { method: "HEAD" }],
    ["-d", "curl https://a.example.com/x -d a=1 -d 'b=2'", { method: "POST", body: { mediaType: "application/x-www-form-urlencoded", text: "a=1&b=2" } }],
    ["-d @file", "curl https://a.example.com/x -d @body.json -H 'Content-Type: application/json'", { method: "POST", body: { mediaType: "application/json", text: "" } }],
    ["--data-raw with @", "curl https://a.example.com/x --data-raw '@all'", { body: { text: "@all" } }],
    ["--data-urlencode", "curl https://a.example.com/x --data-urlencode 'q=a b&c'", { body: { text: "q=a%20b%26c" } }],
    ["-G", "curl -G https://a.example.com/x -d a=1 --data-urlencode 'q=a b'", { method: "GET", url: "https://a.example.com/x?a=1&q=a+b" }],
    ["--json", `curl --json '{"a":1}' https://a.example.com/x`, { method: "POST", body: { mediaType: "application/json", text: '{"a":1}' } }],
    ["-F", "curl -F name=web -F 'photo=@a.png;type=image/png' https://a.example.com/x", { method: "POST", body: { mediaType: "multipart/form-data", fields: [{ name: "name", value: "web" }, { name: "photo", value: "", file: true }] } }],
    ["-T", "curl -T a.tgz https://a.example.com/x", { method: "PUT", body: { mediaType: "application/octet-stream" } }],
    ["-u", "curl -u me:secret https://a.example.com/x", { basic: true, url: "https://a.example.com/x" }],
    ["a password in the address", "curl https://me:secret@a.example.com/x", { basic: true, url: "https://a.example.com/x" }],
    ["options with values that say nothing", "curl -o out.json --max-time 5 -A agent -x http://proxy.example.com https://a.example.com/x", { method: "GET", url: "https://a.example.com/x" }],
    ["lines joined by backslashes", "curl \\\n  -H 'X-Zone: a' \\\r\n  https://a.example.com/x", { headers: [["X-Zone", "a"]] }],
    ["double quotes", 'curl -d "{\\"a\\": \\"\\$x\\"}" https://a.example.com/x', { body: { text: '{"a": "$x"}' } }],
    ["quotes side by side", `curl -d 'it'"'"'s' https://a.example.com/x`, { body: { text: "it's" } }],
    ["ANSI quotes", String.raw`curl -d $'{"a":"\u544a\x21\n\'"}' https://a.example.com/x`, { body: { text: '{"a":"告!\n\'"}' } }],
    ["carets of the Windows prompt", 'curl ^"https://a.example.com/x?a=1^&b=2^" ^\r\n  -H ^"X-Zone: a^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":1^}^"', { url: "https://a.example.com/x?a=1&b=2", headers: [["X-Zone", "a"]], body: { text: '{"a":1}' } }],
    ["doubled quotes of the Windows prompt", 'curl.exe "https://a.example.com/x" ^\n  -d "{""a"":1}"', { body: { text: '{"a":1}' } }],
    ["what follows a pipe", "curl https://a.example.com/x | jq .", { url: "https://a.example.com/x" }],
  ])("reads %s", (_name, text, expected) => {
    expect(call(text)).toMatchObject(expected);
  });

  it("reads several commands", () => {
    expect(parseCurl("curl https://a.example.com/x\ncurl -X POST https://a.example.com/y && curl https://a.example.com/z").map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual(["GET /x", "POST /y", "GET /z"]);
  });

  it.each([
    ["", "no curl command"],
    ["wget https://a.example.com", "no curl command"],
    ["curl -s", "no address"],
    ["curl ftp://me:secret@a.example.com/x", "'ftp://a.example.com/x'"],
    ["curl 'http://['", "http"],
    ["x".repeat(2_000_001), "2000000"],
  ])("refuses %j", (text, why) => {
    expect(() => parseCurl(text)).toThrow(expect.objectContaining({ code: "openapi.example-invalid", message: expect.stringContaining(why) }));
  });

  it("reads or refuses whatever is pasted", () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom("curl ", " -H ", "'", '"', "\\", "^", "$'", "\n", " -d", " https://a.example.com/1", "`", "--json ", "{", "%", "=", "@"));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          operationsByExample(parseCurl(`curl ${pieces.join("")}`));
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("operations by cURL", () => {
  const text = `curl -X POST 'https://cmdb.example.com/api/v3/hosts/42/disks?limit=10&dry=true&access_token=s3cret-query' \\
    -H 'Authorization: Bearer s3cret-bearer' -H 'Cookie: session=s3cret-cookie' -H 'X-Api-Key: s3cret-key' -H 'X-Zone: north' -H 'accept: */*' -H 'content-type: application/json' \\
    --data-raw '{"size": 20, "name": "data", "password": "s3cret-body", "tags": ["a"], "owner": null}'`;
  const result = operationsByExample(parseCurl(text));

  it("have path, query, header parameters and a body schema", () => {
    expect(result.server).toBe("https://cmdb.example.com");
    expect(result.operations).toMatchObject([
      {
        id: "postApiV3HostsByHostIdDisks",
        method: "POST",
        path: "/api/v3/hosts/{hostId}/disks",
        parameters: [
          { name: "hostId", in: "path", required: true, schema: { type: "integer" }, example: 42 },
          { name: "limit", in: "query", required: false, schema: { type: "integer" }, example: 10 },
          { name: "dry", in: "query", schema: { type: "boolean" } },
          { name: "X-Zone", in: "header", schema: { type: "string" }, example: "north" },
        ],
        requestBody: { required: true, content: { "application/json": { schema: { type: "object", required: ["size", "name", "password", "tags", "owner"], properties: { size: { type: "integer" }, tags: { type: "array", items: { type: "string" } } } } } } },
      },
    ]);
  });

  it("hold no secret, but say which credentials are needed", () => {
    expect(JSON.stringify(result)).not.toContain("s3cret");
    expect(result.credentials.map(({ kind, in: place, name }) => `${kind} ${place ?? ""} ${name ?? ""}`.trim())).toEqual(["bearer", "other cookie", "api-key header X-Api-Key", "api-key query access_token"]);
  });

  it("of several calls are one, with what is always there required", () => {
    const { operations } = operationsByExample(parseCurl("curl 'https://a.example.com/h/1?page=1&q=x'\ncurl 'https://a.example.com/h/2?page=2.5'\ncurl -d '{\"a\":1}' https://a.example.com/h/3\ncurl -d '{\"a\":\"x\",\"b\":[1]}' https://a.example.com/h/4"));
    expect(operations).toMatchObject([
      { path: "/h/{hId}", parameters: [{ name: "hId" }, { name: "page", required: true, schema: { type: "number" } }, { name: "q", required: false }] },
      { method: "POST", requestBody: { content: { "application/json": { schema: { required: ["a"], properties: { a: { type: ["integer", "string"] } } } } } } },
    ]);
  });
});
