import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isObject, type JsonObject } from "./json.ts";
import { importDocument } from "./import-document.ts";
import { parseDocument } from "./parse-document.ts";
import { mapSchema } from "./schema/map-schema.ts";
import { listOperations, readFixture } from "../tests/documents.ts";

/** Every place in a value at which something can stand, as the object or list and the key. */
function places(value: unknown, found: { holder: JsonObject; key: string }[] = []): { holder: JsonObject; key: string }[] {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    found.push({ holder: value as JsonObject, key });
    places(inner, found);
  }
  return found;
}

const intruder = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>({ $ref: "#" }, { $ref: "#/paths" }, { $ref: "" }, { $ref: 5 }, { $ref: "#/components/schemas" }, { $ref: "#/%" }, [], {}, null, "\ud800", 1e308),
);

describe("a document with anything at any place", () => {
  it.each(["alerts-3.1.yaml", "hosts-swagger-2.0.json", "blueking-resources.yaml"])("%s never breaks the import and loses no operation silently", (name) => {
    const original = JSON.stringify(parseDocument(readFixture(name)).root);
    const count = places(JSON.parse(original)).length;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(count - 1), intruder), { minLength: 1, maxLength: 3 }), (changes) => {
        const root = JSON.parse(original) as JsonObject;
        for (const [at, value] of changes) {
          const place = places(root)[at];
          if (place !== undefined && place.key !== "openapi" && place.key !== "swagger") place.holder[place.key] = structuredClone(value);
        }
        const parsed = parseDocument(JSON.stringify(root));
        const { report, operations, schemas } = importDocument(parsed);
        const handled = operations.length + report.skipped.length;
        const referenced = Object.values(isObject(parsed.root["paths"]) ? parsed.root["paths"] : {}).some((item) => isObject(item) && "$ref" in item);
        if (!referenced) expect(handled).toBe(listOperations(parsed.root).length);
        expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
        for (const ref of referencesOf([...operations.flatMap(({ parameters }) => parameters.map(({ schema }) => schema)), ...Object.values(schemas)])) expect(Object.hasOwn(schemas, ref)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("texts that are no document are refused with a reason", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string().map((text) => `openapi: 3.1.0\n${text}`)), (text) => {
        try {
          importDocument(parseDocument(text));
        } catch (error) {
          expect(error).toMatchObject({ name: "UserError", code: expect.stringMatching(/^openapi\./) });
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** Names of the shared schemas that schemas reference. */
function referencesOf(schemas: readonly unknown[]): string[] {
  const found: string[] = [];
  for (const schema of schemas) {
    mapSchema(schema, (inner) => {
      if (typeof inner["$ref"] === "string") found.push(inner["$ref"].replace("#/schemas/", ""));
      return inner;
    });
  }
  return found;
}
