import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CredentialInput, routes } from "@tessera/contracts";
import { createVault } from "@tessera/vault";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { selfSigned } from "./driver/certificates.ts";
import { petsDocument } from "./driver/documents.ts";
import { type Person, refusal } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

describe("the credential of a stage", () => {
  let platform: Platform;
  let owner: Person;
  let developer: Person;
  const own = selfSigned("tessera");

  beforeAll(async () => {
    platform = await Platform.start();
    [owner, developer] = [await platform.person("owner"), await platform.person("developer")];
  });
  afterAll(() => platform.stop());

  const oauth2: CredentialInput = { kind: "oauth2", tokenUrl: "https://login.example.com/token", clientId: "client", clientSecret: "the-s3cret-of-oauth2", scope: "read" };
  const hmac: CredentialInput = { kind: "hmac", scheme: "timestamp", keyId: "AK", secret: "the-s3cret-of-hmac" };
  const mtls: CredentialInput = { kind: "mtls", ...own };

  const register = (name: string, server = "https://pets.example.com") => developer.call(routes.connectors.import, { body: { name, document: { text: petsDocument({ server }) } } });
  const save = (name: string, body: { credential?: CredentialInput; backend?: { url: string }; keepCredentialFor?: string; revision: number }, person = developer) => person.call(routes.connectors.saveStage, { params: { connector: name, stage: "prod" }, body });

  /** What gateways open. */
  async function opened(name: string): Promise<unknown> {
    const stage = await (await platform.database()).collection<{ credential: { sealed: string } }>("stages").findOne({ connector: name, name: "prod" });
    const vault = createVault([Buffer.from(await readFile(join(platform.dataDir, "secret.key"), "utf8"), "base64")]);
    return JSON.parse(vault.open(stage?.credential.sealed ?? "", `default/${name}/prod/credential`));
  }

  it.each([
    ["oauth2", oauth2, "the-s3cret-of-oauth2"],
    ["hmac", hmac, "the-s3cret-of-hmac"],
    ["mtls", mtls, own.privateKey.split("\n")[1] ?? ""],
  ] as const)("of kind %s is shown nowhere again", async (kind, credential, secret) => {
    const name = `kept-${kind}`;
    await register(name);
    const saved = await save(name, { credential, revision: 1 });
    await developer.call(routes.connectors.publish, { params: { connector: name, stage: "prod" }, body: {} });
    const said = JSON.stringify([
      saved,
      await developer.call(routes.connectors.get, { params: { connector: name } }),
      await developer.call(routes.connectors.list, { query: {} }),
      await developer.call(routes.connectors.export, { params: { connector: name }, query: {} }),
      await refusal(save(name, { credential, revision: 1 })),
      await owner.call(routes.audit.list, { query: {} }),
      await (await platform.database()).collection("audit").find().toArray(),
      await (await platform.database()).collection("gateway_snapshots").find().toArray(),
      await (await platform.database()).collection("stages").find().toArray(),
      platform.server.output,
      platform.server.errors,
    ]);
    expect(secret.length).toBeGreaterThan(10);
    expect(said).not.toContain(secret);
    expect(saved.credential.kind).toBe(kind);
    expect(await opened(name)).toMatchObject({ credential, origin: "https://pets.example.com" });
  });

  it("of kind mtls shows whose it is and when it ends, and must match its key", async () => {
    await register("certified");
    const { credential } = await save("certified", { credential: mtls, revision: 1 });
    expect(credential.certificate).toMatchObject({ subject: "CN=tessera", issuer: "CN=tessera" });
    expect(new Date(credential.certificate?.expiresAt ?? 0).getTime()).toBeGreaterThan(Date.now());
    const problem = await refusal(save("certified", { credential: { ...mtls, privateKey: selfSigned("other").privateKey }, revision: 2 }, developer.speaking("zh-CN")));
    expect(problem).toMatchObject({ status: 422, code: "vault.certificate-key", path: "/credential/privateKey", detail: expect.stringMatching(/私钥与“CN=tessera”的证书不匹配/) });
    expect(await refusal(save("certified", { credential: { ...mtls, certificate: "no certificate" }, revision: 2 }))).toMatchObject({ status: 400, path: "/credential/certificate" });
  });

  it("of kind mtls goes over https only, also later", async () => {
    await register("plain", "http://pets.example.com");
    expect(await refusal(save("plain", { credential: mtls, revision: 1 }))).toMatchObject({ code: "stage.credential-https", path: "/credential/kind" });
    await save("plain", { backend: { url: "https://pets.example.com" }, credential: mtls, revision: 1 });
    expect(await refusal(save("plain", { backend: { url: "http://pets.example.com" }, keepCredentialFor: "http://pets.example.com", revision: 2 }, owner))).toMatchObject({ code: "stage.credential-https" });
  });

  it.each(["http://169.254.169.254/token", "http://127.0.0.1:1/token", "http://[::1]/token"])("asks no token endpoint at %s", async (tokenUrl) => {
    const name = `token-${tokenUrl.replace(/\W+/g, "-").toLowerCase().replace(/-+$/, "")}`;
    await register(name);
    expect(await refusal(save(name, { credential: { ...oauth2, tokenUrl }, revision: 1 }))).toMatchObject({ status: 422, code: "egress.address-refused", path: "/credential/tokenUrl" });
  });

  it("goes to another host when an owner says so, which is recorded", async () => {
    await register("moved");
    await save("moved", { credential: hmac, revision: 1 });
    const move = { backend: { url: "https://new.example.com/base" }, revision: 2 };
    expect(await refusal(save("moved", move, owner))).toMatchObject({ code: "stage.credential-needed", path: "/credential" });
    expect(await refusal(save("moved", { ...move, keepCredentialFor: "https://pets.example.com" }, owner))).toMatchObject({ code: "stage.credential-needed" });
    expect(await refusal(save("moved", { ...move, keepCredentialFor: "https://new.example.com" }))).toMatchObject({ status: 403, code: "stage.credential-owner", path: "/keepCredentialFor" });
    expect(await opened("moved")).toMatchObject({ origin: "https://pets.example.com" });
    expect(await save("moved", { ...move, keepCredentialFor: "https://new.example.com" }, owner)).toMatchObject({ credential: { kind: "hmac" } });
    expect(await opened("moved")).toMatchObject({ credential: hmac, origin: "https://new.example.com" });
    const { items } = await owner.call(routes.audit.list, { query: { target: "stage:moved/prod" } });
    expect(items[0]).toMatchObject({ after: { credentialKeptFor: "https://new.example.com" } });
  });

  it("that is entered before its backend is bound to the first one", async () => {
    await developer.call(routes.connectors.create, { body: { name: "later" } });
    await developer.call(routes.connectors.saveStage, { params: { connector: "later", stage: "prod" }, body: { credential: hmac } });
    expect(await opened("later")).toMatchObject({ origin: null });
    await save("later", { backend: { url: "https://first.example.com:8443/x" }, revision: 1 });
    expect(await opened("later")).toMatchObject({ credential: hmac, origin: "https://first.example.com:8443" });
    expect(await refusal(save("later", { backend: { url: "https://first.example.com" }, revision: 2 }))).toMatchObject({ code: "stage.credential-needed" });
  });
});
