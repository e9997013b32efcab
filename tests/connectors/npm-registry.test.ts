import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { account } from "../systems/account.ts";
import type { StartedSystem } from "../systems/started-system.ts";
import { startVerdaccio } from "../systems/verdaccio.ts";
import { publishing } from "./npm-package.ts";
import { Tried } from "./tried.ts";

const name = "@team/shop";

interface PackageDocument {
  _rev: string;
  _attachments?: object;
  "dist-tags": Record<string, string>;
  versions: Record<string, { dist: { tarball: string }; deprecated?: string }>;
  time: Record<string, string>;
}

describe("Verdaccio", () => {
  let system: StartedSystem;
  beforeAll(async () => {
    system = await startVerdaccio();
  });
  afterAll(() => system?.stop());

  it("answers every operation as documented, from the first login to the last version", async () => {
    const registry = new Tried("npm-registry", "Verdaccio 9.0.0-next-9.31", system.url);
    const as = (token: string) => ({ authorization: `Bearer ${token}` });
    const logIn = { params: { user: account.name }, body: { name: account.name, password: account.password } };
    const first = (await registry.call("logIn", logIn, 201)).body as { token: string };
    registry.hide(first.token, "first-token-of-tessera");
    await registry.call("logIn", logIn, 409);
    const again = (await registry.call("logIn", logIn, 201, as(first.token))).body as { token: string };
    registry.hide(again.token, "second-token-of-tessera");
    const made = (await registry.call("createToken", { body: { password: account.password, readonly: false, cidr_whitelist: [] } }, 200, as(again.token))).body as { token: string; key: string };
    registry.hide(made.token, "token-of-tessera");
    const own = as(made.token);
    await registry.call("createToken", { body: { password: "another" } }, 401, own);
    expect((await registry.call("listTokens", {}, 200, own)).body).toMatchObject({ objects: [{ key: made.key, token: expect.stringMatching(/^.{5}\.\.\..{5}$/) }] });

    await registry.call("ping");
    expect((await registry.call("whoAmI", {}, 200, own)).body).toEqual({ username: account.name });
    expect((await registry.call("getProfile", {}, 200, own)).body).toMatchObject({ name: account.name });
    await registry.call("getProfile", {}, 401);
    await registry.call("getProfile", {}, 401, as("of-nobody"));

    const of = { package: name };
    await registry.call("publishVersion", { params: of, body: publishing(name, "1.4.0", "latest") }, 401);
    await registry.call("publishVersion", { params: of, body: publishing(name, "1.4.0", "latest") }, 201, own);
    await registry.call("publishVersion", { params: of, body: publishing(name, "1.4.0", "latest") }, 409, own);
    await registry.call("publishVersion", { params: of, body: publishing(name, "1.5.0-beta.1", "beta") }, 201, own);
    expect((await registry.call("searchPackages", { params: { text: "shop", size: 5 } })).body).toMatchObject({ objects: [{ package: { name } }], total: 1 });
    expect((await registry.call("getVersion", { params: { ...of, version: "beta" } })).body).toMatchObject({ version: "1.5.0-beta.1" });
    const { dist } = (await registry.call("getVersion", { params: { ...of, version: "1.4.0" } })).body as { dist: { tarball: string } };
    expect(gunzipSync(Buffer.from(await (await fetch(dist.tarball)).arrayBuffer())).toString()).toContain('{"name":"@team/shop","version":"1.4.0"}');
    await registry.call("getVersion", { params: { ...of, version: "9.9.9" } }, 404);
    await registry.call("getTarball", { params: { ...of, filename: "shop-1.4.0.tgz" } });
    await registry.call("getTarball", { params: { ...of, filename: "shop-9.9.9.tgz" } }, 404);
    await registry.call("getPackage", { params: { package: "none" } }, 404);

    await registry.call("setDistTag", { params: { ...of, tag: "stable" }, body: "1.4.0" }, 201, own);
    expect((await registry.call("listDistTags", { params: of })).body).toEqual({ latest: "1.4.0", beta: "1.5.0-beta.1", stable: "1.4.0" });
    await registry.call("removeDistTag", { params: { ...of, tag: "stable" } }, 201, own);
    await registry.call("removeDistTag", { params: { ...of, tag: "beta" } }, 401);

    const read = async () => (await registry.call("getPackage", { params: { ...of, write: true } }, 200, own)).body as PackageDocument;
    const { _attachments: _left, ...whole } = await read();
    const beta = whole.versions["1.5.0-beta.1"];
    const deprecated = { ...whole, versions: { ...whole.versions, "1.5.0-beta.1": { ...beta, deprecated: "Use 1.4.0" } } };
    await registry.call("replacePackage", { params: { ...of, revision: whole._rev }, body: deprecated }, 201, own);
    expect((await registry.call("getVersion", { params: { ...of, version: "1.5.0-beta.1" } })).body).toMatchObject({ deprecated: "Use 1.4.0" });
    const { _attachments: _also, ...next } = await read();
    const without = { ...next, "dist-tags": { latest: "1.4.0" }, versions: { "1.4.0": next.versions["1.4.0"] }, time: Object.fromEntries(Object.entries(next.time).filter(([version]) => version !== "1.5.0-beta.1")) };
    await registry.call("replacePackage", { params: { ...of, revision: next._rev }, body: without }, 201, own);
    const last = await read();
    expect(Object.keys(last.versions)).toEqual(["1.4.0"]);
    const gone = { ...of, filename: "shop-1.5.0-beta.1.tgz", revision: last._rev };
    await registry.call("removeTarball", { params: gone }, 201, own);
    await registry.call("removeTarball", { params: gone }, 404, own);
    await registry.call("removePackage", { params: { ...of, revision: last._rev } }, 401);
    await registry.call("removePackage", { params: { ...of, revision: last._rev } }, 201, own);
    await registry.call("getPackage", { params: of }, 404);

    await registry.call("revokeToken", { params: { key: made.key } }, 200, own);
    await registry.call("getProfile", {}, 403, own);
    registry.finish();
  });
});
