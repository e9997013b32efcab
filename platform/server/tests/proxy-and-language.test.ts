import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "./driver/person.ts";
import { Platform, adminPassword } from "./driver/platform.ts";

const credentials = JSON.stringify({ username: "admin", password: adminPassword });
const throughProxy = { "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9" };

async function cookieOf(platform: Platform): Promise<string> {
  const answer = await Person.stranger(platform.url).raw("POST", "/auth/login", { body: credentials, headers: throughProxy });
  return answer.headers.get("set-cookie") ?? "";
}

describe("a reverse proxy", () => {
  let near: Platform;
  let elsewhere: Platform;
  beforeAll(async () => {
    [near, elsewhere] = await Promise.all([Platform.start(), Platform.start({ settings: { TESSERA_TRUST_PROXY: "10.0.0.0/8" } })]);
  });
  afterAll(async () => void (await Promise.all([near.stop(), elsewhere.stop()])));

  it("on this machine is believed unless the setting says otherwise", async () => expect(await cookieOf(near)).toContain("; Secure"));
  it("outside of TESSERA_TRUST_PROXY is not believed", async () => expect(await cookieOf(elsewhere)).toMatch(/^tessera_session=(?!.*Secure)/));

  it("makes no difference to the language of an answer", async () => {
    const answer = await Person.stranger(near.url).raw("POST", "/auth/login", { body: JSON.stringify({ username: "admin" }), headers: { ...throughProxy, "accept-language": "zh-CN,en;q=0.5" } });
    expect([answer.status, answer.headers.get("content-language"), answer.headers.get("vary")]).toEqual([400, "zh-CN", "Accept-Language"]);
    expect(await answer.json()).toMatchObject({ title: "请求有误", code: "request.invalid", detail: expect.stringMatching(/^字段 \/password 缺失，须为文本/), errors: [{ path: "/password", detail: expect.stringMatching(/^缺失，须为文本/) }] });
  });
});
