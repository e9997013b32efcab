import { PlusOutlined } from "@ant-design/icons";
import { Button, Flex, Form, type FormRule } from "antd";
import type { ReactNode } from "react";
import { RemoveButton } from "../form/index.ts";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";
import { SchemaControl } from "./SchemaControl.tsx";
import type { SchemaField } from "./schema-fields.ts";
import styles from "./SchemaFields.module.css";

type Path = readonly (string | number)[];

interface SchemaFieldsProps {
  fields: readonly SchemaField[];
  /** Where the values stand in the form. */
  path: Path;
  /** Start of the names that antd resolves within a list. */
  localPath?: Path;
}

function rulesOf(field: SchemaField, needed: string): FormRule[] {
  return [
    ...(field.required && field.kind !== "switch" ? [{ required: true, message: needed }] : []),
    ...(field.pattern === undefined || field.kind !== "text" ? [] : [{ pattern: new RegExp(field.pattern, "u"), message: `/${field.pattern}/` }]),
  ];
}

function List({ field, path, localPath }: { field: SchemaField; path: Path; localPath: Path }): ReactNode {
  const t = useText(messages);
  return (
    <Form.Item label={field.title ?? field.name} extra={field.help}>
      <Form.List name={[...localPath, field.name]}>
        {(items, { add, remove }) => (
          <Flex vertical gap={8}>
            {items.map(({ key, name }) => (
              <div key={key} className={styles.item}>
                <div style={{ flex: 1, minWidth: 0 }}>
                  <SchemaFields fields={field.fields} path={[...path, field.name, name]} localPath={[name]} />
                </div>
                <RemoveButton size="middle" label={t("remove")} onClick={() => remove(name)} />
              </div>
            ))}
            <Button type="dashed" size="small" icon={<PlusOutlined />} style={{ alignSelf: "start" }} onClick={() => add({})}>
              {t("add")}
            </Button>
          </Flex>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** Form items for the properties of a JSON Schema (see `fieldsOf`). */
export function SchemaFields({ fields, path, localPath = path }: SchemaFieldsProps): ReactNode {
  const t = useText(messages);
  return fields.map((field) => {
    if (field.kind === "list") return <List key={field.name} field={field} path={path} localPath={localPath} />;
    if (field.kind === "group") {
      return (
        <fieldset key={field.name} className={styles.group}>
          <legend className={styles.legend}>{field.title ?? field.name}</legend>
          {field.help && <p className={styles.help}>{field.help}</p>}
          <SchemaFields fields={field.fields} path={[...path, field.name]} localPath={[...localPath, field.name]} />
        </fieldset>
      );
    }
    return (
      <Form.Item key={field.name} name={[...localPath, field.name]} label={field.title ?? <code>{field.name}</code>} extra={field.help} required={field.required || field.kind === "switch"} rules={rulesOf(field, t("needed"))} {...(field.kind === "switch" ? { valuePropName: "checked" } : {})}>
        <SchemaControl field={field} />
      </Form.Item>
    );
  });
}
