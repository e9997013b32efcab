import { pathTemplateSchema } from "@tessera/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frontPath, repairPath } from "./path-repair.ts";

describe("repairPath", () => {
  it.each(["/", "/a/{x}", "/a/{x}{y}", "/a/{x}.{format}", "/v1/{name}:cancel", "/a/{x}/", "/a%20b/$metadata", "/{urn:id}", "/a/*"])("leaves %s alone", (path) => {
    expect(repairPath(path)).toEqual({ path, query: [], suffix: "", renamed: [], greedy: false, repairs: [] });
  });

  it.each([
    ["hosts", "/hosts"],
    ["/a b", "/a%20b"],
    [" /a/{x} ", "/a/{x}"],
    ["https://api.example.com/v1/a", "/v1/a"],
    ["/a/{x", "/a/{x}"],
    ["/a/{x/b", "/a/{x}/b"],
    ["/a/x}", "/a/x%7D"],
    ["/a/{}", "/a/{param}"],
    ["/a/{{x}}", "/a/{x}"],
    ["/a/{x}/{x}/{x}", "/a/{x}/{x_2}/{x_3}"],
    ["/a/{ x }", "/a/{x}"],
    ["/a/{b/c}", "/a/{b_c}"],
    ["/a/{id:int}", "/a/{id}"],
    ["/a/{id:[0-9]{3}}/b", "/a/{id}/b"],
    ["/a{/x}", "/a/{x}"],
    ["/a{.format}", "/a.{format}"],
  ])("reads %s as %s and says so", (stated, path) => {
    const repaired = repairPath(stated);
    expect(repaired).toMatchObject({ path, query: [], suffix: "", greedy: false });
    expect(repaired.repairs).toHaveLength(1);
  });

  it.each(["/b/{Key+}", "/b/{+Key}", "/b/{Key:path}", "/b/{Key:.*}", "/b/{Key=**}", "/b/{Key=projects/**}", "/b/{Key=projects/*/hosts/*}"])("takes the rest of the path for the last parameter of %s", (stated) => {
    expect(repairPath(stated)).toMatchObject({ path: "/b/{Key}", greedy: true });
  });

  it.each([
    ["/v1/{name=*}", "/v1/{name}"],
    ["/v1/{name=projects/*}:undo", "/v1/{name}:undo"],
    ["/v1/{+name}/undo", "/v1/{name}/undo"],
  ])("reads the resource names of %s as one parameter", (stated, path) => {
    expect(repairPath(stated)).toMatchObject({ path, greedy: false, renamed: [{ to: "name" }] });
  });

  it.each([
    ["/a?beta=true", "/a", "beta=true", [{ name: "beta", value: "true", required: true }]],
    ["/a?versioning", "/a", "versioning", [{ name: "versioning", required: true }]],
    ["/a?lat={lat}&lon={longitude}", "/a", "lat,lon", [{ name: "lat", described: "lat", required: true }, { name: "lon", described: "longitude", required: true }]],
    ["/a?x=%41&", "/a", "x=A", [{ name: "x", value: "A", required: true }]],
    ["/a/{x}{?q,page*}", "/a/{x}", "", [{ name: "q", described: "q", required: false }, { name: "page", described: "page*", required: false }]],
    ["/#X-Amz-Target=Voice.Create", "/", "X-Amz-Target=Voice.Create", []],
    ["/a?b#c", "/a", "b,c", [{ name: "b", required: true }]],
  ])("takes query and fragment of %s apart", (stated, path, suffix, query) => {
    expect(repairPath(stated)).toMatchObject({ path, suffix, query });
  });

  it("gives a path that an operation may have, whatever the document says", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.array(fc.constantFrom("/", "{", "}", "a", "?", "#", "=", "&", " ", "*", "+", ":", "\n"), { maxLength: 20 }).map((parts) => parts.join(""))), (stated) => {
        fc.pre(stated.length < 1000);
        const { path, suffix } = repairPath(stated);
        expect(pathTemplateSchema.safeParse(path).success).toBe(true);
        expect(pathTemplateSchema.safeParse(frontPath(path, suffix)).success).toBe(true);
        expect(repairPath(path)).toMatchObject({ path, suffix: "" });
      }),
      { numRuns: 2000 },
    );
  });
});

describe("frontPath", () => {
  it.each([
    ["/", "X-Amz-Target=Voice.Create", "/~X-Amz-Target=Voice.Create"],
    ["/a/{x}", "get shared&link", "/a/{x}/~get-shared-link"],
    ["/a/", "b", "/a/~b"],
  ])("of %s told apart by %s is %s", (called, suffix, path) => {
    expect(frontPath(called, suffix)).toBe(path);
  });
});
