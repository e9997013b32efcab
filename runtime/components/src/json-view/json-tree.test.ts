import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ancestorsOf, findPaths, maxChildren, openPaths, readablePath, visibleRows } from "./json-tree.ts";

const pod = { metadata: { labels: { "app.kubernetes.io/name": "API" } }, ports: [{ name: "http" }], empty: {} };

describe("visibleRows", () => {
  it("draws what is unfolded, in order, with levels", () => {
    expect(visibleRows(pod, new Set(["", "/ports"])).map(({ path, level }) => `${level}${path}`)).toEqual(["0", "1/metadata", "1/ports", "2/ports/0", "1/empty"]);
  });

  it("gives every line a path of its own, whatever the keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const paths = visibleRows(value, openPaths(value, 50)).map(({ path }) => path);
        expect(new Set(paths).size).toBe(paths.length);
      }),
    );
  });

  it("copes with values that nest 100,000 levels deep and lists longer than anyone reads", () => {
    let deep: unknown = "bottom";
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(visibleRows(deep, openPaths(deep, 3))).toHaveLength(4);
    expect(findPaths(Array.from({ length: maxChildren + 10 }, () => 0), "1")).toEqual([]);
    expect(visibleRows(Array.from({ length: maxChildren + 10 }), new Set([""]))).toHaveLength(maxChildren + 1);
  });
});

describe("findPaths", () => {
  it("finds keys and values whatever the case, in drawing order", () => {
    expect(findPaths(pod, "a")).toEqual(["/metadata", "/metadata/labels", "/metadata/labels/app.kubernetes.io~1name", "/ports/0/name"]);
  });

  it("does not take list positions for keys", () => expect(findPaths({ list: ["x"] }, "0")).toEqual([]));
});

describe("paths", () => {
  it("know the nodes above them", () => expect(ancestorsOf("/a/b/0")).toEqual(["", "/a", "/a/b"]));
  it("are written as people write them in code", () => {
    expect(readablePath("/metadata/labels/app.kubernetes.io~1name")).toBe('metadata.labels["app.kubernetes.io/name"]');
    expect(readablePath("/ports/0/name")).toBe("ports[0].name");
    expect(readablePath("")).toBe("");
  });
});
