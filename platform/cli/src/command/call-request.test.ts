import { operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { translator } from "../text/text.ts";
import { buildRequest } from "./call-request.ts";

const text = translator("en");
const operation = operationSchema.parse({
  id: "getThing",
  method: "GET",
  path: "/things/{id}/parts",
  parameters: [
    { name: "id", in: "path", required: true },
    { name: "id", in: "query" },
    { name: "match[]", in: "query" },
    { name: "X-Scope", in: "header" },
  ],
});

describe("a call from name=value pairs", () => {
  it("encodes path values and repeats query parameters", () => {
    const request = buildRequest(operation, ["path.id=a/b c", "match[]=up", "match[]=x=y", "X-Scope=s"], text);
    expect(request).toEqual({ path: "/things/a%2Fb%20c/parts?match%5B%5D=up&match%5B%5D=x%3Dy", headers: { "x-scope": "s" } });
  });

  it.each([
    [["id=1"], "path.id"],
    [["path.id"], "name=value"],
    [["path.id=1", "nope=2"], "no parameter nope"],
    [[], "needs the parameter path.id"],
  ])("refuses %j naming what is wrong", (pairs, message) => {
    expect(() => buildRequest(operation, pairs, text)).toThrow(message);
  });
});
