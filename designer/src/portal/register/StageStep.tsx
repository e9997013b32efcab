import { EditOutlined, PlusOutlined } from "@ant-design/icons";
import { type ConnectorView, type StageView, routes } from "@tessera/contracts";
import { Button, Flex, Form, Input, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useChange } from "../../api/index.ts";
import { ProblemForm, useRules } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { StageDialog } from "../connector/stages/StageDialog.tsx";
import { messages } from "./messages.ts";
import styles from "./CheckStep.module.css";
import { StepFooter } from "./StepFooter.tsx";

interface StageValues {
  stage: string;
  backend: string;
}

/** Where calls go, stage by stage. */
export function StageStep({ connector, onBack, onNext }: { connector: ConnectorView; onBack: () => void; onNext: () => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const [form] = Form.useForm<StageValues>();
  const [editing, setEditing] = useState<StageView | "new">();
  const save = useChange(routes.connectors.saveStage, { stales: [routes.connectors.get, routes.connectors.list, routes.connectors.readiness], onSuccess: onNext });
  const reachable = connector.stages.some(({ backend }) => backend !== null);
  const open = connector.stages.find(({ backend }) => backend === null);
  if (!reachable) {
    return (
      <ProblemForm<StageValues>
        form={form}
        error={save.error}
        draftKey={`register.stage.${connector.name}`}
        initialValues={{ stage: open?.name ?? "prod", backend: "" }}
        disabled={save.isPending}
        onSubmit={({ stage, backend }) => save.mutate({ params: { connector: connector.name, stage }, body: { backend: { url: backend }, ...(open === undefined ? {} : { revision: open.revision }) } })}
      >
        <Flex gap={16} wrap>
          <Form.Item name="backend" label={t("backend")} extra={t("backendHelp")} rules={[rules.required]} style={{ flex: "2 1 320px" }}>
            <Input autoFocus spellCheck={false} placeholder="http://prometheus.example.com:9090" />
          </Form.Item>
          <Form.Item name="stage" label={t("stage")} extra={t("stageHelp")} rules={[rules.required, rules.name]} style={{ flex: "1 1 160px" }}>
            <Input spellCheck={false} disabled={open !== undefined} />
          </Form.Item>
        </Flex>
        <StepFooter onBack={onBack} busy={save.isPending} />
      </ProblemForm>
    );
  }
  return (
    <>
      <Typography.Paragraph type="secondary">{t("stagesDetail")}</Typography.Paragraph>
      <ul className={styles.list}>
        {connector.stages.map((stage) => (
          <li key={stage.name} className={styles.row}>
            <strong>{stage.name}</strong>
            <code style={{ flex: 1, overflowWrap: "anywhere" }}>{stage.backend?.url ?? t("noBackend")}</code>
            <Button size="small" icon={<EditOutlined />} aria-label={t("editStage", { stage: stage.name })} onClick={() => setEditing(stage)} />
          </li>
        ))}
      </ul>
      <Button icon={<PlusOutlined />} style={{ marginTop: 8 }} onClick={() => setEditing("new")}>
        {t("addStage")}
      </Button>
      <StageDialog connector={connector} stage={editing} onClose={() => setEditing(undefined)} />
      <StepFooter onBack={onBack} onNext={onNext} />
    </>
  );
}
