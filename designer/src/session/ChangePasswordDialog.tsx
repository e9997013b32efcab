import { routes } from "@tessera/contracts";
import { Form, Input } from "antd";
import type { ReactNode } from "react";
import { useChange } from "../api/index.ts";
import { useNotice } from "../feedback/index.ts";
import { FormDialog, useRules } from "../form/index.ts";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";
import { NewPasswordFields } from "./NewPasswordFields.tsx";

/** Changes the person's own password. */
export function ChangePasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const notice = useNotice();
  const change = useChange(routes.auth.changePassword, {
    onSuccess: () => {
      notice.done(t("passwordChanged"));
      onClose();
    },
  });
  return (
    <FormDialog<{ current: string; next: string }>
      open={open}
      title={t("changePassword")}
      submitText={t("changePassword")}
      busy={change.isPending}
      error={change.error}
      width={420}
      onClose={onClose}
      onSubmit={({ current, next }) => change.mutate({ body: { current, next } })}
    >
      <Form.Item name="current" label={t("currentPassword")} rules={[rules.required]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <NewPasswordFields name="next" label={t("newPassword")} />
    </FormDialog>
  );
}
