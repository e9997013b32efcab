import { PlusOutlined } from "@ant-design/icons";
import { type ConnectorView, type StageView, routes } from "@tessera/contracts";
import { Button, Flex, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useApi } from "../../../api/index.ts";
import { ErrorNote } from "../../../feedback/index.ts";
import { useText } from "../../../i18n/index.ts";
import { Section } from "../../../layout/index.ts";
import { EmptyList } from "../../../list/index.ts";
import { useAllowed } from "../../../session/index.ts";
import { DecidedOperations } from "../operations/lifecycle/index.ts";
import { messages } from "./messages.ts";
import { PublishDialog, type PublishTarget } from "./PublishDialog.tsx";
import { ReleaseHistory } from "./ReleaseHistory.tsx";
import { StageCard } from "./StageCard.tsx";
import { StageDialog } from "./StageDialog.tsx";

/** Where the connector is served, and which release. */
export function StagesTab({ connector }: { connector: ConnectorView }): ReactNode {
  const t = useText(messages);
  const mayWrite = useAllowed("connector.write");
  const [editing, setEditing] = useState<StageView | "new">();
  const [target, setTarget] = useState<PublishTarget>();
  const plugins = useApi(routes.plugins.list, {});
  const add = mayWrite && (
    <Button {...(connector.stages.length === 0 ? { type: "primary" as const } : {})} icon={<PlusOutlined />} onClick={() => setEditing("new")}>
      {t("addStage")}
    </Button>
  );
  return (
    <>
      <Flex justify="space-between" align="center" gap={16} style={{ marginBottom: 12 }}>
        <Typography.Text type="secondary">{t("stagesDetail")}</Typography.Text>
        {connector.stages.length > 0 && add}
      </Flex>
      {connector.stages.length === 0 && (
        <Section flush>
          <EmptyList picture="connectors" title={t("noStages")} detail={t("noStagesDetail")} action={add} />
        </Section>
      )}
      {plugins.error && (
        <div style={{ marginBottom: 12 }}>
          <ErrorNote error={plugins.error} onRetry={() => void plugins.refetch()} />
        </div>
      )}
      {connector.stages.map((stage) => (
        <StageCard key={stage.name} connector={connector} stage={stage} plugins={plugins.data?.items ?? []} onEdit={() => setEditing(stage)} onPublish={(version) => setTarget({ stage: stage.name, ...(version === undefined ? {} : { version }) })} />
      ))}
      {(connector.stages.length > 0 || connector.latestVersion !== null) && <ReleaseHistory connector={connector} onPublish={setTarget} />}
      <StageDialog connector={connector} stage={editing} onClose={() => setEditing(undefined)} />
      <PublishDialog connector={connector} target={target} onClose={() => setTarget(undefined)} />
      <DecidedOperations connector={connector.name} />
    </>
  );
}
