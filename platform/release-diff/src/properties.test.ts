import { type OperationInput, type ValueSchema, canonicalJson } from "@tessera/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffReleases } from "./diff-releases.ts";
import { giving, inShort, release, taking } from "./fixtures/releases.ts";
import type { Release } from "./release.ts";

const names = ["a", "b", "c"] as const;
const sharedNames = ["A", "B", "C"] as const;

const { schema: anySchema } = fc.letrec<{ schema: ValueSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<ValueSchema>(true, {}, { type: "string" }, { type: "integer" }, { type: ["string", "null"] }, { enum: ["x", "y"] }, { type: "number", minimum: 1 }),
    fc.constantFrom(...sharedNames).map((name): ValueSchema => ({ $ref: `#/schemas/${name}` })),
    fc.record({ type: fc.constant("array"), items: tie("schema") }),
    fc.record({ type: fc.constant("object"), properties: fc.dictionary(fc.constantFrom(...names), tie("schema")), required: fc.subarray([...names]), additionalProperties: fc.boolean() }, { requiredKeys: ["type", "properties"] }),
    fc.record({ oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }), description: fc.string({ maxLength: 3 }) }),
  ),
}));

const anyOperation = fc.record({
  summary: fc.string({ maxLength: 3 }),
  deprecated: fc.boolean(),
  parameters: fc.uniqueArray(fc.record({ name: fc.constantFrom(...names), in: fc.constantFrom("query", "header"), required: fc.boolean(), schema: anySchema }), { selector: ({ name, in: place }) => `${place}.${name}` }),
  input: anySchema,
  output: anySchema,
});

const anyRelease: fc.Arbitrary<Release> = fc.record({ operations: fc.array(anyOperation, { maxLength: 3 }), schemas: fc.record(Object.fromEntries(sharedNames.map((name) => [name, anySchema]))) }).map(({ operations, schemas }) =>
  release(operations.map(({ input, output, ...rest }, index): OperationInput => ({ id: `op${index}`, method: "POST", path: `/${index}`, ...rest, requestBody: { content: { "application/json": { schema: input } } }, responses: { 200: { content: { "application/json": { schema: output } } } } })), schemas),
);

/** The same value with the keys of its objects turned round. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reversed(inner)])) as T;
}

describe("diffReleases", () => {
  it("finds nothing between equal releases", () => {
    fc.assert(fc.property(anyRelease, (one) => void expect(diffReleases(one, structuredClone(one))).toEqual([])));
  });

  it("does not look at the order of keys", () => {
    fc.assert(fc.property(anyRelease, anyRelease, (one, other) => {
      expect(diffReleases(one, reversed(one))).toEqual([]);
      const sorted = (changes: unknown[]): string[] => changes.map((change) => canonicalJson(change)).sort();
      expect(sorted(diffReleases(reversed(one), reversed(other)).map(({ message: _message, ...change }) => ({ ...change, path: null })))).toEqual(sorted(diffReleases(one, other).map(({ message: _message, ...change }) => ({ ...change, path: null }))));
    }));
  });

  it("calls a breaking change breaking whatever else changes beside it", () => {
    fc.assert(fc.property(anyRelease, anyRelease, anySchema, (one, other, schema) => {
      const needed: OperationInput = { id: "victim", method: "GET", path: "/victim", parameters: [{ name: "q", in: "query", required: true }], responses: { 200: { content: { "application/json": { schema } } } } };
      const { parameters: _none, ...before } = needed;
      const [old, now] = [release([before]).operations, release([needed]).operations];
      const beside = diffReleases({ ...one, operations: [...one.operations, ...old] }, { ...other, operations: [...now, ...other.operations] });
      expect(inShort(beside.filter(({ operation }) => operation === "victim"))).toContain("parameter.added-required breaking");
      const gone = diffReleases({ ...one, operations: [...one.operations, ...old] }, other);
      expect(inShort(gone)).toContain("operation.removed breaking");
    }));
  });

  it("keeps what a field of an object breaks when fields beside it change", () => {
    fc.assert(fc.property(anySchema, anySchema, anySchema, (kept, was, is) => {
      const before: ValueSchema = { type: "object", properties: { a: kept, b: was, victim: { type: "string" } } };
      const after: ValueSchema = { type: "object", properties: { a: kept, b: is, c: was } };
      expect(inShort(diffReleases(giving(before), giving(after)))).toContain("property.removed breaking");
    }));
  });

  it("has a way back that does not break, for every value that answers may have more", () => {
    const wider: fc.Arbitrary<[ValueSchema, ValueSchema]> = fc.constantFrom<[ValueSchema, ValueSchema]>(
      [{ type: "string" }, { type: ["string", "integer"] }], [{ type: "string" }, { type: ["string", "null"] }], [{ enum: ["a"] }, { enum: ["a", "b"] }], [{ type: "integer", minimum: 2 }, { type: "integer" }],
      [{ type: "string", maxLength: 2 }, { type: "string", maxLength: 3 }], [{ type: "string", pattern: "a" }, { type: "string" }], [{ type: "object", properties: { a: true }, required: ["a"] }, { type: "object", properties: { a: true } }],
      [{ oneOf: [{ type: "string" }] }, { oneOf: [{ type: "string" }, { type: "integer" }] }], [{ type: "integer" }, true],
    );
    const around = fc.array(fc.constantFrom<(schema: ValueSchema) => ValueSchema>((items) => ({ type: "array", items }), (a) => ({ type: "object", properties: { a, b: { type: "string" } } }), (additionalProperties) => ({ type: "object", additionalProperties }), (part) => ({ allOf: [part] })), { maxLength: 4 });
    fc.assert(fc.property(wider, around, ([narrow, wide], wraps) => {
      const [before, after] = [narrow, wide].map((schema) => wraps.reduce((inner, wrap) => wrap(inner), schema)) as [ValueSchema, ValueSchema];
      const levels = (changes: ReturnType<typeof diffReleases>): string[] => [...new Set(changes.map(({ level }) => level))];
      expect(levels(diffReleases(giving(before), giving(after)))).toEqual(["breaking"]);
      expect(levels(diffReleases(giving(after), giving(before)))).toEqual(["non-breaking"]);
      expect(levels(diffReleases(taking(before), taking(after)))).toEqual(["non-breaking"]);
      expect(levels(diffReleases(taking(after), taking(before)))).toEqual(["breaking"]);
    }));
  });
});
