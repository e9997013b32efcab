import { type Operation, checkAsync, routes } from "@tessera/contracts";
import { useQueries } from "@tanstack/react-query";
import { callApi, keyOf } from "../../../../api/index.ts";
import { useLocalize } from "../../../../i18n/index.ts";
import type { FieldProblem } from "../editor/field-problems.ts";
import { namedOperations } from "./async-draft.ts";

/** What keeps the declaration from working, as it is written; operations that are still being read are not missed. */
export function useAsyncProblems(connector: string, operation: Operation): FieldProblem[] {
  const localize = useLocalize();
  const named = namedOperations(operation);
  const read = useQueries({
    queries: named.map((id) => {
      const params = { connector, operation: id };
      return { queryKey: keyOf(routes.connectors.operation, { params }), queryFn: ({ signal }: { signal: AbortSignal }) => callApi(routes.connectors.operation, { params, signal }), retry: false };
    }),
  });
  if (read.some(({ isPending }) => isPending)) return [];
  const known = new Map(read.flatMap(({ data }) => (data === undefined ? [] : [[data.operation.id, data.operation] as const])));
  return checkAsync(operation, (id) => known.get(id)).map(({ field, message }) => ({ severity: "error", pointer: field, text: localize(message) }));
}
