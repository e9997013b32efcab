import { operationSchema } from "@tessera/contracts";
import { expect, it } from "vitest";
import { newOperation, operationId } from "./new-operation.ts";

it.each([
  ["GET", "/", "get"],
  ["GET", "/hosts", "getHosts"],
  ["DELETE", "/hosts/{id}/disks/{disk-name}", "deleteHostsByIdDisksByDiskName"],
  ["POST", "/api/v1/query_range", "postApiV1QueryRange"],
])("names %s %s: %s", (method, path, id) => expect(operationId(method, path)).toBe(id));

it("makes an operation that the contract takes, with the parameters of its path", () => {
  const operation = newOperation({ method: "GET", path: "/hosts/{id}/copies/{id}" });
  expect(operationSchema.parse(operation)).toEqual(operation);
  expect(operation.parameters).toEqual([{ name: "id", in: "path", required: true, schema: { type: "string" } }]);
});
