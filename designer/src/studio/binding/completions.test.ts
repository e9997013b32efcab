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
