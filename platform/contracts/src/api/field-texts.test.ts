import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ruleMessage, rules } from "../text/rules.ts";
import { routes } from "./routes.ts";
import type { Route } from "./route.ts";

type Definition = Record<string, unknown> & { error?: (issue: object) => unknown; checks?: { _zod: { def: Definition } }[] };

const inputs = Object.entries(routes).flatMap(([group, members]) =>
  Object.entries(members as Record<string, Route>).flatMap(([name, { params, query, body }]) => [params, query, body].flatMap((schema) => (schema === undefined ? [] : [[`${group}.${name}`, schema] as const]))),
);

/** Every definition of a schema and of its checks, all the way down. */
function definitionsOf(schema: z.ZodType, seen: Set<unknown>): Definition[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const definition = schema.def as unknown as Definition;
  const inner = Object.values(definition).flatMap((value) => (typeof value === "function" && definition["type"] === "lazy" ? [(value as () => unknown)()] : nested(value)));
  return [definition, ...(definition.checks ?? []).map((check) => check._zod.def), ...inner.flatMap((value) => (value instanceof z.ZodType ? definitionsOf(value, seen) : []))];
}

function nested(value: unknown): unknown[] {
  if (value instanceof z.ZodType) return [value];
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}

/** The text that a schema or check states of its own. */
function statedText({ error }: Definition): string | undefined {
  const text = error?.({ code: "custom", input: "", path: [] });
  return typeof text === "string" ? text : undefined;
}

describe("the schemas of all routes", () => {
  const definitions = inputs.map(([id, schema]) => [id, definitionsOf(schema, new Set())] as const);

  it("state no text that only one language knows", () => {
    const untranslated = definitions.flatMap(([id, all]) => all.flatMap((definition) => statedText(definition) ?? []).filter((text) => ruleMessage(text) === undefined).map((text) => `${id}: ${text}`));
    expect(untranslated).toEqual([]);
    expect(new Set(definitions.flatMap(([, all]) => all.flatMap((definition) => statedText(definition) ?? []))).size).toBeGreaterThan(10);
  });

  it("say in words what a pattern asks", () => {
    const wordless = definitions.flatMap(([id, all]) => all.filter((definition) => definition["format"] === "regex" && statedText(definition) === undefined).map(({ pattern }) => `${id}: ${String(pattern)}`));
    expect(wordless).toEqual([]);
  });

  it("finds a rule by its English text, and no rule twice", () => {
    expect(new Set(Object.values(rules).map(({ en }) => en)).size).toBe(Object.keys(rules).length);
    expect(ruleMessage(rules.name.en)).toBe(rules.name);
    for (const rule of Object.values(rules)) expect(rule["zh-CN"]).toMatch(/[\u4e00-\u9fff]/);
  });
});
