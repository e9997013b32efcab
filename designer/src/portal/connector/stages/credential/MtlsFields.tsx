import { Form, Input } from "antd";
import type { ReactNode } from "react";
import { useRules } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { type FieldPath, emptyAsAbsent, secretInput } from "./field-path.ts";
import { messages } from "./messages.ts";

const pemInput = { rows: 4, spellCheck: false, style: { fontFamily: "monospace" } } as const;

/** A client certificate with its key, and how the backend's own certificate is checked. */
export function MtlsFields({ path }: { path: FieldPath }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  return (
    <>
      <Form.Item name={[...path, "certificate"]} label={t("certificate")} extra={t("certificateHelp")} rules={[rules.required]}>
        <Input.TextArea {...pemInput} placeholder="-----BEGIN CERTIFICATE-----" />
      </Form.Item>
      <Form.Item name={[...path, "privateKey"]} label={t("privateKey")} extra={t("privateKeyHelp")} rules={[rules.required]}>
        <Input.TextArea {...pemInput} {...secretInput} placeholder="-----BEGIN PRIVATE KEY-----" />
      </Form.Item>
      <Form.Item name={[...path, "ca"]} label={t("ca")} extra={t("caHelp")} normalize={emptyAsAbsent}>
        <Input.TextArea {...pemInput} placeholder="-----BEGIN CERTIFICATE-----" />
      </Form.Item>
      <Form.Item name={[...path, "serverName"]} label={t("serverName")} extra={t("serverNameHelp")} normalize={emptyAsAbsent}>
        <Input spellCheck={false} placeholder="api.example.com" />
      </Form.Item>
    </>
  );
}
