import { type ConnectorView, type CredentialInput, routes } from "@tessera/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Form, Input, Radio, Skeleton, Typography } from "antd";
import type { ReactNode } from "react";
import { callApi, keyOf, useApi } from "../../api/index.ts";
import { ErrorNote } from "../../feedback/index.ts";
import { ProblemForm, useRules } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { allOperations } from "../connector/operations/list/all-operations.ts";
import { CredentialFields } from "../connector/stages/CredentialFields.tsx";
import { messages } from "./messages.ts";
import { StepFooter } from "./StepFooter.tsx";

type Access = "grant" | "token" | "open";

interface SecurityValues {
  access: Access | "mixed";
  backend?: string;
  credential: CredentialInput;
}

const accessRules: Record<Access, { authenticate: boolean; grant: boolean }> = { grant: { authenticate: true, grant: true }, token: { authenticate: true, grant: false }, open: { authenticate: false, grant: false } };

/** What callers must bring, for all operations at once; and what the gateway shows the backend. */
export function SecurityStep({ connector, onBack, onNext }: { connector: ConnectorView; onBack: () => void; onNext: () => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const client = useQueryClient();
  const [form] = Form.useForm<SecurityValues>();
  const stage = connector.stages[0];
  const known = useApi(routes.connectors.operations, { params: { connector: connector.name }, query: { limit: 500 } });
  const save = useMutation({
    mutationFn: async ({ access, backend, credential }: SecurityValues) => {
      if (access !== "mixed") {
        const all = await allOperations(connector.name, {});
        const wanted = accessRules[access];
        const others = all.filter(({ security }) => security.authenticate !== wanted.authenticate || security.grant !== wanted.grant);
        if (others.length > 0) await callApi(routes.authoring.editOperations, { params: { connector: connector.name }, body: { operations: others.map(({ id, revision = 0 }) => ({ id, revision })), change: { security: wanted } } });
      }
      if (credential.kind === "none") return;
      await callApi(routes.connectors.saveStage, { params: { connector: connector.name, stage: stage?.name ?? "prod" }, body: { ...(backend ? { backend: { url: backend } } : {}), credential, ...(stage === undefined ? {} : { revision: stage.revision }) } });
    },
    onSuccess: async () => {
      await Promise.all([routes.connectors.get, routes.connectors.operations, routes.connectors.operation, routes.connectors.readiness].map((route) => client.invalidateQueries({ queryKey: keyOf(route) })));
      onNext();
    },
  });
  const kind = Form.useWatch(["credential", "kind"], form);
  if (known.error) return <ErrorNote error={known.error} onRetry={() => void known.refetch()} />;
  if (!known.data) return <Skeleton active />;
  const found = new Set(known.data.items.map(({ security }): Access => (!security.authenticate ? "open" : security.grant ? "grant" : "token")));
  const current = found.size > 1 ? "mixed" : ([...found][0] ?? "grant");
  const stored = stage !== undefined && stage.credential.kind !== "none";
  return (
    <ProblemForm<SecurityValues> form={form} error={save.error} initialValues={{ access: current, backend: stage?.backend?.url ?? "" }} disabled={save.isPending} onSubmit={(values) => save.mutate({ ...values, credential: values.credential ?? { kind: "none" } })}>
      <Typography.Title level={2} style={{ fontSize: 15 }}>{t("callers")}</Typography.Title>
      <Form.Item name="access" label={t("access")} extra={t("accessHelp")}>
        <Radio.Group
          vertical
          options={[
            { value: "grant", label: t("accessGrant") },
            { value: "token", label: t("accessToken") },
            { value: "open", label: t("accessOpen") },
            ...(current === "mixed" ? [{ value: "mixed", label: t("accessMixed") }] : []),
          ]}
        />
      </Form.Item>
      <Typography.Title level={2} style={{ fontSize: 15 }}>{t("backendSide")}</Typography.Title>
      {stored && <Typography.Paragraph type="secondary">{t("credentialStored", { stage: stage.name })}</Typography.Paragraph>}
      <CredentialFields path={["credential"]} />
      {kind !== undefined && kind !== "none" && (
        <Form.Item name="backend" label={t("backend")} extra={t("credentialFor")} rules={[rules.required]}>
          <Input spellCheck={false} placeholder="http://prometheus.example.com:9090" />
        </Form.Item>
      )}
      <StepFooter onBack={onBack} busy={save.isPending} />
    </ProblemForm>
  );
}
