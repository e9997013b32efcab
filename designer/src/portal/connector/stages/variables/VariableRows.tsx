import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { variableNameSchema } from "@tessera/contracts";
import { Button, Flex, Form, Input } from "antd";
import type { ClipboardEvent, ReactNode } from "react";
import { GrowingTextArea, useRules } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { RowsHeading } from "../RowsHeading.tsx";
import { useAddedRow } from "../use-added-row.ts";
import { messages } from "../messages.ts";
import { type VariableRow, variablesIn, withPasted } from "./variable-lines.ts";

type Rows = (Partial<VariableRow> | undefined)[];

/** The variables of a stage, one row each; lines `KEY=VALUE` that are pasted into a name become rows. */
export function VariableRows(): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const form = Form.useFormInstance();
  const rows = Form.useWatch<Rows | undefined>("variables", { preserve: true }) ?? [];
  const setRows = (next: Rows) => form.setFieldsValue({ variables: next });
  const expectRow = useAddedRow("variables", rows.length);
  const add = () => {
    expectRow();
    setRows([...rows, { name: "", value: "" }]);
  };
  const paste = (event: ClipboardEvent, index: number) => {
    const pasted = variablesIn(event.clipboardData.getData("text/plain"));
    if (pasted === undefined) return;
    event.preventDefault();
    setRows(withPasted(rows, index, pasted));
  };
  const isFree = (name: unknown, index: number) => rows.every((row, other) => other >= index || row?.name !== name);
  const nameRule = (index: number) => ({
    validator: (_rule: unknown, value: unknown) => {
      if (!value || (variableNameSchema.safeParse(value).success && isFree(value, index))) return Promise.resolve();
      return Promise.reject(new Error(variableNameSchema.safeParse(value).success ? t("variableTwice") : t("badVariableName")));
    },
  });
  return (
    <section aria-label={t("variables")}>
      <RowsHeading title={t("variables")} help={t("variablesHelp", { reference: "${vars.region}" })} />
      {rows.map((_row, index) => (
        <Flex key={index} gap={8} align="start">
          <Form.Item name={["variables", index, "name"]} rules={[rules.required, nameRule(index)]} style={{ flex: 2, marginBottom: 8 }}>
            <Input spellCheck={false} placeholder="region" aria-label={t("variableName")} style={{ fontFamily: "monospace" }} onPaste={(event) => paste(event, index)} />
          </Form.Item>
          <Form.Item name={["variables", index, "value"]} style={{ flex: 3, marginBottom: 8 }}>
            <GrowingTextArea spellCheck={false} lines={[1, 6]} aria-label={t("variableValue")} style={{ fontFamily: "monospace" }} />
          </Form.Item>
          <Button type="text" icon={<DeleteOutlined />} aria-label={t("removeVariable", { variable: rows[index]?.name || String(index + 1) })} onClick={() => setRows(rows.filter((_one, other) => other !== index))} />
        </Flex>
      ))}
      <Button type="dashed" block icon={<PlusOutlined />} onClick={add} disabled={rows.length >= 100}>
        {t("addVariable")}
      </Button>
    </section>
  );
}
