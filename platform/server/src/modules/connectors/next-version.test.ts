import { operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { assembleSnapshot, digestOf, gatewayOperation } from "./gateway-release.ts";
import { nextVersion } from "./next-version.ts";
import { readinessOf } from "./readiness.ts";
import type { StoredStage } from "./stage.repository.ts";

const operations = [gatewayOperation(operationSchema.parse({ id: "a", method: "GET", path: "/a" }))];
const gatewayDigest = digestOf(operations);

describe("nextVersion", () => {
  it.each([
    [null, undefined, "1.0.0"],
    [null, "0.1.0-rc.1", "0.1.0-rc.1"],
    [{ version: "1.4.2" }, undefined, "1.4.3"],
    [{ version: "2.0.0-rc.1" }, undefined, "2.0.0"],
    [{ version: "2.0.0-rc.1" }, "2.0.0", "2.0.0"],
  ])("after %j with %s stated is %s", (latest, stated, expected) => expect(nextVersion(latest, "documentation", stated)).toBe(expected));

  it.each([
    ["documentation", "1.4.3"],
    ["non-breaking", "1.5.0"],
    ["breaking", "1.5.0"],
    [null, "1.4.3"],
  ] as const)("for %s changes is %s: nobody gets a major version unasked", (level, expected) => expect(nextVersion({ version: "1.4.2" }, level, undefined)).toBe(expected));

  it.each(["1.4.2", "1.4.1", "1.4.2-rc.1"])("does not go back to %s", (stated) => expect(() => nextVersion({ version: "1.4.2" }, null, stated)).toThrow(expect.objectContaining({ code: "release.version" })));
});

describe("gatewayOperation", () => {
  it("fills in what the document leaves open", () => {
    expect(operations[0]).toEqual({ id: "a", method: "GET", path: "/a", matchSubpath: false, transport: "http", backend: { name: null, method: "GET", path: "/a", timeoutMs: null }, security: { authenticate: true, grant: true }, idempotent: true, deprecated: false, plugins: [] });
    expect(gatewayOperation(operationSchema.parse({ id: "b", method: "POST", path: "/b", backend: { path: "/other", timeoutMs: 5 }, idempotent: true }))).toMatchObject({ backend: { method: "POST", path: "/other", timeoutMs: 5 }, idempotent: true });
  });
});

describe("assembleSnapshot", () => {
  const stage = (connector: string, name: string, more: Partial<StoredStage> = {}): StoredStage => ({
    _id: `${connector}/${name}`, space: "s", connector, name, backend: { url: "http://b.example.com", timeoutMs: 1 }, credential: null, plugins: "[]", release: { version: "1.0.0", digest: gatewayDigest },
    publishedAt: null, publishedBy: null, updatedAt: new Date(0), updatedBy: "x", revision: 1, ...more,
  });

  it("gives gateways backends and variables, also of stages that an earlier build stored", () => {
    const credential = { kind: "bearer" as const, sealed: "sealed", certificate: null, updatedAt: new Date(0) };
    const backends = [{ name: "reports", url: "http://r.example.com", timeoutMs: 2, credential }, { name: "open", url: "http://o.example.com", timeoutMs: 3, credential: null }];
    const { connectors } = assembleSnapshot("s", 7, [stage("a", "new", { backends, variables: '{"v":"1"}' }), stage("a", "old")], new Map(), new Date(0));
    expect(connectors[0]?.stages).toMatchObject([
      { name: "new", variables: { v: "1" }, backends: [{ name: "reports", credential: { kind: "bearer", sealed: "sealed" } }, { name: "open", credential: null }] },
      { name: "old", variables: {}, backends: [] },
    ]);
  });

  it("groups served stages by connector and leaves the others out", () => {
    const { connectors, checksum } = assembleSnapshot("s", 7, [stage("a", "prod"), stage("a", "test"), stage("b", "prod", { release: null }), stage("c", "prod", { backend: null }), stage("d", "prod")], new Map(), new Date(0));
    expect(connectors.map(({ name, stages }) => [name, stages.map((served) => served.name)])).toEqual([["a", ["prod", "test"]], ["d", ["prod"]]]);
    expect(checksum).toBe(digestOf({ connectors, plugins: [] }));
  });
});

describe("readinessOf", () => {
  it("asks for everything in order of an empty connector", () => {
    const view = { name: "x", title: {}, description: "", owner: "o", visibility: "space", operationCount: 0, stages: [], latestVersion: null, catalog: null, createdAt: "", createdBy: "", updatedAt: "", updatedBy: "", revision: 1 } as const;
    const { ready, steps } = readinessOf({ ...view, stages: [] });
    expect(ready).toBe(false);
    expect(steps.map(({ step, ready: done }) => [step, done])).toEqual([["basics", false], ["operations", false], ["backend", false], ["release", false], ["published", false]]);
  });
});
