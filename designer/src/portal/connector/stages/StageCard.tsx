import { DeleteOutlined, EditOutlined } from "@ant-design/icons";
import { type ConnectorView, type PluginDescriptor, type StageView, routes } from "@tessera/contracts";
import { Badge, Button, Descriptions, Flex, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useChange } from "../../../api/index.ts";
import { useNotice } from "../../../feedback/index.ts";
import { ConfirmByName } from "../../../form/index.ts";
import { useText } from "../../../i18n/index.ts";
import { Section } from "../../../layout/index.ts";
import { useAllowed } from "../../../session/index.ts";
import { RelativeTime, formatDuration } from "../../../time/index.ts";
import { useStageAddress } from "../gateway-address.ts";
import { CredentialSummary } from "./credential/CredentialSummary.tsx";
import { messages } from "./messages.ts";
import { RollbackButton, RolloutEndNote, RunningRollout, usePublishProgress, wentWrong } from "./rollout/index.ts";
import styles from "./StageCard.module.css";
import { StagePlugins } from "./StagePlugins.tsx";

interface StageCardProps {
  connector: ConnectorView;
  stage: StageView;
  plugins: readonly PluginDescriptor[];
  onEdit: () => void;
  onPublish: (version?: string) => void;
}

/** One stage: what it serves, from where, through which plugins. */
export function StageCard({ connector, stage, plugins, onEdit, onPublish }: StageCardProps): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const mayWrite = useAllowed("connector.write");
  const mayPublish = useAllowed("connector.publish");
  // What went wrong is served again only by whoever chooses it.
  const isDistrusted = wentWrong(stage) && stage.lastRollout?.version === stage.previousRelease;
  const { follow, dialog } = usePublishProgress(connector.name);
  const isTrying = stage.rollout !== null && stage.rollout.canary !== null;
  const [removing, setRemoving] = useState(false);
  const address = useStageAddress(connector.name)(stage.name);
  const remove = useChange(routes.connectors.removeStage, {
    stales: [routes.connectors.get, routes.connectors.list, routes.connectors.readiness],
    onSuccess: () => {
      setRemoving(false);
      notice.done(t("removed"));
    },
  });
  return (
    <Section
      title={
        <Flex gap={12} align="center">
          <span>{stage.name}</span>
          <Badge style={{ fontWeight: 400 }} status={stage.release === null ? "default" : "success"} text={stage.release === null ? t("notServing") : `${t("serving")} ${stage.release}`} />
          {stage.publishedAt && (
            <Typography.Text type="secondary" style={{ fontSize: 13, fontWeight: 400 }}>
              <RelativeTime at={stage.publishedAt} /> · {stage.publishedBy}
            </Typography.Text>
          )}
        </Flex>
      }
      actions={
        <Flex gap={4}>
          {mayWrite && <Button type="text" icon={<DeleteOutlined />} aria-label={`${t("removeStage")}: ${stage.name}`} title={t("removeStage")} onClick={() => setRemoving(true)} />}
          {mayWrite && <Button type="text" icon={<EditOutlined />} aria-label={t("editStage", { stage: stage.name })} title={t("editStage", { stage: stage.name })} onClick={onEdit} />}
          {mayPublish && stage.previousRelease !== null && !isTrying && !isDistrusted && (
            <RollbackButton connector={connector.name} stage={stage} version={stage.previousRelease} onPublished={follow} onAsked={() => onPublish(stage.previousRelease ?? undefined)} />
          )}
          {mayPublish && (
            <Button type="primary" onClick={() => onPublish()} disabled={stage.backend === null} aria-label={t("publishTo", { stage: stage.name })}>
              {t("publish")}
            </Button>
          )}
        </Flex>
      }
    >
      {stage.rollout !== null && <RunningRollout connector={connector.name} stage={stage} rollout={stage.rollout} />}
      {stage.rollout === null && stage.lastRollout !== null && <RolloutEndNote last={stage.lastRollout} isLoud={wentWrong(stage)} />}
      <Descriptions
        size="small"
        column={{ xs: 1, lg: 2 }}
        className={styles.facts ?? ""}
        items={[
          { key: "backend", label: t("backend"), children: stage.backend ? <code>{stage.backend.url}</code> : <Typography.Text type="warning">{t("noBackend")}</Typography.Text> },
          { key: "timeout", label: t("timeoutShort"), children: stage.backend ? formatDuration(stage.backend.timeoutMs) : "—" },
          { key: "credential", label: t("credential"), children: <CredentialSummary credential={stage.credential} /> },
          ...(stage.backends.length === 0 ? [] : [{ key: "backends", label: t("furtherBackends"), children: <Named names={stage.backends.map(({ name }) => name)} /> }]),
          ...(Object.keys(stage.variables).length === 0 ? [] : [{ key: "variables", label: t("variables"), children: <Named names={Object.keys(stage.variables)} /> }]),
          ...(address === undefined || stage.release === null ? [] : [{ key: "address", label: t("address"), children: <Typography.Text copyable={{ text: address }}><code>{address}</code></Typography.Text> }]),
        ]}
      />
      <StagePlugins connector={connector.name} stage={stage} plugins={plugins} mayWrite={mayWrite} />
      {dialog}
      <ConfirmByName
        open={removing}
        title={t("removeStage")}
        name={stage.name}
        loss={t("removeLoss", { stage: stage.name })}
        confirmText={t("confirmRemove")}
        busy={remove.isPending}
        error={remove.error}
        onClose={() => {
          remove.reset();
          setRemoving(false);
        }}
        onConfirm={() => remove.mutate({ params: { connector: connector.name, stage: stage.name } })}
      />
    </Section>
  );
}

const shownNames = 4;

/** How many there are, and the first of them by name. */
function Named({ names }: { names: readonly string[] }): ReactNode {
  return (
    <span title={names.join(", ")}>
      {names.length} · <code>{names.slice(0, shownNames).join(", ")}</code>
      {names.length > shownNames && " …"}
    </span>
  );
}
