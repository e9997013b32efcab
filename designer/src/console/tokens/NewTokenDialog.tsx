import { type Role, roles, routes } from "@tessera/contracts";
import { Alert, Button, Form, Input, Modal, Select, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useChange } from "../../api/index.ts";
import { CodeBlock } from "../../code/index.ts";
import { FormDialog, useRules } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { useSession } from "../../session/index.ts";
import { RoleSelect } from "../members/RoleSelect.tsx";
import { messages } from "./messages.ts";

interface TokenValues {
  name: string;
  role: Role;
  expiresInDays: number;
}

const validities = [30, 90, 365, 0];
/** Enough for pipelines and scripts; more is chosen knowingly. */
const usualRole: Role = "developer";

/** Makes a token and shows its text this once. */
export function NewTokenDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const { role } = useSession();
  const [made, setMade] = useState<string>();
  const create = useChange(routes.tokens.create, {
    stales: [routes.tokens.list],
    onSuccess: ({ token }) => {
      setMade(token);
      onClose();
    },
  });
  const own = roles.slice(role === null ? roles.length - 1 : roles.indexOf(role));
  return (
    <>
      <FormDialog<TokenValues>
        open={open}
        title={t("add")}
        submitText={t("add")}
        busy={create.isPending}
        error={create.error}
        onClose={() => {
          create.reset();
          onClose();
        }}
        initialValues={{ role: own.find((one) => one === usualRole) ?? own[0] ?? "viewer", expiresInDays: 90 }}
        onSubmit={({ name, role: chosen, expiresInDays }) => create.mutate({ body: { name, role: chosen, ...(expiresInDays > 0 ? { expiresInDays } : {}) } })}
      >
        <Form.Item name="name" label={t("name")} extra={t("nameHelp")} rules={[rules.required]}>
          <Input maxLength={100} spellCheck={false} />
        </Form.Item>
        <Form.Item name="role" label={t("role")} required>
          <RoleSelect among={own} />
        </Form.Item>
        <Form.Item name="expiresInDays" label={t("expiresIn")} required>
          <Select options={validities.map((days) => ({ value: days, label: days === 0 ? t("forever") : t("days", { count: days }) }))} />
        </Form.Item>
      </FormDialog>
      <Modal
        open={made !== undefined}
        title={t("shownTitle")}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        width={600}
        footer={
          <Button type="primary" onClick={() => setMade(undefined)}>
            {t("close")}
          </Button>
        }
      >
        <Alert type="warning" showIcon title={t("shownDetail")} style={{ marginBottom: 16 }} />
        <CodeBlock text={made ?? ""} label={t("token")} />
        <Typography.Paragraph type="secondary" style={{ margin: "16px 0 6px" }}>
          {t("example")}
        </Typography.Paragraph>
        <CodeBlock text={`curl -H "Authorization: Bearer $TESSERA_TOKEN" ${window.location.origin}/api/v1/auth/session`} label={t("example")} />
      </Modal>
    </>
  );
}
