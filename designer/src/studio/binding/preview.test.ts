import { expect, it } from "vitest";
import { previewOf } from "./preview.ts";

const scope = { queries: { alerts: { data: [{ n: 1, state: "firing" }, { n: 2, state: "ok" }], loading: false } }, state: { tab: "all" }, user: { name: "li" } };
const value = (template: string) => previewOf(template, scope);

it("shows what usual bindings yield", () => {
  expect(value("{{ queries.alerts.data }}")).toEqual({ kind: "value", value: scope.queries.alerts.data });
  expect(value("{{ queries.alerts.data.length }} alerts")).toEqual({ kind: "value", value: "2 alerts" });
  expect(value('{{ queries.alerts.data.filter((a) => a.state === "firing").map((a) => a.n) }}')).toEqual({ kind: "value", value: [1] });
  expect(value('{{ state.tab === "all" ? `Hi ${user.name}` : "no" }}')).toEqual({ kind: "value", value: "Hi li" });
  expect(value("{{ queries.nothing?.data?.length ?? 0 }}")).toEqual({ kind: "value", value: 0 });
});

it("never reaches a prototype, a global or anything that runs", () => {
  for (const template of ["{{ ''.constructor }}", "{{ [].constructor.constructor('return this')() }}", "{{ window }}", "{{ fetch('/') }}", "{{ user.__proto__ }}", "{{ queries.alerts.data.map.constructor }}", "{{ new Date() }}", "{{ (() => { return 1 })() }}"]) {
    const outcome = value(template);
    expect(outcome.kind === "unknown" || (outcome.kind === "value" && outcome.value === undefined), template).toBe(true);
  }
});

it("says what cannot be read", () => {
  expect(value("{{ queries. }}").kind).toBe("error");
});
