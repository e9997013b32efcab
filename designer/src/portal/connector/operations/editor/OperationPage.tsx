import { type ConnectorView, routes } from "@tessera/contracts";
import { Skeleton } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { useApi } from "../../../../api/index.ts";
import { ErrorPageOf } from "../../../../feedback/index.ts";
import { Section } from "../../../../layout/index.ts";
import { useAllowed } from "../../../../session/index.ts";
import { OperationGone, OperationLifecycle } from "../lifecycle/index.ts";
import { OperationDocumentation } from "../OperationDocumentation.tsx";
import { OperationBar } from "./OperationBar.tsx";
import { OperationEditor } from "./OperationEditor.tsx";

interface OperationPageProps {
  connector: ConnectorView;
  operation: string;
  /** Address of the list that the person came from. */
  back: string;
  onRemoved: () => void;
}

/** One operation: its editor, or its documentation for those who may not write. */
export function OperationPage({ connector, operation, back, onRemoved }: OperationPageProps): ReactNode {
  const mayWrite = useAllowed("connector.write");
  const [opening, setOpening] = useState(0);
  const detail = useApi(routes.connectors.operation, { params: { connector: connector.name, operation } });
  const lifecycle = useMemo(() => <OperationLifecycle connector={connector} operation={operation} />, [connector, operation]);
  if (detail.error?.problem.code === "operation.not-found") return <OperationGone operation={operation}>{lifecycle}</OperationGone>;
  if (detail.error && !detail.data) return <ErrorPageOf error={detail.error} onRetry={() => void detail.refetch()} />;
  if (!detail.data) {
    return (
      <Section>
        <Skeleton active paragraph={{ rows: 8 }} />
      </Section>
    );
  }
  const { data } = detail;
  if (!mayWrite) {
    return (
      <>
        <OperationBar connector={connector.name} operation={data.operation} back={back} />
        <Section>
          <OperationDocumentation operation={data.operation} schemas={data.schemas} />
        </Section>
        {lifecycle}
      </>
    );
  }
  return (
    <OperationEditor key={`${operation}-${opening}`} connector={connector} loaded={data} schemas={data.schemas} back={back} onRemoved={onRemoved} onReload={() => void detail.refetch().then(() => setOpening((count) => count + 1))}>
      {lifecycle}
    </OperationEditor>
  );
}
