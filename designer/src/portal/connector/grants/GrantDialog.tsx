import { routes } from "@tessera/contracts";
import { AutoComplete, Form, Segmented, Select } from "antd";
import type { ReactNode } from "react";
import { useApi, useChange } from "../../../api/index.ts";
import { useNotice } from "../../../feedback/index.ts";
import { FormDialog, useRules } from "../../../form/index.ts";
import { useLocalize, useText } from "../../../i18n/index.ts";
import { useSession } from "../../../session/index.ts";
import { messages } from "./messages.ts";

interface GrantValues {
  kind: "app" | "token";
  app?: string;
  token?: string;
  scope: "all" | "some";
  operations?: string[];
  expiresInDays: number;
}

const validities = [0, 30, 90, 365];

/** Lets an app or a token call the connector. */
export function GrantDialog({ open, connector, onClose }: { open: boolean; connector: string; onClose: () => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const localize = useLocalize();
  const notice = useNotice();
  const { space } = useSession();
  const apps = useApi(routes.apps.list, { query: { limit: 500 } }, { enabled: open });
  const tokens = useApi(routes.tokens.list, { query: { limit: 500 } }, { enabled: open });
  const operations = useApi(routes.connectors.operations, { params: { connector }, query: { limit: 500 } }, { enabled: open });
  const create = useChange(routes.grants.create, {
    stales: [routes.grants.list],
    onSuccess: () => {
      notice.done(t("added"));
      onClose();
    },
  });
  const close = () => {
    create.reset();
    onClose();
  };
  const submit = (values: GrantValues) =>
    create.mutate({
      body: {
        connector,
        caller: values.kind === "app" ? `app:${space}/${values.app}` : `token:${values.token}`,
        operations: values.scope === "all" ? "*" : (values.operations ?? []),
        ...(values.expiresInDays > 0 ? { expiresInDays: values.expiresInDays } : {}),
      },
    });
  return (
    <FormDialog<GrantValues> open={open} title={t("add")} submitText={t("submit")} busy={create.isPending} error={create.error} onClose={close} initialValues={{ kind: "app", scope: "all", expiresInDays: 0 }} onSubmit={submit}>
      <Form.Item name="kind" required label={t("caller")}>
        <Segmented options={(["app", "token"] as const).map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before: GrantValues, after: GrantValues) => before.kind !== after.kind}>
        {({ getFieldValue }) =>
          getFieldValue("kind") === "token" ? (
            <Form.Item name="token" label={t("tokenId")} extra={t("tokenHelp")} rules={[rules.required, { pattern: /^[\w-]+$/, message: t("badToken") }]}>
              <AutoComplete showSearch={{ filterOption: (typed, option) => `${option?.label} ${option?.value}`.toLowerCase().includes(typed.toLowerCase()) }} options={(tokens.data?.items ?? []).map((token) => ({ value: token.id, label: `${token.name} (${token.prefix}…)` }))} />
            </Form.Item>
          ) : (
            <Form.Item name="app" label={t("chooseApp")} rules={[rules.required]}>
              <Select showSearch={{ optionFilterProp: "label" }} loading={apps.isPending} options={(apps.data?.items ?? []).map((app) => ({ value: app.name, label: localize(app.title) || app.name }))} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="scope" required label={t("scope")}>
        <Segmented
          options={[
            { value: "all", label: t("all") },
            { value: "some", label: t("onlySome") },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before: GrantValues, after: GrantValues) => before.scope !== after.scope}>
        {({ getFieldValue }) =>
          getFieldValue("scope") === "some" && (
            <Form.Item name="operations" label={t("chooseOperations")} rules={[{ ...rules.required, type: "array" }]}>
              <Select mode="multiple" loading={operations.isPending} maxTagCount={8} options={(operations.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.method} ${one.path}` }))} showSearch={{ optionFilterProp: "label" }} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="expiresInDays" required label={t("expiresIn")}>
        <Select options={validities.map((days) => ({ value: days, label: days === 0 ? t("forever") : t("days", { count: days }) }))} />
      </Form.Item>
    </FormDialog>
  );
}
