import type { StageView } from "@tessera/contracts";
import { Card, Flex, Form, Input, InputNumber } from "antd";
import type { ReactNode } from "react";
import { RemoveButton, useRules } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { StoredCredential } from "../credential/StoredCredential.tsx";
import { CredentialFields } from "../CredentialFields.tsx";
import { messages } from "../messages.ts";

interface BackendRowProps {
  index: number;
  /** What the stage has already under this name. */
  stored: StageView["backends"][number] | undefined;
  /** The stored credential is entered anew. */
  isChanging: boolean;
  isTaken: (name: string) => boolean;
  onChangeCredential: () => void;
  onRemove: () => void;
}

/** One further backend: name, address, time-out and a credential of its own. */
export function BackendRow({ index, stored, isChanging, isTaken, onChangeCredential, onRemove }: BackendRowProps): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const at = (field: string) => ["backends", index, field];
  const free = { validator: (_rule: unknown, value: unknown) => (typeof value === "string" && value !== "" && isTaken(value) ? Promise.reject(new Error(t("backendTwice"))) : Promise.resolve()) };
  const mayKeep = stored !== undefined && stored.credential.kind !== "none" && !isChanging;
  return (
    <Card
      size="small"
      style={{ marginBottom: 12 }}
      styles={{ body: { paddingBottom: 0 } }}
      title={stored?.name ?? t("newBackend")}
      extra={<RemoveButton label={t("removeBackend", { backend: stored?.name ?? String(index + 1) })} onClick={onRemove} />}
    >
      <Form.Item name={at("name")} label={t("backendName")} extra={t("backendNameHelp")} hidden={stored !== undefined} rules={[rules.required, rules.name, free]}>
        <Input spellCheck={false} placeholder="reports" />
      </Form.Item>
      <Flex gap={12}>
        <Form.Item name={at("url")} label={t("backend")} rules={[rules.required]} style={{ flex: 3 }}>
          <Input spellCheck={false} placeholder="http://reports.example.com:8080" />
        </Form.Item>
        <Form.Item name={at("timeoutMs")} label={t("timeout")} rules={[{ required: true, message: t("timeout") }]} style={{ flex: 1 }}>
          <InputNumber min={1} max={600_000} precision={0} style={{ width: "100%" }} />
        </Form.Item>
      </Flex>
      {mayKeep ? <StoredCredential credential={stored.credential} backend={stored} path={["backends", index]} onChange={onChangeCredential} /> : <CredentialFields path={["backends", index, "credential"]} />}
    </Card>
  );
}
