import { routes } from "@tessera/contracts";
import { Form, Input, Switch } from "antd";
import type { ReactNode } from "react";
import { useChange } from "../../api/index.ts";
import { useNotice } from "../../feedback/index.ts";
import { FormDialog, useRules } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { useSession } from "../../session/index.ts";
import { messages } from "./messages.ts";
import type { Account } from "./PeoplePage.tsx";

interface AccountValues {
  username: string;
  displayName: string;
  password?: string;
  administrator: boolean;
  disabled: boolean;
}

/** Makes an account or changes one. */
export function AccountDialog({ account, onClose }: { account: Account | "new" | undefined; onClose: () => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const notice = useNotice();
  const { user } = useSession();
  const existing = account === "new" ? undefined : account;
  const myself = existing?.id === user.id;
  const done = (text: string) => () => {
    notice.done(text);
    close();
  };
  const create = useChange(routes.users.create, { stales: [routes.users.list], onSuccess: done(t("added")) });
  const update = useChange(routes.users.update, { stales: [routes.users.list], onSuccess: done(t("saved")) });
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = ({ username, displayName, password, administrator, disabled }: AccountValues) => {
    if (!existing) create.mutate({ body: { username, displayName, password: password ?? "", administrator } });
    else update.mutate({ params: { username: existing.username }, body: { displayName, ...(password ? { password } : {}), ...(myself ? {} : { administrator, disabled }) } });
  };
  return (
    <FormDialog<AccountValues>
      open={account !== undefined}
      title={existing ? t("edit", { name: existing.displayName }) : t("add")}
      submitText={existing ? t("save") : t("add")}
      busy={create.isPending || update.isPending}
      error={create.error ?? update.error}
      onClose={close}
      initialValues={existing ?? { administrator: false, disabled: false }}
      onSubmit={submit}
    >
      {!existing && (
        <Form.Item name="username" label={t("username")} extra={t("usernameHelp")} rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9._-]{0,62}$/, message: t("badUsername") }]}>
          <Input spellCheck={false} autoCapitalize="none" autoComplete="off" placeholder="li.wei" />
        </Form.Item>
      )}
      <Form.Item name="displayName" label={t("name")} rules={[rules.required]}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="password" label={existing ? t("passwordNew") : t("password")} extra={existing ? t("passwordKeep") : t("passwordHelp")} rules={[{ required: !existing, min: 10, message: t("passwordShort") }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {!myself && (
        <Form.Item name="administrator" required label={t("administrator")} extra={t("administratorHelp")} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
      {existing && !myself && (
        <Form.Item name="disabled" required label={t("disabledLabel")} extra={t("disabledHelp")} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </FormDialog>
  );
}
