import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importDocument, parseDocument } from "../../platform/openapi/src/index.ts";
import { connectorScaffold } from "./connector.ts";

const document = {
  swagger: "2.0", info: { title: "Tiles", version: "2" }, host: "tiles.example.com", schemes: ["https"], basePath: "/api",
  securityDefinitions: { key: { type: "apiKey", in: "header", name: "X-Key", description: "Key of the settings page" }, login: { type: "apiKey", in: "cookie", name: "sid" } },
  paths: {
    "/tiles/{id}": { get: { operationId: "getTile", parameters: [{ name: "id", in: "path", required: true, type: "string" }], responses: { 200: { description: "", schema: { $ref: "#/definitions/Tile" } } } } },
    "/tiles": { get: { operationId: "listTiles", responses: { 200: { description: "" } } }, trace: { operationId: "traceTiles", responses: {} } },
  },
  definitions: { Tile: { type: "object", properties: { id: { type: "string" } } }, Unused: { type: "object" } },
};

describe("a new connector", () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tessera-new-"));
    file = join(folder, "tiles.json");
    await writeFile(file, JSON.stringify(document));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("starts empty", async () => {
    const { files } = await connectorScaffold("tiles", {});
    expect(Object.keys(files)).toEqual(["connector.yaml", "openapi.yaml", "README.md", "README.zh-CN.md"].map((name) => `connectors/tiles/${name}`));
    expect(files["connectors/tiles/connector.yaml"]).toContain("name: tiles\n");
  });

  it("starts from a document and says what it took and what not", async () => {
    const { files, notes } = await connectorScaffold("tiles", { openapi: file });
    const { operations, schemas, report } = importDocument(parseDocument(files["connectors/tiles/openapi.yaml"] ?? ""));
    expect(report.problems).toEqual([]);
    expect(operations.map(({ id }) => id)).toEqual(["getTile", "listTiles"]);
    expect(Object.keys(schemas)).toEqual(["Tile"]);
    const description = files["connectors/tiles/connector.yaml"];
    for (const part of ["defaultBackend: https://tiles.example.com/api", "kind: api-key\n    in: header\n    name: X-Key", "check: listTiles"]) expect(description).toContain(part);
    const said = notes?.join("\n");
    for (const part of ["2 of 2 taken, with 1 shared schemas", "not taken: TRACE /tiles", "backend: https://tiles.example.com/api", "credential left out: API key in cookie", "check: listTiles"]) expect(said).toContain(part);
  });

  it("takes only the operations that are named", async () => {
    const { files, notes } = await connectorScaffold("tiles", { openapi: file, only: "getTile" });
    expect(importDocument(parseDocument(files["connectors/tiles/openapi.yaml"] ?? "")).operations.map(({ id }) => id)).toEqual(["getTile"]);
    expect(notes).toContain("check: none; no GET works without inputs");
  });

  it("refuses a file that is no document, and operations that are not there", async () => {
    await writeFile(join(folder, "text.txt"), "tiles");
    await expect(connectorScaffold("tiles", { openapi: join(folder, "text.txt") })).rejects.toThrow(/document/);
    await expect(connectorScaffold("tiles", { openapi: join(folder, "none.json") })).rejects.toThrow(/none\.json/);
    await expect(connectorScaffold("tiles", { openapi: file, only: "getTile,dropTile" })).rejects.toThrow(/no operation dropTile.*getTile, listTiles/);
  });
});
