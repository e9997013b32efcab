import { parseTemplate } from "@tessera/page";
import { expect, it } from "vitest";
import { bindingFrom, staticFrom, functionFrom, tidyTemplate } from "./tagged.ts";

it("turns a static value into a binding that yields the same", () => {
  expect(bindingFrom({ kind: "static", value: "Alerts" }, "")).toEqual({ kind: "binding", template: "Alerts" });
  expect(bindingFrom({ kind: "static", value: 5 }, 0)).toEqual({ kind: "binding", template: "{{ 5 }}" });
  const object = bindingFrom({ kind: "static", value: { a: { b: 1 } } }, null);
  expect(object.kind === "binding" && parseTemplate(object.template)).toHaveLength(1);
  expect(bindingFrom(undefined, [])).toEqual({ kind: "binding", template: "" });
});

it("turns a binding back without guessing", () => {
  expect(staticFrom({ kind: "binding", template: "plain" }, "")).toEqual({ kind: "static", value: "plain" });
  expect(staticFrom({ kind: "binding", template: "{{ queries.a.data }}" }, [])).toEqual({ kind: "static", value: [] });
  expect(staticFrom({ kind: "binding", template: "5" }, 3)).toEqual({ kind: "static", value: 3 });
});

it("keeps a stray blank from turning a value into text", () => {
  expect(tidyTemplate(" {{ queries.a.data }} ")).toBe("{{ queries.a.data }}");
  expect(tidyTemplate("Total: {{ n }} ")).toBe("Total: {{ n }} ");
});

it("makes a function of what was there", () => {
  expect(functionFrom({ kind: "binding", template: "{{ queries.a.data.length }}" }, "")).toEqual({ kind: "function", source: "return queries.a.data.length" });
  expect(functionFrom({ kind: "static", value: "x" }, "")).toEqual({ kind: "function", source: 'return "x"' });
  expect(functionFrom({ kind: "binding", template: "{{ a }} of {{ b }}" }, "")).toEqual({ kind: "function", source: 'return "{{ a }} of {{ b }}"' });
});
