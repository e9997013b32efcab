import { backendUrlSchema, routes } from "@tessera/contracts";
import { Alert, Button, Flex, Form, Input, Skeleton, Typography } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useApi } from "../../api/index.ts";
import { ErrorNote } from "../../feedback/index.ts";
import { ProblemForm, useRules } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { useSession } from "../../session/index.ts";
import { AliasFields } from "./AliasFields.tsx";
import { type TemplateView, choiceKey, choiceOf, defaultChoice, freeName } from "./connector-choice.ts";
import { messages } from "./messages.ts";
import { useInstall } from "./use-install.ts";

interface InstallValues {
  name: string;
  connectors?: Record<string, { choice: string; address?: string }>;
}

/** Asks only what cannot be known: which connector and stage stands for each alias. */
export function InstallForm({ template, onBack, onDone }: { template: TemplateView; onBack: () => void; onDone: () => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const navigate = useNavigate();
  const { space } = useSession();
  const [form] = Form.useForm<InstallValues>();
  const connectors = useApi(routes.connectors.list, { query: { limit: 500 } });
  const catalog = useApi(routes.catalog.list, {});
  const apps = useApi(routes.apps.list, { query: { limit: 500 } });
  const { install, step } = useInstall(template, (app) => {
    onDone();
    void navigate(`/apps/${space}/${app}`);
  });

  const failed = connectors.error ?? catalog.error ?? apps.error;
  if (failed) return <ErrorNote error={failed} />;
  if (!connectors.data || !catalog.data || !apps.data) return <Skeleton active />;
  const taken = new Set(apps.data.items.map(({ name }) => name));
  const initialValues: InstallValues = {
    name: freeName(template.name, taken),
    connectors: Object.fromEntries(
      template.connectors.map((need) => [need.alias, { choice: choiceKey(defaultChoice(need, connectors.data.items)), address: catalog.data.items.find(({ name }) => name === need.catalog)?.defaultBackend ?? "" }]),
    ),
  };
  return (
    <ProblemForm<InstallValues>
      form={form}
      error={install.error}
      initialValues={initialValues}
      disabled={install.isPending}
      onSubmit={(values) => install.mutate({ name: values.name, choices: Object.fromEntries(Object.entries(values.connectors ?? {}).map(([alias, { choice, address }]) => [alias, { choice: choiceOf(choice), address: address ?? "" }])) })}
    >
      <Typography.Paragraph type="secondary">{template.connectors.length === 0 ? t("needsNothing") : t("explain")}</Typography.Paragraph>
      {template.connectors.map((need) => (
        <AliasFields key={need.alias} need={need} connectors={connectors.data.items} entry={catalog.data.items.find(({ name }) => name === need.catalog)} isAddress={(value) => backendUrlSchema.safeParse(value).success} />
      ))}
      <Form.Item name="name" label={t("name")} extra={rules.nameHelp} rules={[rules.required, rules.name, { validator: (_rule, value: string) => (taken.has(value) ? Promise.reject(new Error(t("taken"))) : Promise.resolve()) }]}>
        <Input spellCheck={false} autoComplete="off" />
      </Form.Item>
      {install.isPending && <Alert type="info" showIcon role="status" title={t("installing")} description={step} style={{ marginBottom: 16 }} />}
      <Flex gap={8} justify="end">
        <Button onClick={onBack} disabled={install.isPending}>
          {t("back")}
        </Button>
        <Button type="primary" htmlType="submit" loading={install.isPending}>
          {t("submit")}
        </Button>
      </Flex>
    </ProblemForm>
  );
}
