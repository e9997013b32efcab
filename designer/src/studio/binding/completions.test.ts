import { expect, it } from "vitest";
import { describeValue, proposalsAt } from "./completions.ts";

const scope = { queries: { alerts: { data: [{ labels: { severity: "critical" } }], loading: false } }, components: { table: { selectedRow: null } }, user: { name: "li" } };
const at = (text: string) => proposalsAt(text, text.length, scope).map(({ label }) => label);

it("proposes names along the path before the cursor", () => {
  expect(at("{{ ")).toEqual(["queries", "components", "user"]);
  expect(at("{{ queries.alerts.")).toEqual(["data", "loading"]);
  expect(at("{{ queries.alerts.data[0].labels.se")).toEqual(["severity"]);
  expect(at("{{ queries.alerts.data.fi")).toEqual(["filter", "find"]);
  expect(at("{{ 1 + queries?.al")).toEqual(["alerts"]);
});

it("is silent outside of an expression and on what is not there", () => {
  expect(at("queries.")).toEqual([]);
  expect(at("{{ user.name }} queries.")).toEqual([]);
  expect(at("{{ queries.nothing.")).toEqual([]);
  expect(at("{{ components.table.selectedRow.")).toEqual([]);
});

it("describes values shortly", () => {
  expect(describeValue([1, 2])).toBe("array (2)");
  expect(describeValue({ a: 1, b: 2, c: 3, d: 4 })).toBe("{a, b, c, …}");
});

it("knows what an operation answers before it ran, and the items of a list inside of an arrow function", () => {
  const shared = { alert: { type: "object", properties: { state: { enum: ["firing"], description: "Firing or not" }, labels: { type: "object", properties: { team: { type: "string" } } } } } };
  const shape = { fields: { queries: { fields: { open: { fields: { data: { schema: { type: "object", properties: { items: { type: "array", items: { $ref: "#/schemas/alert" } } } }, shared } } } } } } };
  const typed = (text: string) => proposalsAt(text, text.length, { queries: { open: { data: undefined } } }, shape);
  const names = (text: string) => typed(text).map(({ label }) => label);
  expect(names("{{ queries.open.data.")).toEqual(["items"]);
  expect(names("{{ queries.open.data.items[0].")).toEqual(["state", "labels"]);
  expect(typed("{{ queries.open.data.items[0].st")[0]).toMatchObject({ detail: '"firing"', description: "Firing or not" });
  expect(names("{{ queries.open.data.items.fi")).toEqual(["filter", "find"]);
  expect(names("{{ queries.open.data.items.filter((alert) => alert.labels.")).toEqual(["team"]);
  expect(names("{{ queries.open.data.items.map((al, index) => al")).toContain("al");
  expect(names("{{ queries.open.data.items.map(a => a.labels.team.")).toContain("trim");
  expect(names("{{ x.map(x => x.")).toEqual([]);
});
