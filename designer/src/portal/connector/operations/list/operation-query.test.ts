import { expect, it } from "vitest";
import { operationQuery } from "./operation-query.ts";

it("asks the server for what the address says of the list", () => {
  expect(operationQuery({ search: " hosts ", filters: { method: "GET", label: "cmdb", deprecated: "true", docs: "60", changed: "true" }, sort: { column: "path", descending: true } })).toEqual({ search: "hosts", method: "GET", label: "cmdb", deprecated: "true", scoreBelow: 60, changed: "true", sort: "-path" });
});

it("leaves out what it does not know", () => {
  expect(operationQuery({ search: "", filters: { deprecated: "perhaps", docs: "x", gone: "1" }, sort: { column: "summary", descending: false } })).toEqual({});
});
