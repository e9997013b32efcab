import { Flex, Form, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useRules } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { type FieldPath, emptyAsAbsent, secretInput } from "./field-path.ts";
import { messages } from "./messages.ts";

/** OAuth 2.0 client credentials: where tokens come from, and who asks for them. */
export function OAuth2Fields({ path }: { path: FieldPath }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  return (
    <>
      <Form.Item name={[...path, "tokenUrl"]} label={t("tokenUrl")} extra={t("tokenUrlHelp")} rules={[rules.required]}>
        <Input spellCheck={false} placeholder="https://login.example.com/oauth2/token" />
      </Form.Item>
      <Flex gap={12}>
        <Form.Item name={[...path, "clientId"]} label={t("clientId")} rules={[rules.required]} style={{ flex: 1 }}>
          <Input autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name={[...path, "clientSecret"]} label={t("clientSecret")} rules={[rules.required]} style={{ flex: 1 }}>
          <Input.Password {...secretInput} />
        </Form.Item>
      </Flex>
      <Flex gap={12}>
        <Form.Item name={[...path, "scope"]} label={t("scope")} extra={t("scopeHelp")} normalize={emptyAsAbsent} style={{ flex: 1 }}>
          <Input spellCheck={false} placeholder="read write" />
        </Form.Item>
        <Form.Item name={[...path, "audience"]} label={t("audience")} extra={t("audienceHelp")} normalize={emptyAsAbsent} style={{ flex: 1 }}>
          <Input spellCheck={false} />
        </Form.Item>
      </Flex>
      <Form.Item name={[...path, "clientAuthentication"]} required label={t("clientAuthentication")} initialValue="basic">
        <Select
          options={[
            { value: "basic", label: t("inBasic") },
            { value: "body", label: t("inBody") },
          ]}
        />
      </Form.Item>
    </>
  );
}
