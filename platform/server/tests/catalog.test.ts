import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CatalogFolder } from "../src/modules/catalog/catalog-folder.ts";
import { petsDocument } from "./driver/documents.ts";

const good = `name: pets
version: 1.0.0
title: { zh-CN: 宠物, en: Pets }
description: { zh-CN: 宠物, en: Pets }
document: openapi.json
`;

describe("the catalogue folder", () => {
  let folder: string;
  let touched = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tessera-catalog-"));
    await mkdir(join(folder, "pets"));
    await writeFile(join(folder, "pets/openapi.json"), petsDocument());
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What is read of a description, and what is said about it. */
  async function read(description: string) {
    const file = join(folder, "pets/connector.yaml");
    await writeFile(file, description);
    touched += 1;
    await utimes(file, touched, touched);
    const problems: string[] = [];
    const entries = await new CatalogFolder(folder, {}, () => "").entries((error) => problems.push(error.message));
    return { entry: entries[0], problems };
  }

  it("takes a description that says nothing about credentials and checks", async () => {
    expect(await read(good)).toMatchObject({ entry: { name: "pets", auth: [], check: null, operationCount: 2 }, problems: [] });
  });

  it("reads ways to log in and the check, short or with its inputs", async () => {
    const auth = `auth:
  - { kind: api-key, in: header, name: X-Key, help: { zh-CN: 在设置中创建, en: Made in the settings } }
  - { kind: none, help: { zh-CN: 无需凭据, en: None is needed } }
`;
    expect((await read(`${good}${auth}check: listPets\n`)).entry).toMatchObject({ auth: [{ kind: "api-key", in: "header", name: "X-Key" }, { kind: "none" }], check: { operation: "listPets", params: {} } });
    expect((await read(`${good}check: { operation: getPet, params: { id: 1 } }\n`)).entry?.check).toEqual({ operation: "getPet", params: { id: 1 } });
  });

  it.each([
    ["auth: [{ kind: cookie, help: { zh-CN: 一, en: one } }]", "auth/0/kind"],
    ["auth: [{ kind: api-key, help: { zh-CN: 一, en: one } }]", "'in' and 'name'"],
    ["auth: [{ kind: bearer, in: header, name: X-Key, help: { zh-CN: 一, en: one } }]", "'in' and 'name'"],
    ["auth: [{ kind: bearer, help: { en: one } }]", "zh-CN and en"],
    ["check: noSuchOperation", "noSuchOperation"],
    ["check: { params: {} }", "check"],
    ["check: [", "is no YAML"],
    ["{{ broken", "is no YAML"],
  ])("leaves an entry with `%s` out and says why", async (line, why) => {
    const { entry, problems } = await read(`${good}${line}\n`);
    expect(entry).toBeUndefined();
    expect(problems).toEqual([expect.stringContaining(why)]);
    expect(problems[0]).toContain("connectors/pets/connector.yaml");
  });

  it("keeps the others when the document of one is missing or is none", async () => {
    await mkdir(join(folder, "birds"), { recursive: true });
    await writeFile(join(folder, "birds/connector.yaml"), good.replace("name: pets", "name: birds"));
    for (const text of [undefined, "{}", "\u0000"]) {
      if (text !== undefined) await writeFile(join(folder, "birds/openapi.json"), text);
      const { entry, problems } = await read(good);
      expect(entry?.name).toBe("pets");
      expect(problems).toEqual([expect.stringMatching(/^connectors\/birds\/connector\.yaml: its document openapi\.json cannot be read: /)]);
    }
  });
});
