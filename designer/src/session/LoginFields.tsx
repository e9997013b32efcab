import { type SessionView, routes } from "@tessera/contracts";
import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input, type InputRef } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { callDirectly } from "../api/index.ts";
import { ProblemForm, useRules } from "../form/index.ts";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";

interface Login {
  username: string;
  password: string;
}

/** User name and password. `username` fixed: only the password is asked. */
export function LoginFields({ username, onLogin }: { username?: string; onLogin: (session: SessionView) => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const [form] = Form.useForm<Login>();
  const login = useMutation({ mutationFn: (body: Login) => callDirectly(routes.auth.login, { body }), onSuccess: onLogin });
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <ProblemForm form={form} onSubmit={(values) => login.mutate(values)} error={login.error} initialValues={{ username: username ?? "" }}>
      <Form.Item name="username" label={t("username")} rules={[rules.required]}>
        <Input autoComplete="username" spellCheck={false} autoCapitalize="none" readOnly={username !== undefined} ref={username === undefined ? first : null} size="large" />
      </Form.Item>
      <Form.Item name="password" label={t("password")} rules={[rules.required]}>
        <Input.Password autoComplete="current-password" ref={username === undefined ? null : first} size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block size="large" loading={login.isPending}>
        {t("login")}
      </Button>
    </ProblemForm>
  );
}
