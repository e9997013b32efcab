import { type OperationPolicy, type OperationPolicyView, routes } from "@tessera/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { callApi, keyOf, useChange } from "../../../../api/index.ts";
import { isConflict, useNotice } from "../../../../feedback/index.ts";
import { decision } from "./lifecycle-values.ts";

/** Saves a part of what is decided about an operation. */
export interface Decide {
  save: (change: Partial<OperationPolicy>, then: { onSuccess: () => void; onConflict?: () => void }) => void;
  /** Saves it over what somebody else decided meanwhile. */
  saveOver: (change: Partial<OperationPolicy>, then: { onSuccess: () => void }) => void;
  isPending: boolean;
  error: unknown;
  reset: () => void;
}

export function useDecide(connector: string, operation: string, known: OperationPolicyView | undefined): Decide {
  const client = useQueryClient();
  const notice = useNotice();
  const change = useChange(routes.policies.save, { stales: [routes.policies.list, routes.connectors.operations] });
  const put = (body: ReturnType<typeof decision>, { onSuccess, onConflict }: { onSuccess: () => void; onConflict?: () => void }) =>
    change.mutate(
      { params: { connector, operation }, body },
      {
        onSuccess,
        onError: (error) => {
          if (!isConflict(error)) return;
          void client.invalidateQueries({ queryKey: keyOf(routes.policies.list) });
          onConflict?.();
        },
      },
    );
  return {
    save: (part, then) => put(decision(known, part), then),
    saveOver: (part, then) =>
      void callApi(routes.policies.list, { params: { connector } })
        .then(({ items }) => put(decision(items.find((one) => one.operation === operation), part), then))
        .catch(notice.failed),
    isPending: change.isPending,
    error: change.error,
    reset: change.reset,
  };
}
