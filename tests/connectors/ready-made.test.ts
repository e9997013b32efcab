import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { DocumentedConnector } from "./documented.ts";
import { fixturesOf } from "./fixtures.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Description {
  icon: string;
  auth?: { kind: string }[];
  check?: string | { operation: string; params: Record<string, unknown> };
}

const namesOf = (pattern: string) => globSync(pattern, { cwd: root }).map((file) => dirname(file).split("/").at(-1) ?? "").sort();

/** All but `tessera`, whose document the platform makes. */
const connectors = namesOf("connectors/*/openapi.yaml");

describe.each([["en", "README.md"], ["zh-CN", "README.zh-CN.md"]])("the guide in %s", (language, page) => {
  it("lists every ready-made connector", () => {
    const guide = read(`docs/${language}/connectors.md`);
    expect(namesOf("connectors/*/connector.yaml").filter((name) => !guide.includes(`(../../connectors/${name}/${page})`))).toEqual([]);
  });
});

describe.each(connectors)("the ready-made connector %s", (name) => {
  const description = parse(read(`connectors/${name}/connector.yaml`)) as Description;
  const connector = new DocumentedConnector(name);
  const { operations } = connector.imported;

  it("names every operation and says in both languages what it does", () => {
    for (const { id, summary, translations, tags } of operations) {
      expect(id).toMatch(/^[a-z][A-Za-z0-9]+$/);
      expect(summary, id).toMatch(/^[A-Z][^\p{Script=Han}]+$/u);
      expect(translations?.["zh-CN"]?.summary, id).toMatch(/\p{Script=Han}/u);
      expect(tags, id).toHaveLength(1);
    }
  });

  it("gives examples that its own schemas allow", () => {
    for (const { id, parameters, requestBody, responses } of operations) {
      for (const { name: parameter, schema, example } of parameters) if (example !== undefined) connector.expectValid(schema, example, `${id} ${parameter}`);
      for (const [type, media] of Object.entries(requestBody?.content ?? {})) if (type !== "application/octet-stream") connector.expectValid(media.schema, media.example, `${id} body`);
      for (const [status, { content }] of Object.entries(responses)) for (const { schema, example } of Object.values(content ?? {})) if (example !== undefined) connector.expectValid(schema, example, `${id} ${status}`);
    }
  });

  it("has a recipe for the credential and a check that reads only", () => {
    expect(description.auth?.length).toBeGreaterThan(0);
    const check = typeof description.check === "string" ? { operation: description.check, params: {} } : description.check;
    expect(connector.operation(check?.operation ?? "").method).toBe("GET");
    connector.expectInputs(check?.operation ?? "", { params: check?.params ?? {} });
  });

  it("has an icon that is drawn and a page in both languages that link each other", () => {
    expect(read("designer/src/app-icon/AppIcon.tsx")).toMatch(new RegExp(`\\b${description.icon}: `));
    expect(read(`connectors/${name}/README.md`)).toContain("(README.zh-CN.md)");
    expect(read(`connectors/${name}/README.zh-CN.md`)).toContain("(README.md)");
    expect(existsSync(join(root, `connectors/${name}/fixtures`))).toBe(true);
  });

  it("has a fixture for each operation, and every fixture is as documented", () => {
    const exchanges = fixturesOf(name).flatMap((fixture) => fixture.exchanges);
    for (const { operation, params, body, answer } of exchanges) {
      // What a product refused may have been wrong on purpose.
      if (answer.status < 400) connector.expectInputs(operation, { ...(params ? { params } : {}), ...(body === undefined ? {} : { body }) });
      connector.expectAnswer(operation, { status: answer.status, headers: { "content-type": "application/json", ...answer.headers }, ...(answer.body === undefined ? {} : { body: answer.body }) });
    }
    expect([...new Set(exchanges.map(({ operation }) => operation))].sort()).toEqual(operations.map(({ id }) => id).sort());
  });
});
