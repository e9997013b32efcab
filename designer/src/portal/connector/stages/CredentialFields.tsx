import { type CredentialInput, credentialKinds } from "@tessera/contracts";
import { Flex, Form, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useRules } from "../../../form/index.ts";
import { useText } from "../../../i18n/index.ts";
import { type FieldPath, secretInput } from "./credential/field-path.ts";
import { HmacFields } from "./credential/HmacFields.tsx";
import { messages as kindMessages } from "./credential/messages.ts";
import { MtlsFields } from "./credential/MtlsFields.tsx";
import { OAuth2Fields } from "./credential/OAuth2Fields.tsx";
import { messages } from "./messages.ts";

/** What the gateway shows the backend. The stored one is never shown again, so that changing it means typing it anew. */
export function CredentialFields({ path }: { path: FieldPath }): ReactNode {
  const t = useText(messages);
  const kindText = useText(kindMessages);
  const rules = useRules();
  const kind = Form.useWatch<CredentialInput["kind"] | undefined>([...path, "kind"]);
  return (
    <>
      <Form.Item name={[...path, "kind"]} initialValue="none" required label={t("credential")} extra={t("credentialHelp")}>
        <Select options={credentialKinds.map((value) => ({ value, label: kindText(value) }))} listHeight={288} />
      </Form.Item>
      {kind === "api-key" && (
        <>
          <Flex gap={12}>
            <Form.Item name={[...path, "in"]} required label={t("apiKeyIn")} initialValue="header" style={{ flex: 1 }}>
              <Select options={(["header", "query"] as const).map((value) => ({ value, label: t(value) }))} />
            </Form.Item>
            <Form.Item name={[...path, "name"]} label={t("apiKeyName")} rules={[rules.required]} style={{ flex: 2 }}>
              <Input spellCheck={false} placeholder="X-Api-Key" />
            </Form.Item>
          </Flex>
          <Form.Item name={[...path, "value"]} label={t("apiKeyValue")} rules={[rules.required]}>
            <Input.Password {...secretInput} />
          </Form.Item>
        </>
      )}
      {kind === "basic" && (
        <Flex gap={12}>
          <Form.Item name={[...path, "username"]} label={t("username")} rules={[rules.required]} style={{ flex: 1 }}>
            <Input autoComplete="off" spellCheck={false} />
          </Form.Item>
          <Form.Item name={[...path, "password"]} label={t("password")} rules={[rules.required]} style={{ flex: 1 }}>
            <Input.Password {...secretInput} />
          </Form.Item>
        </Flex>
      )}
      {kind === "bearer" && (
        <Form.Item name={[...path, "token"]} label={t("token")} rules={[rules.required]}>
          <Input.Password {...secretInput} />
        </Form.Item>
      )}
      {kind === "oauth2" && <OAuth2Fields path={path} />}
      {kind === "hmac" && <HmacFields path={path} />}
      {kind === "mtls" && <MtlsFields path={path} />}
    </>
  );
}
