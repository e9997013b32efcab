import { type ConnectorView, routes } from "@tessera/contracts";
import { Alert, Skeleton } from "antd";
import type { ReactNode } from "react";
import { useApi } from "../../../../api/index.ts";
import { ErrorNote } from "../../../../feedback/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { Section } from "../../../../layout/index.ts";
import { useAllowed } from "../../../../session/index.ts";
import { CallerList } from "./CallerList.tsx";
import { DeprecationPart } from "./DeprecationPart.tsx";
import { LimitPart } from "./LimitPart.tsx";
import { messages } from "./messages.ts";
import { OfflinePart } from "./OfflinePart.tsx";

/** What is decided about an operation while it is served, and who calls it. */
export function OperationLifecycle({ connector, operation }: { connector: ConnectorView; operation: string }): ReactNode {
  const t = useText(messages);
  const mayDecide = useAllowed("connector.publish");
  const policies = useApi(routes.policies.list, { params: { connector: connector.name } });
  const known = policies.data?.items.find((one) => one.operation === operation);
  const parts = { connector: connector.name, operation, known, mayDecide };
  return (
    <>
      <Section title={t("title")} detail={t("detail")}>
        {policies.error && <ErrorNote error={policies.error} onRetry={() => void policies.refetch()} />}
        {!policies.data && !policies.error && <Skeleton active />}
        {policies.data && (
          <>
            {known?.servedOn.length === 0 && <Alert type="info" showIcon title={t("notServed")} style={{ marginBottom: 16 }} />}
            <div>
              <OfflinePart {...parts} />
              <DeprecationPart {...parts} />
              <LimitPart {...parts} />
            </div>
          </>
        )}
      </Section>
      <CallerList connector={connector.name} operation={operation} />
    </>
  );
}
