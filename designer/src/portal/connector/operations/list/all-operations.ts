import { routes } from "@tessera/contracts";
import { type ItemOf, callApi } from "../../../../api/index.ts";
import type { OperationQuery } from "./operation-query.ts";

export type OperationItem = ItemOf<typeof routes.connectors.operations>;

/** Every operation that a query finds, page after page. */
export async function allOperations(connector: string, query: OperationQuery): Promise<OperationItem[]> {
  const found: OperationItem[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await callApi(routes.connectors.operations, { params: { connector }, query: { ...query, limit: 500, cursor } });
    found.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === undefined) return found;
  }
}
