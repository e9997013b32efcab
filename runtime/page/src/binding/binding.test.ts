import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleApp } from "../fixtures/sample-app.ts";
import { compileFunction, compileTemplate, evaluate } from "./compile.ts";
import { dependenciesOf, dependenciesOfFunction } from "./dependencies.ts";
import { mapTexts, showNames, storeIds } from "./show-names.ts";
import { parseTemplate } from "./template.ts";

const run = (template: string, scope: Record<string, unknown> = {}, locals: Record<string, unknown> = {}): unknown => compileTemplate(template, Object.keys(locals)).run(scope, locals);

describe("templates", () => {
  it.each([
    ["{{ 1 + 1 }}", 2],
    ["a {{ 1 }} b {{ 'x' }}", "a 1 b x"],
    ["{{ {a: {b: 1}} }}", { a: { b: 1 } }],
    ["{{ {a: {b: 1}}}}", { a: { b: 1 } }],
    ["{{ '}}' }}", "}}"],
    ["{{ `${ {a: '}}'}.a }` }}", "}}"],
    ["{{ (1, 2) }}", 2],
    ["{{ ((3)) }}", 3],
    ["{{ (({a: 1})) }}", { a: 1 }],
    ["{{ 1 /* }} */ }}", 1],
    ["{{ // }}\n 2 // }}\n}}", 2],
    ["{{ /}}/.test('}}') }}", true],
    ["{{ [undefined] }}{{ null }}", "[null]"],
    ["no binding", "no binding"],
    ["", ""],
  ])("%s gives its value", (template, expected) => expect(run(template)).toEqual(expected));

  it.each(["{{ }}", "{{", "{{ a", "{{ a }", "{{ a b }}", "{{ a; b }}", "{{ return 1 }}", "{{ 1); globalThis.hacked = 1; (2 }}", `{{ ${"(".repeat(20_000)} }}`])("%s is refused with its position", (template) => {
    expect(() => parseTemplate(template)).toThrow(expect.objectContaining({ code: "page.binding-syntax", detail: { position: expect.any(Number) } }));
  });

  it.each([
    ["calls", `{{ a${"()".repeat(20_000)} }}`], ["sums", `{{ a${"+a".repeat(30_000)} }}`], ["negations", `{{ ${"!".repeat(50_000)}1 }}`], ["functions", `{{ ${"()=>".repeat(20_000)}1 }}`], ["templates", `{{ ${"`${".repeat(20_000)}1${"}`".repeat(20_000)} }}`],
    ["conditions", `{{ ${"a?".repeat(20_000)}1${":1".repeat(20_000)} }}`], ["tagged templates", `{{ a${"``".repeat(20_000)} }}`], ["groups of a regular expression", `{{ /${"(".repeat(40_000)}${")".repeat(40_000)}/ }}`], ["objects", `{{ ${"{a:".repeat(20_000)}1${"}".repeat(20_000)} }}`],
  ])("refuses absurdly nested %s instead of falling over", (_name, template) => {
    expect(() => dependenciesOf(template)).toThrow(expect.objectContaining({ code: "page.binding-syntax" }));
    expect(() => compileTemplate(template)).toThrow(expect.objectContaining({ code: "page.binding-syntax" }));
    expect(() => dependenciesOfFunction(`return ${template.slice(2, -2)}`)).toThrow(expect.objectContaining({ code: "page.binding-syntax" }));
  });

  it("takes a long chain of members and many expressions, up to a limit", () => {
    expect(dependenciesOf(`{{ queries.a${".b".repeat(45_000)} }}`).paths).toEqual([["queries", "a", "b"]]);
    expect(dependenciesOf("{{ state.a }}\n".repeat(500)).paths).toEqual([["state", "a"]]);
    expect(() => dependenciesOf("{{a}}".repeat(501))).toThrow(expect.objectContaining({ code: "page.binding-syntax" }));
  });

  it("reads any text without crashing, and what it accepts it can compile", () => {
    const pieces = fc.constantFrom("{{", "}}", "{", "}", "a", ".", "b", "`", "${", "'", "\"", "(", ")", "=>", " ", "1", "/", "*", "\n", "[", "]", "?.", "function", "=");
    fc.assert(fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      const text = parts.join("");
      let ok = true;
      try {
        parseTemplate(text);
      } catch (error) {
        ok = false;
        expect(error).toMatchObject({ code: "page.binding-syntax" });
      }
      if (ok) {
        try {
          compileTemplate(text);
        } catch (error) {
          // Strict mode refuses a few more texts (`with`, octal numbers); never anything but a syntax error.
          expect(error).toMatchObject({ code: "page.binding-syntax" });
        }
      }
    }), { numRuns: 500 });
  });
});

describe("dependencies", () => {
  it("are the places that code reads, without names it declares itself", () => {
    expect(dependenciesOf("{{ queries.alerts.data.filter((row) => row.level === state.level && components['n1'].value?.x) }} {{ params.id }} {{ user.name }} {{ locale }} {{ row.a }} {{ Math.max(1) }}")).toEqual({
      paths: [["queries", "alerts", "data"], ["state", "level"], ["components", "n1", "value"], ["params", "id"], ["user"], ["locale"]],
      names: ["row", "Math"],
    });
    expect(dependenciesOf("{{ components[state.which].value }}").paths).toEqual([["components"], ["state", "which"]]);
    expect(dependenciesOf("{{ (({state}, [queries]) => state + queries)({}, []) }}").paths).toEqual([]);
    expect(dependenciesOf("{{ ({ state: 1, [params.x]: 2, queries }) }}").paths).toEqual([["params", "x"], ["queries"]]);
    expect(dependenciesOfFunction("const state = 1; for (const q of queries.a.data) { label: try { q() } catch (components) { components() } } return state + value").paths).toEqual([["queries", "a", "data"]]);
  });
});

describe("evaluation", () => {
  it("is pending while something it reads has no data, and an error otherwise", () => {
    const binding = compileTemplate("{{ queries.a.data.items.length }}");
    expect(evaluate(binding, { queries: {} })).toEqual({ status: "pending" });
    expect(evaluate(binding, { queries: { a: { data: null } } })).toEqual({ status: "pending" });
    expect(evaluate(binding, { queries: { a: { data: {} } } })).toMatchObject({ status: "error", message: { en: expect.stringContaining("TypeError") } });
    expect(evaluate(binding, { queries: { a: { data: { items: [1] } } } })).toEqual({ status: "value", value: 1 });
    expect(evaluate(compileTemplate("{{ (() => { throw 'x' })() }}"), {})).toEqual({ status: "error", message: { en: "The binding threw x", "zh-CN": "绑定抛出了 x" } });
    expect(evaluate(compileTemplate("{{ unknownName }}"), {})).toMatchObject({ status: "error", message: { en: expect.stringContaining("unknownName") } });
  });

  it("gives locals and the arguments of functions by name", () => {
    expect(run("{{ row.id }}-{{ state.a }}", { state: { a: 2 } }, { row: { id: 1 } })).toBe("1-2");
    expect(compileFunction("return value * state.factor").run({ state: { factor: 3 } }, { value: 2 })).toBe(6);
  });
});

describe("names", () => {
  const place = { records: { ...sampleApp(), "node/home/n9": { id: "n9", type: "table", name: "alerts", parent: null, slot: "default", order: "a5" } }, page: "home" };

  it("are shown in place of ids and stored back", () => {
    const stored = "{{ components.n9.selectedRow?.components.n9 + components[\"n9\"].x + queries.hosts.data.map((components) => components.n9) }}";
    const shown = showNames(stored, place);
    expect(shown).toBe("{{ components.alerts.selectedRow?.components.n9 + components[\"alerts\"].x + queries.hosts.data.map((components) => components.n9) }}");
    expect(storeIds(shown, place)).toBe(stored);
  });

  it("leave text that does not parse, and static values, alone", () => {
    expect(showNames("{{ components.n9. }}", place)).toBe("{{ components.n9. }}");
    const value = { kind: "static", value: { kind: "binding", template: "{{ components.n9 }}" } };
    expect(mapTexts(value, () => "changed")).toEqual(value);
  });
});
