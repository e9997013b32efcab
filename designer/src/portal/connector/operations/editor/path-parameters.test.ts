import { operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { withPath } from "./path-parameters.ts";

const operation = operationSchema.parse({
  id: "a", method: "GET", path: "/hosts/{id}/disks/{disk}",
  parameters: [{ name: "id", in: "path", required: true, description: "The host", schema: { type: "integer" } }, { name: "disk", in: "path", required: true }, { name: "limit", in: "query" }],
});
const names = (path: string) => withPath(operation, path).parameters.map(({ name }) => name);

describe("a path that is being typed", () => {
  it("keeps the docs of a parameter that is renamed", () => expect(withPath(operation, "/hosts/{hostId}/disks/{disk}").parameters[0]).toMatchObject({ name: "hostId", description: "The host", schema: { type: "integer" } }));
  it("adds and takes away parameters, in the order of the path", () => {
    expect(names("/racks/{rack}/hosts/{id}/disks/{disk}")).toEqual(["rack", "id", "disk", "limit"]);
    expect(names("/hosts/{id}")).toEqual(["id", "limit"]);
    expect(names("/hosts")).toEqual(["limit"]);
  });
  it("takes a half-typed brace as text", () => expect(names("/hosts/{id}/disks/{dis")).toEqual(["id", "limit"]));
});
