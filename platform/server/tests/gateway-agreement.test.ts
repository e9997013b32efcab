import { type PluginBinding, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Child, until } from "./driver/child.ts";
import { petsDocument } from "./driver/documents.ts";
import { type Person, refusal } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

describe("what is bound and published", () => {
  let platform: Platform;
  let gateway: Child;
  let person: Person;
  let revision = 1;

  beforeAll(async () => {
    platform = await Platform.start();
    gateway = new Child("platform/gateway/dist/main.js", { env: platform.environment({ TESSERA_GATEWAY_PORT: "0" }) });
    await gateway.line("tessera-gateway ready");
    person = await platform.person("developer");
    await person.call(routes.connectors.import, { body: { name: "pets", document: { text: petsDocument() } } });
    await until("the plugins of the gateway", async () => ((await person.call(routes.plugins.list)).items.length > 0 ? true : undefined));
  });
  afterAll(async () => {
    await gateway.stop();
    await platform.stop();
  });

  const save = (plugin: PluginBinding["plugin"], attributes: Record<string, unknown>, who = person) => who.call(routes.connectors.saveStage, { params: { connector: "pets", stage: "prod" }, body: { plugins: [{ plugin, attributes }], revision } });

  it.each([
    ["header-rewrite", { request: { set: { Host: "elsewhere.example.com" } } }, "/plugins/0/attributes/request/set"],
    ["header-rewrite", { response: { remove: ["X-Tessera-Identity"] } }, "/plugins/0/attributes/response/remove/0"],
    ["header-rewrite", { request: { add: { "X-Team": "a\r\nHost: b" } } }, "/plugins/0/attributes/request/add/X-Team"],
    ["path-rewrite", { addPrefix: "/v2/../admin" }, "/plugins/0/attributes/addPrefix"],
    ["path-rewrite", { stripPrefix: "/%2e%2e" }, "/plugins/0/attributes/stripPrefix"],
    ["access-log", { headers: ["Accept", "Authorization"] }, "/plugins/0/attributes/headers/1"],
    ["limit-count", { count: 0, windowSeconds: 1 }, "/plugins/0/attributes/count"],
    ["limit-count", { count: 5 }, "/plugins/0/attributes/windowSeconds"],
    ["limit-count", { count: 5, windowSeconds: 1, burst: 2 }, "/plugins/0/attributes"],
    ["token-auth", { realm: 'a"b' }, "/plugins/0/attributes/realm"],
  ])("is refused before a gateway would: %s %j", async (plugin, attributes, path) => {
    expect(await refusal(save(plugin, attributes))).toMatchObject({ status: 400, code: "plugin.attributes", path });
    expect((await refusal(save(plugin, attributes, person.speaking("zh-CN")))).detail).toMatch(/^插件“.*\p{Script=Han}.*。$/u);
  });

  it.each([
    ["header-rewrite", { request: { set: { "X-Team": "sre" }, remove: ["X-Old"] } }],
    ["path-rewrite", { stripPrefix: "/api", addPrefix: "/v2/%E5%91%8A%E8%AD%A6", query: { tenant: "a&b" } }],
    ["access-log", { headers: ["Accept"], sampleRatio: 0.5 }],
    ["limit-count", { count: 5, windowSeconds: 1, key: "shared" }],
    ["retry", { attempts: 1, statuses: [503] }],
    ["timeout", { timeoutMs: 100 }],
    ["token-auth", {}],
  ])("is served when it was not refused: %s %j", async (plugin, attributes) => {
    await save(plugin, attributes);
    const { gatewayRevision, stage } = await person.call(routes.connectors.publish, { params: { connector: "pets", stage: "prod" }, body: {} });
    ({ revision } = stage);
    const served = await until("the gateway's word on the new revision", async () => {
      const own = (await person.call(routes.gateways.list)).items.find(({ alive }) => alive)?.spaces["default"];
      return own !== undefined && (own.revision === gatewayRevision || own.refused?.revision === gatewayRevision) ? own : undefined;
    });
    expect(served).toEqual({ revision: gatewayRevision, refused: null });
  });

  it("is checked again when the gateways changed meanwhile", async () => {
    await save("timeout", { timeoutMs: 100 });
    revision += 1;
    const plugins = (await platform.database()).collection<{ _id: string }>("gateway_plugins");
    await plugins.updateOne({ _id: "timeout" }, { $set: { "attributes.properties.timeoutMs.minimum": 1_000 } });
    const publish = () => person.call(routes.connectors.publish, { params: { connector: "pets", stage: "prod" }, body: {} });
    expect(await refusal(publish())).toMatchObject({ status: 422, code: "plugin.attributes", detail: expect.stringContaining("'prod'") });
    await plugins.updateOne({ _id: "timeout" }, { $set: { "attributes.properties.timeoutMs.minimum": 1 } });
    await publish();
  });

  it("is explained in the language of the reader", async () => {
    const helpIn = async (who: Person) => {
      const limit = (await who.call(routes.plugins.list)).items.find(({ name }) => name === "limit-count");
      return ((limit?.attributes["properties"] ?? {}) as Record<string, { title: string; description: string }>)["count"];
    };
    expect(await helpIn(person)).toMatchObject({ title: "Count", description: "Requests per window" });
    expect(await helpIn(person.speaking("zh-CN"))).toMatchObject({ title: "请求数", description: "每个时间窗允许的请求数" });
  });
});
