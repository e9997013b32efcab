import { ThunderboltOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { Drawer, Flex, Skeleton, Tabs } from "antd";
import { type ReactNode, useState } from "react";
import { useApi } from "../../../api/index.ts";
import { ErrorNote } from "../../../feedback/index.ts";
import { useText } from "../../../i18n/index.ts";
import { useAllowed } from "../../../session/index.ts";
import { LinkButton } from "../../../layout/LinkButton.tsx";
import { messages } from "./messages.ts";
import { MethodTag } from "./MethodTag.tsx";
import { OperationDocumentation } from "./OperationDocumentation.tsx";
import { OperationForm } from "./OperationForm.tsx";

interface OperationDrawerProps {
  connector: string;
  operation: string | undefined;
  onClose: () => void;
}

/** One operation: how it is called, and its editing. */
export function OperationDrawer({ connector, operation, onClose }: OperationDrawerProps): ReactNode {
  const t = useText(messages);
  const mayWrite = useAllowed("connector.write");
  const mayCall = useAllowed("connector.call");
  const [part, setPart] = useState("documentation");
  const [opening, setOpening] = useState(0);
  const detail = useApi(routes.connectors.operation, { params: { connector, operation: operation ?? "" } }, { enabled: operation !== undefined });
  const data = operation === undefined ? undefined : detail.data;
  return (
    <Drawer
      open={operation !== undefined}
      onClose={onClose}
      size={760}
      destroyOnHidden
      title={
        data ? (
          <Flex gap={10} align="center">
            <MethodTag method={data.operation.method} />
            <code style={{ overflowWrap: "anywhere" }}>{data.operation.path}</code>
          </Flex>
        ) : (
          (operation ?? "")
        )
      }
      extra={
        mayCall &&
        operation !== undefined && (
          <LinkButton to={`/portal/connectors/${connector}/call/${encodeURIComponent(operation)}`} icon={<ThunderboltOutlined />}>
              {t("tryIt")}
            </LinkButton>
        )
      }
    >
      {detail.error && <ErrorNote error={detail.error} onRetry={() => void detail.refetch()} />}
      {!data && !detail.error && <Skeleton active />}
      {data && !mayWrite && <OperationDocumentation operation={data.operation} schemas={data.schemas} />}
      {data && mayWrite && (
        <Tabs
          activeKey={part}
          onChange={setPart}
          items={[
            { key: "documentation", label: t("documentation"), children: <OperationDocumentation operation={data.operation} schemas={data.schemas} /> },
            { key: "edit", label: t("edit"), children: <OperationForm key={`${data.operation.id}-${opening}`} connector={connector} operation={data.operation} revision={data.revision} onReload={() => void detail.refetch().then(() => setOpening((count) => count + 1))} onRemoved={onClose} /> },
          ]}
        />
      )}
    </Drawer>
  );
}
