import { routes } from "@tessera/contracts";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Steps } from "antd";
import type { ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { callDirectly } from "../api/index.ts";
import { ErrorNote } from "../feedback/index.ts";
import { ProblemForm } from "../form/index.ts";
import { useText } from "../i18n/index.ts";
import { EntrancePage } from "./EntrancePage.tsx";
import { LinkButton } from "../layout/LinkButton.tsx";
import { messages } from "./messages.ts";
import { NewPasswordFields } from "./NewPasswordFields.tsx";
import { useTakeSession } from "./use-session.ts";

interface Setup {
  displayName?: string;
  password: string;
}

/** `/setup?token=…`: the first administrator. */
export function Component(): ReactNode {
  const t = useText(messages);
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const take = useTakeSession();
  const [form] = Form.useForm<Setup>();
  const token = search.get("token");
  const state = useQuery({ queryKey: ["setup"], queryFn: () => callDirectly(routes.auth.setupState), retry: false });
  const setup = useMutation({
    mutationFn: ({ displayName, password }: Setup) => callDirectly(routes.auth.setup, { body: { token: token ?? "", password, ...(displayName ? { displayName } : {}) } }),
    onSuccess: (session) => {
      take(session);
      void navigate("/", { replace: true });
    },
  });
  const toLogin = (
    <LinkButton to="/login" type="primary" block size="large">
        {t("toLogin")}
      </LinkButton>
  );
  if (state.error) {
    return (
      <EntrancePage title={t("setupTitle")}>
        <ErrorNote error={state.error} onRetry={() => void state.refetch()} />
      </EntrancePage>
    );
  }
  if (state.data && !state.data.needed) {
    return (
      <EntrancePage title={t("setupDone")} detail={t("setupDoneDetail")}>
        {toLogin}
      </EntrancePage>
    );
  }
  if (!token) {
    return (
      <EntrancePage title={t("setupTitle")}>
        <Alert type="info" showIcon title={t("setupNoToken")} description={t("setupNoTokenDetail")} />
      </EntrancePage>
    );
  }
  return (
    <EntrancePage title={t("setupTitle")} detail={t("setupDetail")}>
      <Steps size="small" current={0} type="dot" orientation="horizontal" responsive={false} style={{ margin: "8px -12px 24px", width: "calc(100% + 24px)" }} items={[{ title: t("step1") }, { title: t("step2") }, { title: t("step3") }]} />
      <ProblemForm form={form} onSubmit={(values) => setup.mutate(values)} error={setup.error}>
        <Form.Item name="displayName" label={t("displayName")} extra={t("displayNameHelp")}>
          <Input autoComplete="name" maxLength={100} autoFocus />
        </Form.Item>
        <NewPasswordFields name="password" label={t("password")} />
        <Button type="primary" htmlType="submit" block size="large" loading={setup.isPending}>
          {t("createAdmin")}
        </Button>
      </ProblemForm>
    </EntrancePage>
  );
}
