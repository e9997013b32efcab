import { type CredentialInput, routes } from "@tessera/contracts";
import { Form, Input } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useChange } from "../../api/index.ts";
import { useNotice } from "../../feedback/index.ts";
import { FormDialog, useRules } from "../../form/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { CredentialFields } from "../connector/stages/CredentialFields.tsx";
import { AuthRecipes } from "./AuthRecipes.tsx";
import type { CatalogEntry } from "./CatalogPage.tsx";
import { messages } from "./messages.ts";
import { settledBy } from "./settled-by.ts";

interface InstallValues {
  name: string;
  backend?: string;
  stage: string;
  credential: CredentialInput;
}

/** Registers a ready-made connector and publishes it. */
export function InstallDialog({ entry, onClose }: { entry: CatalogEntry | undefined; onClose: () => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const localize = useLocalize();
  const navigate = useNavigate();
  const notice = useNotice();
  const title = localize(entry?.title);
  const advised = entry?.auth[0];
  const install = useChange(routes.catalog.install, {
    stales: [routes.connectors.list, routes.catalog.list],
    onSuccess: (connector) => {
      notice.done(t("done", { title }));
      onClose();
      void navigate(`/portal/connectors/${connector.name}`);
    },
  });
  return (
    <FormDialog<InstallValues>
      open={entry !== undefined}
      title={t("installTitle", { title })}
      submitText={t("install")}
      busy={install.isPending}
      error={install.error}
      onClose={() => {
        install.reset();
        onClose();
      }}
      initialValues={{ name: entry?.name ?? "", backend: entry?.defaultBackend ?? "", stage: "prod", ...(advised === undefined ? {} : { credential: settledBy(advised) as CredentialInput }) }}
      onSubmit={({ name, backend, stage, credential }) => entry && install.mutate({ params: { entry: entry.name }, body: { name, stage, ...(backend ? { backend } : {}), ...(credential.kind === "none" ? {} : { credential }) } })}
    >
      <Form.Item name="backend" label={t("address")} extra={t("addressHelp")} rules={entry?.defaultBackend === null ? [rules.required] : []}>
        <Input spellCheck={false} placeholder={`https://${entry?.name ?? ""}.example.com`} />
      </Form.Item>
      <AuthRecipes recipes={entry?.auth ?? []} />
      <CredentialFields path={["credential"]} />
      <Form.Item name="name" label={t("name")} extra={rules.nameHelp} rules={[rules.required, rules.name]}>
        <Input spellCheck={false} />
      </Form.Item>
      <Form.Item name="stage" label={t("stage")} extra={t("stageHelp")} rules={[rules.required, rules.name]}>
        <Input spellCheck={false} />
      </Form.Item>
    </FormDialog>
  );
}
