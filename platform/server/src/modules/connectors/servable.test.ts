import { operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { requireServable, servingProblems } from "./servable.ts";

function operation(id: string, path: string, backend?: string) {
  return operationSchema.parse({ id, method: "GET", path, ...(backend === undefined ? {} : { backend: { path: backend } }) });
}

describe("operations that gateways would refuse", () => {
  it("are none where each has an address of its own", () => expect(servingProblems([operation("a", "/a/{id}", "/x/{id}"), operation("b", "/a")])).toEqual([]));

  it("are named with their field, all at once and in both languages", () => {
    const operations = [operation("a", "/a/{id}"), operation("b", "/a/{name}"), operation("c", "/c", "/x/{id}")];
    expect(() => requireServable("pets", operations)).toThrow(
      expect.objectContaining({
        code: "connector.not-ready",
        path: "/operations/b/path",
        text: { en: expect.stringMatching(/'pets'.*'b' and 'a'.*\(and 1 more\)/), "zh-CN": expect.stringContaining("另有 1 个") },
        detail: { errors: [{ path: "/operations/b/path", detail: expect.objectContaining({ "zh-CN": expect.stringContaining("“b”") }) }, { path: "/operations/c/backend/path", detail: expect.anything() }] },
      }),
    );
  });

  it("are those that the shape of a gateway's release does not allow", () => {
    const damaged = { ...operation("a", "/a"), path: "no-slash" };
    expect(servingProblems([damaged])[0]).toMatchObject({ operation: "a", field: "/path", message: { "zh-CN": expect.stringMatching(/\p{Script=Han}/u) } });
  });
});
