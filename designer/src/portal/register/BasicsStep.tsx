import { type ConnectorView, type CredentialInput, routes } from "@tessera/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Flex, Form, Input } from "antd";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { callApi, keyOf, useApi } from "../../api/index.ts";
import { useNotice } from "../../feedback/index.ts";
import { ProblemForm, draftOf, useRules } from "../../form/index.ts";
import { useLocale, useLocalize, useText } from "../../i18n/index.ts";
import { CredentialFields } from "../connector/stages/CredentialFields.tsx";
import { type CheckedDocument, suggestedBackend, suggestedName } from "./document-source.ts";
import { messages } from "./messages.ts";

interface BasicsValues {
  name: string;
  title?: string;
  stage: string;
  backend?: string;
  credential: CredentialInput;
  background?: boolean;
}

interface BasicsStepProps {
  document: CheckedDocument | undefined;
  into: ConnectorView | undefined;
  onBack: () => void;
  onDone: (connector: ConnectorView, imported: number) => void;
}

const worthBackground = 200;

/** Name, stage and backend; then the import itself. */
export function BasicsStep({ document, into, onBack, onDone }: BasicsStepProps): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const locale = useLocale();
  const localize = useLocalize();
  const notice = useNotice();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form] = Form.useForm<BasicsValues>();
  const connectors = useApi(routes.connectors.list, { query: { limit: 500 } });
  // Made by a first try whose second half failed; the next try goes on from there.
  const [made, setMade] = useState<ConnectorView>();
  const taken = new Set(into ? [] : (connectors.data?.items ?? []).map(({ name }) => name).filter((name) => name !== made?.name));
  const draftKey = into ? undefined : `register.${document?.label ?? "empty"}`;
  const register = useMutation({
    mutationFn: async ({ name, title, stage, backend, credential, background }: BasicsValues) => {
      const target = { ...(backend ? { backend } : {}), ...(credential.kind === "none" ? {} : { credential }) };
      const text = title ? { title: { [locale]: title } } : {};
      if (!document) {
        const connector = made?.name === name ? made : await callApi(routes.connectors.create, { body: { name, ...text } });
        setMade(connector);
        if (!backend) return { connector, imported: 0 };
        await callApi(routes.connectors.saveStage, { params: { connector: name, stage }, body: { backend: { url: backend }, credential } });
        return { connector: await callApi(routes.connectors.get, { params: { connector: name } }), imported: 0 };
      }
      const body = { name, stage, document: document.source, ...text, ...target };
      if (background) {
        await callApi(routes.tasks.import, { body });
        return undefined;
      }
      const { connector, report } = await callApi(routes.connectors.import, { body });
      return { connector, imported: report.operations.length };
    },
    onSuccess: async (result) => {
      if (draftKey) draftOf(draftKey).clear();
      const changed = [routes.connectors.list, routes.connectors.get, routes.connectors.operations, routes.connectors.readiness, routes.tasks.list];
      if (result) onDone(result.connector, result.imported);
      else {
        notice.done(t("taskStarted"));
        void navigate("/portal/connectors");
      }
      await Promise.all(changed.map((route) => client.invalidateQueries({ queryKey: keyOf(route) })));
    },
  });
  const initialValues: Partial<BasicsValues> = into
    ? { name: into.name, title: localize(into.title), stage: into.stages[0]?.name ?? "prod", credential: { kind: "none" } }
    : { name: document ? suggestedName(document) : "", title: document?.report.title ?? "", stage: "prod", backend: suggestedBackend(document?.report.servers ?? []), background: (document?.report.operations.length ?? 0) > worthBackground };
  return (
    <ProblemForm<BasicsValues> form={form} error={register.error} initialValues={initialValues} draftKey={draftKey} disabled={register.isPending} onSubmit={(values) => register.mutate({ ...initialValues, ...values } as BasicsValues)}>
      {into && <Alert type="info" showIcon title={t("into")} style={{ marginBottom: 16 }} />}
      {!into && (
        <Flex gap={16} wrap>
          <Form.Item name="name" label={t("name")} extra={rules.nameHelp} style={{ flex: "1 1 280px" }} rules={[rules.required, rules.name, { validator: (_rule, value: string) => (taken.has(value) ? Promise.reject(new Error(t("nameTaken"))) : Promise.resolve()) }]}>
            <Input spellCheck={false} autoComplete="off" />
          </Form.Item>
          <Form.Item name="title" label={t("titleLabel")} style={{ flex: "1 1 280px" }}>
            <Input maxLength={100} />
          </Form.Item>
        </Flex>
      )}
      {!into && (
        <>
          <Flex gap={16} wrap>
            <Form.Item name="backend" label={t("backend")} extra={t("backendHelp")} style={{ flex: "2 1 320px" }}>
              <Input spellCheck={false} placeholder="http://prometheus.example.com:9090" />
            </Form.Item>
            <Form.Item name="stage" label={t("stage")} extra={t("stageHelp")} style={{ flex: "1 1 160px" }} rules={[rules.required, rules.name]}>
              <Input spellCheck={false} />
            </Form.Item>
          </Flex>
          <CredentialFields path={["credential"]} />
        </>
      )}
      {document && (
        <Form.Item name="background" valuePropName="checked" extra={t("backgroundHelp")}>
          <Checkbox>{t("background")}</Checkbox>
        </Form.Item>
      )}
      <Flex justify="space-between">
        <Button onClick={onBack} disabled={register.isPending}>
          {t("back")}
        </Button>
        <Button type="primary" htmlType="submit" loading={register.isPending}>
          {into ? t("submitInto") : t("submit")}
        </Button>
      </Flex>
    </ProblemForm>
  );
}
