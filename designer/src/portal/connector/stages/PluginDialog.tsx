import type { PluginBinding, PluginDescriptor } from "@tessera/contracts";
import { Form, Typography } from "antd";
import { type ReactNode, useMemo } from "react";
import { FormDialog } from "../../../form/index.ts";
import { useLocale, useText } from "../../../i18n/index.ts";
import { SchemaFields, fieldsOf, initialValues, withoutEmpty } from "../../../schema/index.ts";
import { messages } from "./messages.ts";

interface PluginDialogProps {
  descriptor: PluginDescriptor | undefined;
  binding: PluginBinding | undefined;
  stage: string;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onSave: (binding: PluginBinding) => void;
}

interface PluginValues {
  attributes?: Record<string, unknown>;
}

/** A plugin's attributes as a form made of its JSON Schema. */
export function PluginDialog({ descriptor, binding, stage, busy, error, onClose, onSave }: PluginDialogProps): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const fields = useMemo(() => fieldsOf(descriptor?.attributes), [descriptor]);
  const title = descriptor?.title[locale] ?? "";
  return (
    <FormDialog<PluginValues>
      open={descriptor !== undefined}
      title={t("editPlugin", { plugin: title })}
      submitText={t("save")}
      busy={busy}
      error={error}
      width={600}
      onClose={onClose}
      initialValues={{ attributes: binding?.attributes ?? initialValues(fields) }}
      onSubmit={({ attributes }) => descriptor && onSave({ plugin: descriptor.name, enabled: binding?.enabled ?? true, attributes: (withoutEmpty(attributes) ?? {}) as Record<string, unknown> })}
    >
      <Typography.Paragraph type="secondary">
        {descriptor?.description[locale]} {t("pluginsDetail", { stage })}
      </Typography.Paragraph>
      {fields.length === 0 ? <Form.Item>{t("noAttributes")}</Form.Item> : <SchemaFields fields={fields} path={["attributes"]} />}
    </FormDialog>
  );
}
