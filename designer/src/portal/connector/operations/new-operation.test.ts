import { operationSchema } from "@tessera/contracts";
import { expect, it } from "vitest";
import { newOperation, operationId } from "./new-operation.ts";

it.each([
  ["GET", "/", [], "get"],
  ["GET", "/hosts", [], "getHosts"],
  ["DELETE", "/hosts/{id}/disks/{disk-name}", [], "deleteHostsByIdDisksByDiskName"],
  ["POST", "/api/v1/query_range", [], "postApiV1QueryRange"],
  ["GET", "/hosts", ["getHosts", "getHosts2"], "getHosts3"],
])("names %s %s beside %j: %s", (method, path, taken, id) => expect(operationId(method, path, new Set(taken))).toBe(id));

it("makes an operation that the contract takes, with the parameters of its path", () => {
  const operation = newOperation({ method: "GET", path: "/hosts/{id}/copies/{id}" }, new Set());
  expect(operationSchema.parse(operation)).toEqual(operation);
  expect(operation.parameters).toEqual([{ name: "id", in: "path", required: true, schema: { type: "string" } }]);
});
