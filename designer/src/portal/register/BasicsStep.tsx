import { type ConnectorView, routes } from "@tessera/contracts";
import { Alert, Flex, Form, Input } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { Link } from "react-router";
import { useApi, useChange } from "../../api/index.ts";
import { GrowingTextArea, ProblemForm, draftOf, nameFrom, useRules } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { messages } from "./messages.ts";
import { StepFooter } from "./StepFooter.tsx";

interface BasicsValues {
  name: string;
  title?: { "zh-CN"?: string; en?: string };
  description?: string;
}

const draftKey = "register.basics";

/** What the connector is called and what it is; saving makes the draft. */
export function BasicsStep({ connector, onDone }: { connector: ConnectorView | undefined; onDone: (name: string) => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const [form] = Form.useForm<BasicsValues>();
  const [named, setNamed] = useState(connector !== undefined);
  useEffect(() => {
    // A title that was restored after a reload; its name was never typed.
    const { name, title } = form.getFieldsValue();
    if (!name) form.setFieldValue("name", nameFrom(title?.en || title?.["zh-CN"] || ""));
  }, [form]);
  const connectors = useApi(routes.connectors.list, { query: { limit: 500 } });
  const taken = new Set((connectors.data?.items ?? []).map(({ name }) => name));
  const stales = [routes.connectors.list, routes.connectors.get, routes.connectors.readiness];
  const create = useChange(routes.connectors.create, {
    stales,
    onSuccess: ({ name }) => {
      draftOf(draftKey).clear();
      onDone(name);
    },
  });
  const update = useChange(routes.connectors.update, { stales, onSuccess: ({ name }) => onDone(name) });
  const submit = ({ name, title = {}, description = "" }: BasicsValues) => {
    const texts = Object.fromEntries(Object.entries(title).filter(([, text]) => text !== undefined && text.trim() !== ""));
    const body = { description, ...(Object.keys(texts).length > 0 ? { title: texts } : {}) };
    if (connector === undefined) create.mutate({ body: { name, ...body } });
    else update.mutate({ params: { connector: connector.name }, body: { ...body, revision: connector.revision } });
  };
  return (
    <ProblemForm<BasicsValues>
      form={form}
      error={connector === undefined ? create.error : update.error}
      initialValues={connector === undefined ? {} : { name: connector.name, title: connector.title, description: connector.description }}
      draftKey={connector === undefined ? draftKey : undefined}
      disabled={create.isPending || update.isPending}
      onValuesChange={(changed, values) => {
        if ("name" in changed) setNamed(true);
        else if (!named && changed.title) form.setFieldValue("name", nameFrom(values.title?.en || values.title?.["zh-CN"] || ""));
      }}
      onSubmit={submit}
    >
      {connector === undefined && (
        <Alert
          type="info"
          style={{ marginBottom: 16 }}
          title={
            <>
              {t("catalogHint")} <Link to="/portal/catalog" style={{ textDecoration: "underline" }}>{t("catalogLink")}</Link>
            </>
          }
        />
      )}
      <Flex gap={16} wrap>
        <Form.Item name={["title", "zh-CN"]} label={t("titleZh")} style={{ flex: "1 1 280px" }}>
          <Input maxLength={100} lang="zh-CN" autoFocus />
        </Form.Item>
        <Form.Item name={["title", "en"]} label={t("titleEn")} style={{ flex: "1 1 280px" }}>
          <Input maxLength={100} lang="en" />
        </Form.Item>
      </Flex>
      <Form.Item name="name" label={t("name")} extra={connector === undefined ? rules.nameHelp : t("nameFixed")} rules={[rules.required, rules.name, { validator: (_rule, value: string) => (connector === undefined && taken.has(value) ? Promise.reject(new Error(t("nameTaken"))) : Promise.resolve()) }]}>
        <Input spellCheck={false} autoComplete="off" disabled={connector !== undefined} />
      </Form.Item>
      <Form.Item name="description" label={t("description")} extra={t("descriptionHelp")}>
        <GrowingTextArea lines={[3, 12]} maxLength={20_000} />
      </Form.Item>
      <StepFooter busy={create.isPending || update.isPending} />
    </ProblemForm>
  );
}
