import { type OperationPolicyView, routes } from "@tessera/contracts";
import { Badge, Button, Form, Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import { useApi } from "../../../../api/index.ts";
import { useNotice } from "../../../../feedback/index.ts";
import { useLocale, useLocalize, useText } from "../../../../i18n/index.ts";
import { formatExact } from "../../../../time/index.ts";
import { DateField } from "./DateField.tsx";
import { DecisionDialog } from "./DecisionDialog.tsx";
import { DecisionRow } from "./DecisionRow.tsx";
import { type DeprecationValues, deprecationOf } from "./lifecycle-values.ts";
import { MessageFields } from "./MessageFields.tsx";
import { messages } from "./messages.ts";
import { OperationUsers } from "./OperationUsers.tsx";
import { useDecide } from "./use-decide.ts";

/** Whether callers are told to leave an operation, until when, and what to use instead. */
export function DeprecationPart({ connector, operation, known, mayDecide }: { connector: string; operation: string; known: OperationPolicyView | undefined; mayDecide: boolean }): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const localize = useLocalize();
  const notice = useNotice();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const decide = useDecide(connector, operation, known);
  const operations = useApi(routes.connectors.operations, { params: { connector }, query: { limit: 50, ...(typed === "" ? {} : { search: typed }) } }, { enabled: isOpen, keepPrevious: true });
  const deprecation = known?.deprecation ?? null;
  const exact = (at: string): string => formatExact(Date.parse(at), locale);
  const state =
    deprecation === null
      ? t("deprecationNone")
      : [t("deprecatedSince", { since: exact(deprecation.since) }), ...(deprecation.sunset ? [t("sunsetAt", { sunset: exact(deprecation.sunset) })] : []), ...(deprecation.replacement ? [t("insteadOf", { replacement: deprecation.replacement })] : [])].join("");
  return (
    <DecisionRow
      title={t("deprecation")}
      state={deprecation === null ? state : <Badge status="warning" text={state} />}
      note={localize(deprecation?.message)}
      actions={
        mayDecide && (
          <>
            {deprecation !== null && (
              <Button loading={decide.isPending && !isOpen} onClick={() => decide.save({ deprecation: null }, { onSuccess: () => notice.done(t("notDeprecated", { operation })) })}>
                {t("undoDeprecation")}
              </Button>
            )}
            <Button onClick={() => setOpen(true)}>{t(deprecation === null ? "deprecate" : "edit")}</Button>
          </>
        )
      }
      error={isOpen ? undefined : decide.error}
    >
      <DecisionDialog<DeprecationValues>
        open={isOpen}
        title={t("deprecateTitle", { operation })}
        submitText={t(deprecation === null ? "submitDeprecate" : "save")}
        decide={decide}
        initialValues={{ deprecation: (deprecation ?? {}) as DeprecationValues["deprecation"] }}
        changeOf={(values) => ({ deprecation: deprecationOf(values, new Date()) })}
        onClose={() => setOpen(false)}
        onSaved={() => notice.done(t("deprecated", { operation }))}
      >
        <Form.Item>
          <OperationUsers connector={connector} operation={operation} />
        </Form.Item>
        <DateField name={["deprecation", "since"]} label={t("since")} extra={t("sinceHelp")} />
        <DateField
          name={["deprecation", "sunset"]}
          label={t("sunset")}
          extra={t("sunsetHelp")}
          dependencies={[["deprecation", "since"]]}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_rule, sunset?: string) => {
                const since = (getFieldValue(["deprecation", "since"]) as string | undefined) ?? new Date().toISOString();
                return !sunset || Date.parse(sunset) >= Date.parse(since) ? Promise.resolve() : Promise.reject(new Error(t("sunsetBefore")));
              },
            }),
          ]}
        />
        <Form.Item name={["deprecation", "replacement"]} label={t("replacement")}>
          <Select
            allowClear
            showSearch={{ filterOption: false, onSearch: setTyped }}
            loading={operations.isFetching}
            options={(operations.data?.items ?? []).filter(({ id }) => id !== operation).map((one) => ({ value: one.id, label: `${one.method} ${one.path}` }))}
          />
        </Form.Item>
        <Form.Item name={["deprecation", "link"]} label={t("link")} rules={[{ type: "url" }]}>
          <Input spellCheck={false} placeholder="https://docs.example.com/migrate" />
        </Form.Item>
        <MessageFields path={["deprecation", "message"]} isRequired={false} />
      </DecisionDialog>
    </DecisionRow>
  );
}
