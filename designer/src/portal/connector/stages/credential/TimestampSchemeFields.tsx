import { Flex, Form, Input, Select, Typography } from "antd";
import type { ReactNode } from "react";
import { useRules } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { type FieldPath, emptyAsAbsent } from "./field-path.ts";
import { messages } from "./messages.ts";

const half = { flex: "1 1 45%" } as const;

/** How timestamp, nonce, method, path and body become a signature, and which headers carry it. */
export function TimestampSchemeFields({ path }: { path: FieldPath }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const choice = (name: string, label: string, initialValue: string, options: Record<string, string>) => (
    <Form.Item name={[...path, name]} required label={label} initialValue={initialValue} style={half}>
      <Select options={Object.entries(options).map(([value, text]) => ({ value, label: text }))} />
    </Form.Item>
  );
  const headerField = (name: string, label: string, initialValue: string) => (
    <Form.Item name={[...path, "headers", name]} label={label} initialValue={initialValue} rules={[rules.required]} style={half}>
      <Input spellCheck={false} />
    </Form.Item>
  );
  return (
    <>
      <Typography.Paragraph type="secondary">{t("timestampHelp")}</Typography.Paragraph>
      <Flex gap={12} wrap>
        {headerField("keyId", t("keyHeader"), "X-Access-Key")}
        {headerField("timestamp", t("timestampHeader"), "X-Timestamp")}
        {headerField("signature", t("signatureHeader"), "X-Signature")}
        <Form.Item name={[...path, "headers", "nonce"]} label={t("nonceHeader")} extra={t("nonceHelp")} normalize={emptyAsAbsent} style={half}>
          <Input spellCheck={false} placeholder="X-Nonce" />
        </Form.Item>
        {choice("timestampFormat", t("timestampFormat"), "seconds", { seconds: t("seconds"), milliseconds: t("milliseconds"), iso8601: t("iso8601") })}
        {choice("separator", t("separator"), "newline", { newline: t("separatorNewline"), none: t("separatorNone") })}
        {choice("bodyAs", t("bodyAs"), "sha256", { sha256: t("bodySha256"), bytes: t("bodyBytes") })}
        {choice("encoding", t("encoding"), "hex", { hex: t("hex"), base64: t("base64") })}
      </Flex>
    </>
  );
}
