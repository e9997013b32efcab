import { type ConnectorView, type StageView, routes } from "@tessera/contracts";
import { Form, Input, InputNumber } from "antd";
import { type ReactNode, useState } from "react";
import { callApi, useChange } from "../../../api/index.ts";
import { ConflictChoice, isConflict, useNotice } from "../../../feedback/index.ts";
import { FormDialog, useRules } from "../../../form/index.ts";
import { useText } from "../../../i18n/index.ts";
import { StoredCredential } from "./credential/StoredCredential.tsx";
import { CredentialFields } from "./CredentialFields.tsx";
import { BackendRows } from "./backends/BackendRows.tsx";
import { messages } from "./messages.ts";
import { type StageValues, stageInput, stageValues } from "./stage-values.ts";
import { VariableRows } from "./variables/VariableRows.tsx";

/** Adds a stage or changes where it calls, with what, and what its variables are. */
export function StageDialog({ connector, stage, onClose }: { connector: ConnectorView; stage: StageView | "new" | undefined; onClose: () => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const notice = useNotice();
  const existing = stage === "new" ? undefined : stage;
  const [changing, setChanging] = useState(false);
  const [conflict, setConflict] = useState<StageValues>();
  const close = () => {
    save.reset();
    setChanging(false);
    onClose();
  };
  const save = useChange(routes.connectors.saveStage, {
    stales: [routes.connectors.get, routes.connectors.list, routes.connectors.readiness],
    onSuccess: (next) => {
      notice.done(next.release === null ? t("saved") : t("savedLive"));
      close();
    },
  });
  const submit = (values: StageValues, revision: number | undefined) => {
    setConflict(undefined);
    save.mutate(
      { params: { connector: connector.name, stage: existing?.name ?? values.name }, body: { ...stageInput(values), ...(revision === undefined ? {} : { revision }) } },
      { onError: (error) => isConflict(error) && existing && setConflict(values) },
    );
  };
  const overwrite = async () => {
    const current = await callApi(routes.connectors.get, { params: { connector: connector.name } });
    if (conflict) submit(conflict, current.stages.find(({ name }) => name === existing?.name)?.revision);
  };
  const mayKeep = existing !== undefined && existing.credential.kind !== "none" && !changing;
  return (
    <>
      <FormDialog<StageValues>
        open={stage !== undefined && conflict === undefined}
        title={existing ? t("editStage", { stage: existing.name }) : t("addStage")}
        submitText={t("save")}
        busy={save.isPending}
        error={save.error}
        onClose={close}
        width={640}
        initialValues={stageValues(existing, connector.stages.length === 0 ? "prod" : "")}
        onSubmit={(values) => submit(values, existing?.revision)}
      >
        {!existing && (
          <Form.Item name="name" label={t("stageName")} extra={rules.nameHelp} rules={[rules.required, rules.name]}>
            <Input spellCheck={false} placeholder="staging" />
          </Form.Item>
        )}
        <Form.Item name={["backend", "url"]} label={t("backend")} extra={t("backendHelp")} rules={[rules.required]}>
          <Input spellCheck={false} placeholder="http://prometheus.example.com:9090" />
        </Form.Item>
        <Form.Item name={["backend", "timeoutMs"]} label={t("timeout")} rules={[{ required: true, message: t("timeout") }]}>
          <InputNumber min={1} max={600_000} precision={0} style={{ width: 200 }} />
        </Form.Item>
        {mayKeep ? <StoredCredential credential={existing.credential} backend={existing.backend} path={[]} onChange={() => setChanging(true)} /> : <CredentialFields path={["credential"]} />}
        <VariableRows />
        <BackendRows stored={existing?.backends ?? []} />
      </FormDialog>
      <ConflictChoice
        open={conflict !== undefined}
        onCancel={() => setConflict(undefined)}
        onReload={() => {
          setConflict(undefined);
          close();
        }}
        onOverwrite={() => void overwrite().catch(notice.failed)}
      />
    </>
  );
}
