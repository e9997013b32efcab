import { type AppHead, type ConnectorView, type Query, type ResponseOf, routes } from "@tessera/contracts";
import { type QueryClient, useQueries, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { callApi, keyOf, useApi } from "../../api/index.ts";
import { useAppHead } from "../editor-store/index.ts";
import { type Typed, answerOf } from "../types/index.ts";

type OperationAnswer = ResponseOf<typeof routes.connectors.operation>;

/** Where the operation of a query is documented: that of the release which its stage serves. */
function placeOf(query: Query, mapping: AppHead["connectors"][string] | undefined, connector: ConnectorView | undefined): { params: { connector: string; operation: string }; query: { version?: string } } {
  const release = connector?.stages.find((stage) => stage.name === mapping?.stage)?.release ?? undefined;
  return { params: { connector: mapping?.connector ?? "", operation: query.operation }, query: release === undefined ? {} : { version: release } };
}

/** The operation that a query calls, with the connector and stage that its alias stands for. */
export function useOperation(query: Query): { mapping: AppHead["connectors"][string] | undefined; operation: ReturnType<typeof useApi<typeof routes.connectors.operation>> } {
  const mapping = useAppHead().connectors?.[query.connector];
  const connector = useApi(routes.connectors.get, { params: { connector: mapping?.connector ?? "" } }, { enabled: mapping !== undefined });
  const operation = useApi(routes.connectors.operation, placeOf(query, mapping, connector.data), { enabled: mapping !== undefined && !connector.isPending });
  return { mapping, operation };
}

/** What the operations of queries answer, by the queries' ids; those that are not documented, or not known yet, are left out. */
export function useAnswers(queries: readonly Query[]): Readonly<Record<string, Typed>> {
  const client = useQueryClient();
  const mappings = useAppHead().connectors;
  const plain = useMemo(() => queries.filter((query) => query.transform === undefined && mappings?.[query.connector] !== undefined), [queries, mappings]);
  return useQueries({
    queries: plain.map((query) => {
      const mapping = mappings?.[query.connector];
      return { queryKey: ["studio", "answer", mapping?.connector, mapping?.stage, query.operation], queryFn: () => readOperation(client, query, mapping), staleTime: 60_000, retry: false };
    }),
    combine: (results) =>
      Object.fromEntries(
        results.flatMap(({ data }, index) => {
          const answer = data && answerOf(data.operation, data.schemas);
          const query = plain[index];
          return answer && query ? [[query.id, answer] as const] : [];
        }),
      ),
  });
}

async function readOperation(client: QueryClient, query: Query, mapping: AppHead["connectors"][string] | undefined): Promise<OperationAnswer> {
  const input = { params: { connector: mapping?.connector ?? "" } };
  const connector = await client.ensureQueryData({ queryKey: keyOf(routes.connectors.get, input), queryFn: () => callApi(routes.connectors.get, input) });
  const place = placeOf(query, mapping, connector);
  return client.ensureQueryData({ queryKey: keyOf(routes.connectors.operation, place), queryFn: () => callApi(routes.connectors.operation, place) });
}
