import { parseTemplate } from "@tessera/page";
import { expect, it } from "vitest";
import { bindingFrom, staticFrom, tidyTemplate } from "./tagged.ts";

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
