import { type Operation, type ResponseOf, routes } from "@tessera/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { callApi, keyOf } from "../../../../api/index.ts";

type Findings = ResponseOf<typeof routes.authoring.checkOperation>["problems"];

const afterMs = 700;

/** What the server says of the operation as it is written, asked when the person pauses. */
export function useFindings(connector: string, operation: Operation): Findings {
  const [settled, setSettled] = useState(operation);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(operation), afterMs);
    return () => clearTimeout(timer);
  }, [operation]);
  const params = { connector, operation: operation.id };
  const { data } = useQuery({
    queryKey: [...keyOf(routes.authoring.checkOperation, { params }), settled],
    queryFn: ({ signal }) => callApi(routes.authoring.checkOperation, { params, body: { operation: settled }, signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    // What is half typed is no operation yet: the save says what is wrong with it.
    retry: false,
  });
  return data?.problems ?? [];
}
