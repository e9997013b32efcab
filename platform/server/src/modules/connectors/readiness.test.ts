import type { ConnectorView } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { readinessOf } from "./readiness.ts";

const at = "2026-11-21T00:00:00.000Z";
const certificate = { subject: "CN=tessera", issuer: "CN=root", notBefore: at, expiresAt: "2026-12-01T00:00:00.000Z", fingerprint: "AA" };
const connector: ConnectorView = {
  name: "jobs", title: { en: "Jobs" }, description: "", owner: "li", visibility: "space", operationCount: 1, latestVersion: "1.0.0", catalog: null, createdAt: at, createdBy: "li", updatedAt: at, updatedBy: "li", revision: 1,
  stages: [{ name: "prod", backend: { url: "https://jobs.example.com", timeoutMs: 1 }, credential: { kind: "mtls", updatedAt: at, certificate }, backends: [], variables: {}, plugins: [], release: "1.0.0", publishedAt: at, publishedBy: "li", previousRelease: null, rollout: null, lastRollout: null, revision: 1 }],
};

describe("readiness", () => {
  it("is there while a client certificate is valid", () => {
    expect(readinessOf(connector, undefined, new Date("2026-11-30T23:59:59Z"))).toMatchObject({ ready: true });
  });

  it("names what a stage lacks for the operations", () => {
    const { steps } = readinessOf(connector, undefined, new Date("2026-11-30T23:59:59Z"), { en: "lacks region", "zh-CN": "缺少 region" });
    expect(steps.filter((step) => !step.ready)).toEqual([{ step: "backend", ready: false, message: { en: "lacks region", "zh-CN": "缺少 region" } }]);
  });

  it("names the stage whose client certificate has expired", () => {
    const { ready, steps } = readinessOf(connector, undefined, new Date(certificate.expiresAt));
    expect(ready).toBe(false);
    expect(steps.filter((step) => !step.ready)).toEqual([{ step: "backend", ready: false, message: { en: `The client certificate of the stage prod expired on ${certificate.expiresAt}; replace it.`, "zh-CN": `环境 prod 的客户端证书已于 ${certificate.expiresAt} 过期，请更换。` } }]);
  });
});
