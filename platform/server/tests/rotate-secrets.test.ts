import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { routes } from "@tessera/contracts";
import { createVault } from "@tessera/vault";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Child, until } from "./driver/child.ts";
import { petsDocument } from "./driver/documents.ts";
import type { Person } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

const [older, newer] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")];
const both = { TESSERA_SECRET_KEY: newer, TESSERA_SECRET_KEYS_OLD: older };

describe("rotate-secrets", () => {
  let platform: Platform;
  let person: Person;
  let token: string;
  const seen: (string | undefined)[] = [];
  const backend = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end("[]");
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
    platform = await Platform.start({ settings: { TESSERA_SECRET_KEY: older, TESSERA_EGRESS_ALLOW: "127.0.0.0/8" } });
    person = await platform.person("owner");
    const server = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
    await person.call(routes.connectors.import, { body: { name: "pets", document: { text: petsDocument({ server }) }, credential: { kind: "bearer", token: "the-backend-s3cret" } } });
    await person.call(routes.connectors.publish, { params: { connector: "pets", stage: "prod" }, body: {} });
    for (let index = 0; index < 120; index += 1) {
      await person.call(routes.connectors.saveStage, { params: { connector: "pets", stage: `s${index}` }, body: { backend: { url: server }, credential: { kind: "basic", username: "svc", password: `s3cret-${index}` } } });
    }
    const further = (name: string) => ({ name, url: server, credential: { kind: "bearer" as const, token: `the-s3cret-of-${name}` } });
    await person.call(routes.connectors.saveStage, { params: { connector: "pets", stage: "many" }, body: { backends: [further("one"), { name: "open", url: server }, further("two")] } });
    await person.call(routes.tasks.import, { body: { name: "waits", document: { text: petsDocument() }, credential: { kind: "bearer", token: "the-s3cret-of-a-task" } } });
    token = (await person.call(routes.tokens.create, { body: { name: "calls" } })).token;
  });
  afterAll(async () => {
    backend.close();
    await platform.stop();
  });

  const gateway = async (settings: Record<string, string>, folder: string) => {
    const child = new Child("platform/gateway/dist/main.js", { env: platform.environment({ TESSERA_GATEWAY_PORT: "0", TESSERA_EGRESS_ALLOW: "127.0.0.0/8", ...settings, TESSERA_DATA_DIR: `${platform.dataDir}/${folder}` }) });
    return { child, url: await child.line("tessera-gateway ready") };
  };
  const status = async (url: string) => (await fetch(`${url}/default/pets/prod/pets`, { headers: { authorization: `Bearer ${token}` } })).status;
  const rotate = async (settings: Record<string, string>) => {
    const child = new Child("platform/server/dist/main.js", { args: ["rotate-secrets"], env: platform.environment(settings) });
    return { code: await child.exited, output: child.output, errors: child.errors };
  };
  interface Sealed { name: string; credential: { sealed: string } | null }
  const credentials = async () =>
    (await (await platform.database()).collection<Sealed & { backends: Sealed[] }>("stages").find().toArray()).flatMap(({ name, credential, backends }) =>
      [{ name, credential }, ...backends.map((backend) => ({ name: `${name}/${backend.name}`, credential: backend.credential }))].flatMap((one) => (one.credential === null ? [] : [[`default/pets/${one.name}/credential`, one.credential.sealed] as const])),
    );

  it("seals everything again while a gateway serves, after which the older key is not needed", async () => {
    const during = await gateway(both, "during");
    await until("the gateway's first answer", async () => ((await status(during.url)) === 200 ? true : undefined));
    const statuses: number[] = [];
    let over = false;
    const calling = (async () => {
      while (!over) statuses.push(await status(during.url));
    })();
    const { keyId } = createVault([Buffer.from(newer, "base64")]);
    const revision = await servedRevision(person);
    expect(await rotate(both)).toEqual({ code: 0, errors: "", output: `123 credentials of stages and 1 of tasks and the inputs of 0 runs are sealed with key ${keyId} now; 0 were before.\n` });
    await until("the gateway's new snapshot", async () => ((await servedRevision(person)) > revision ? true : undefined));
    const after = await gateway({ TESSERA_SECRET_KEY: newer }, "after");
    await until("an answer without the older key", async () => ((await status(after.url)) === 200 ? true : undefined));
    over = true;
    await calling;
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(new Set(seen)).toEqual(new Set(["Bearer the-backend-s3cret"]));
    const vault = createVault([Buffer.from(newer, "base64")]);
    for (const [place, sealed] of await credentials()) expect(vault.open(sealed, place)).toContain("s3cret");
    await Promise.all([during.child.stop(), after.child.stop()]);
  });

  it("may be run again, changes nothing then, and is no edit of a stage", async () => {
    const before = await credentials();
    expect((await rotate({ ...both, LANG: "zh_CN.UTF-8" })).output).toMatch(/^已用密钥 \S+ 重新加密 0 个环境凭据和 0 个任务凭据、0 个执行的输入；另有 123 个此前已使用该密钥。\n$/);
    expect(await credentials()).toEqual(before);
    const { stages } = await person.call(routes.connectors.get, { params: { connector: "pets" } });
    expect(new Set(stages.filter(({ name }) => name !== "prod").map(({ revision }) => revision))).toEqual(new Set([1]));
    const { items } = await person.call(routes.audit.list, { query: { target: "credentials" } });
    expect(items.map(({ action }) => action)).toEqual(["rotate-secrets", "rotate-secrets"]);
    expect(JSON.stringify(items)).not.toContain("s3cret");
  });

  it("names each credential that no key opens and goes on with the others", async () => {
    const result = await rotate({ TESSERA_SECRET_KEY: older });
    expect(result.code).toBe(1);
    expect(result.output).toMatch(/^0 credentials of stages/);
    expect(result.output.match(/^default\/(?:pets|task)\/[\w/-]+: not sealed again\. .*TESSERA_SECRET_KEY.*$/gm)).toHaveLength(124);
  });

  it("names a wrong setting", async () => {
    expect(await rotate({ TESSERA_SECRET_KEY: newer, TESSERA_SECRET_KEYS_OLD: "short" })).toMatchObject({ code: 2, errors: expect.stringMatching(/^TESSERA_SECRET_KEYS_OLD must be keys/) });
  });
});

async function servedRevision(person: Person): Promise<number> {
  return (await person.call(routes.gateways.list)).items.find(({ alive }) => alive)?.spaces["default"]?.revision ?? 0;
}
