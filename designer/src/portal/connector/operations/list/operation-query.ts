import type { QueryOf, routes } from "@tessera/contracts";
import type { ListState } from "../../../../list/index.ts";

export type OperationQuery = NonNullable<QueryOf<typeof routes.connectors.operations>>;

const sorts = new Set(["id", "path", "score"]);

/** What the server is asked for a state of the list; what the address says and the list does not know is left out. */
export function operationQuery({ search, filters, sort }: ListState): OperationQuery {
  const { method, label, deprecated, docs, changed } = filters;
  const below = Number(docs);
  return {
    ...(search.trim() === "" ? {} : { search: search.trim().slice(0, 200) }),
    ...(method ? { method: method as NonNullable<OperationQuery["method"]> } : {}),
    ...(label ? { label } : {}),
    ...(deprecated === "true" || deprecated === "false" ? { deprecated } : {}),
    ...(docs && Number.isInteger(below) ? { scoreBelow: below } : {}),
    ...(changed === "true" ? { changed } : {}),
    ...(sort !== undefined && sorts.has(sort.column) ? { sort: `${sort.descending ? "-" : ""}${sort.column}` as NonNullable<OperationQuery["sort"]> } : {}),
  };
}
