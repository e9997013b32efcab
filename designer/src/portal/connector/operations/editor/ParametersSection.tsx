import { PlusOutlined, SettingOutlined } from "@ant-design/icons";
import type { Operation, Parameter } from "@tessera/contracts";
import { Button, Checkbox, Flex, Input, Select, Typography } from "antd";
import { type ReactNode, useId, useState } from "react";
import { MoveButtons, RemoveButton, moved } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { JsonInput, SchemaEditor, TypeSelect, kindOf, withKind } from "../../../../schema/index.ts";
import { useEditor } from "./EditorContext.ts";
import { Field } from "./Field.tsx";
import { messages } from "./messages.ts";
import { otherDescription, withOtherDescription } from "./operation-texts.ts";
import styles from "./Editor.module.css";

const places = ["query", "header", "cookie", "path"] as const;

function withParameter(operation: Operation, index: number, next: Parameter): Operation {
  return { ...operation, parameters: operation.parameters.map((one, at) => (at === index ? next : one)) };
}

/** Parameters as a table whose rows open for schema, example and the text in the other language. */
export function ParametersSection(): ReactNode {
  const t = useText(messages);
  const list = useId();
  const { operation, update } = useEditor();
  const { parameters } = operation;
  const add = () =>
    update("parameters", (one) => {
      const taken = new Set(one.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name));
      let name = "parameter";
      for (let count = 2; taken.has(name); count += 1) name = `parameter${count}`;
      return { ...one, parameters: [...one.parameters, { name, in: "query", required: false, schema: { type: "string" } }] };
    });
  return (
    <div data-pointer="/parameters">
      {parameters.length === 0 && <Typography.Paragraph type="secondary">{t("noParameters")}</Typography.Paragraph>}
      {parameters.map((parameter, index) => (
        <ParameterRow key={index} parameter={parameter} index={index} list={list} />
      ))}
      <Button type="dashed" icon={<PlusOutlined />} onClick={add} style={{ marginTop: 8 }}>
        {t("addParameter")}
      </Button>
    </div>
  );
}

function ParameterRow({ parameter, index, list }: { parameter: Parameter; index: number; list: string }): ReactNode {
  const t = useText(messages);
  const { update, sources, operation, other } = useEditor();
  const [open, setOpen] = useState(false);
  const { name } = parameter;
  const key = `${parameter.in}.${name}`;
  const fromPath = parameter.in === "path";
  const set = (field: string, part: Partial<Parameter>) => update(`parameters.${index}.${field}`, (one) => withParameter(one, index, { ...(one.parameters[index] ?? parameter), ...part }));
  const setText = (text: string) =>
    update(`parameters.${index}.description`, (one) => {
      const { description: _description, ...rest } = one.parameters[index] ?? parameter;
      return withParameter(one, index, text === "" ? rest : { ...rest, description: text });
    });
  return (
    <Field pointer={`/parameters/${index}`}>
      <div className={styles.parameter}>
        <Input size="small" className={styles.code ?? ""} spellCheck={false} disabled={fromPath} aria-label={t("nameOf", { index: index + 1 })} value={name} onChange={({ target }) => set("name", { name: target.value })} />
        <Select size="small" disabled={fromPath} aria-label={t("placeOf", { name })} value={parameter.in} options={places.filter((place) => fromPath || place !== "path").map((value) => ({ value, label: t(`${value}Place`) }))} onChange={(place) => set("in", { in: place })} />
        <TypeSelect label={t("typeOf", { name })} kind={kindOf(parameter.schema)} sources={sources} onChange={(kind) => set("schema", { schema: withKind(parameter.schema, kind) })} />
        <Checkbox disabled={fromPath} checked={parameter.required} onChange={({ target }) => set("required", { required: target.checked })} aria-label={t("requiredOf", { name })}>
          {t("required")}
        </Checkbox>
        <Input size="small" variant="filled" data-pointer={`/parameters/${index}/description`} placeholder={t("description")} aria-label={t("descriptionOf", { name })} value={parameter.description ?? ""} onChange={({ target }) => setText(target.value)} />
        <Flex>
          <Button type="text" size="small" icon={<SettingOutlined />} aria-expanded={open} aria-label={t("detailsOf", { name })} title={t("detailsOf", { name })} onClick={() => setOpen(!open)} />
          {!fromPath && (
            <>
              <MoveButtons list={list} index={index} count={operation.parameters.length} labels={{ up: t("moveUp", { name }), down: t("moveDown", { name }) }} onMove={(to) => update("parameters", (one) => ({ ...one, parameters: moved(one.parameters, index, to) }))} />
              <RemoveButton label={t("removeParameter", { name })} onClick={() => update("parameters", (one) => ({ ...one, parameters: one.parameters.filter((_one, at) => at !== index) }))} />
            </>
          )}
        </Flex>
      </div>
      {open && (
        <div className={styles.details}>
          <label>
            {t(other === "en" ? "descriptionEn" : "descriptionZh")}
            <Input value={otherDescription(operation, "parameters", key, other)} onChange={({ target }) => update(`parameters.${index}.other`, (one) => withOtherDescription(one, "parameters", key, other, target.value))} />
          </label>
          <label>
            {t("example")}
            <JsonInput
              value={parameter.example}
              onChange={(example) =>
                update(`parameters.${index}.example`, (one) => {
                  const { example: _example, ...rest } = one.parameters[index] ?? parameter;
                  return withParameter(one, index, example === undefined ? rest : { ...rest, example });
                })
              }
            />
          </label>
          <div>
            <span>{t("schema")}</span>
            <SchemaEditor label={t("schemaOf", { name })} pointer={`/parameters/${index}/schema`} schema={parameter.schema} sources={sources} onChange={(schema) => set("schema", { schema })} />
          </div>
        </div>
      )}
    </Field>
  );
}
