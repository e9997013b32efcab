import type { HmacCredential } from "@tessera/contracts";
import { Flex, Form, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useRules } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { type FieldPath, secretInput } from "./field-path.ts";
import { messages } from "./messages.ts";
import { TimestampSchemeFields } from "./TimestampSchemeFields.tsx";

const components = ["@method", "@authority", "@path", "@query", "@target-uri", "content-type", "content-digest", "date"];
const usual = ["@method", "@authority", "@path", "@query", "content-type", "content-digest"];

/** A key that signs each call, and what it signs. */
export function HmacFields({ path }: { path: FieldPath }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const scheme = Form.useWatch<HmacCredential["scheme"] | undefined>([...path, "scheme"]);
  return (
    <>
      <Form.Item name={[...path, "scheme"]} required label={t("scheme")} initialValue="http-message-signatures">
        <Select
          options={[
            { value: "http-message-signatures", label: t("messageSignatures") },
            { value: "timestamp", label: t("timestampScheme") },
          ]}
        />
      </Form.Item>
      <Form.Item name={[...path, "keyId"]} label={t("keyId")} rules={[rules.required]}>
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Flex gap={12}>
        <Form.Item name={[...path, "secret"]} label={t("secret")} rules={[rules.required]} style={{ flex: 2 }}>
          <Input.Password {...secretInput} />
        </Form.Item>
        <Form.Item name={[...path, "secretEncoding"]} required label={t("secretEncoding")} initialValue="utf8" style={{ flex: 1 }}>
          <Select
            options={[
              { value: "utf8", label: t("asText") },
              { value: "base64", label: t("base64") },
            ]}
          />
        </Form.Item>
      </Flex>
      {scheme === "http-message-signatures" && (
        <Form.Item name={[...path, "components"]} label={t("components")} extra={t("componentsHelp")} initialValue={usual} rules={[{ required: true, message: t("components") }]}>
          <Select mode="tags" options={components.map((value) => ({ value, label: value }))} />
        </Form.Item>
      )}
      {scheme === "timestamp" && <TimestampSchemeFields path={path} />}
    </>
  );
}
