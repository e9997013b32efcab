import { routes } from "@tessera/contracts";
import { Flex, Form, Input, Select } from "antd";
import { type ReactNode, useRef } from "react";
import { useNavigate } from "react-router";
import { useChange } from "../../api/index.ts";
import { AppIcon, appIconNames } from "../../app-icon/index.ts";
import { FormDialog, nameFrom, useRules } from "../../form/index.ts";
import { useLocale, useText } from "../../i18n/index.ts";
import { messages } from "./messages.ts";

interface Values {
  title: string;
  name: string;
  description?: string;
  icon: string;
}

/** Makes an app with one empty page and opens it. */
export function NewAppDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const locale = useLocale();
  const navigate = useNavigate();
  const nameTouched = useRef(false);
  const create = useChange(routes.apps.create, {
    stales: [routes.apps.list],
    onSuccess: (app) => {
      onClose();
      void navigate(`/studio/${app.name}`);
    },
  });
  return (
    <FormDialog<Values>
      open={open}
      title={t("newApp")}
      submitText={t("create")}
      error={create.error}
      busy={create.isPending}
      initialValues={{ icon: "Appstore" }}
      onClose={() => {
        nameTouched.current = false;
        create.reset();
        onClose();
      }}
      onSubmit={({ title, name, description, icon }) => create.mutate({ body: { name, icon, title: { [locale]: title }, ...(description ? { description: { [locale]: description } } : {}) } })}
    >
      {(form) => (
        <>
          <Form.Item name="title" label={t("title")} rules={[rules.required]}>
            <Input
              maxLength={100}
              placeholder={t("titleExample")}
              onChange={(event) => {
                if (!nameTouched.current) form.setFieldValue("name", nameFrom(event.target.value));
              }}
            />
          </Form.Item>
          <Form.Item name="name" label={t("slug")} extra={rules.nameHelp} rules={[rules.required, rules.name]}>
            <Input maxLength={63} spellCheck={false} autoComplete="off" placeholder="alert-center" onChange={() => (nameTouched.current = true)} />
          </Form.Item>
          <Form.Item name="description" label={t("description")}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="icon" label={t("icon")} style={{ marginBottom: 0 }}>
            <Select
              showSearch
              options={appIconNames.map((name) => ({ value: name, label: name }))}
              optionRender={({ value }) => <IconChoice name={String(value)} />}
              labelRender={({ value }) => <IconChoice name={String(value)} />}
            />
          </Form.Item>
        </>
      )}
    </FormDialog>
  );
}

function IconChoice({ name }: { name: string }): ReactNode {
  return (
    <Flex gap={8} align="center">
      <AppIcon name={name} size={22} />
      {name}
    </Flex>
  );
}
