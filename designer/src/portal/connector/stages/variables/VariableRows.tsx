import { variableNameSchema } from "@tessera/contracts";
import { Flex, Form, Input } from "antd";
import type { ClipboardEvent, ReactNode } from "react";
import { FormRows, GrowingTextArea, RemoveButton, type RowControls, useRules } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { messages } from "../messages.ts";
import { type VariableRow, variablesIn, withPasted } from "./variable-lines.ts";

const mostVariables = 100;

/** A row whose fields may not have been typed yet. */
type Row = Partial<VariableRow>;

/** The variables of a stage, one row each; lines `KEY=VALUE` that are pasted into a name become rows. */
export function VariableRows(): ReactNode {
  const t = useText(messages);
  return (
    <FormRows<Row> name="variables" title={t("variables")} help={t("variablesHelp", { reference: "${vars.region}" })} addText={t("addVariable")} newRow={{ name: "", value: "" }} most={mostVariables}>
      {(row, index, controls) => <VariableFields row={row} index={index} {...controls} />}
    </FormRows>
  );
}

function VariableFields({ row, index, rows, set, remove }: RowControls<Row> & { row: Row; index: number }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const paste = (event: ClipboardEvent) => {
    const pasted = variablesIn(event.clipboardData.getData("text/plain"));
    if (pasted === undefined) return;
    event.preventDefault();
    set(withPasted(rows, index, pasted));
  };
  const isTaken = (name: unknown) => rows.slice(0, index).some((one) => one.name === name);
  const nameRule = {
    validator: (_rule: unknown, value: unknown) => {
      if (!value || (variableNameSchema.safeParse(value).success && !isTaken(value))) return Promise.resolve();
      return Promise.reject(new Error(variableNameSchema.safeParse(value).success ? t("variableTwice") : t("badVariableName")));
    },
  };
  return (
    <Flex gap={8} align="start">
      <Form.Item name={["variables", index, "name"]} rules={[rules.required, nameRule]} style={{ flex: 2, marginBottom: 8 }}>
        <Input spellCheck={false} placeholder="region" aria-label={t("variableName")} style={{ fontFamily: "monospace" }} onPaste={paste} />
      </Form.Item>
      <Form.Item name={["variables", index, "value"]} style={{ flex: 3, marginBottom: 8 }}>
        <GrowingTextArea spellCheck={false} lines={[1, 6]} aria-label={t("variableValue")} style={{ fontFamily: "monospace" }} />
      </Form.Item>
      <RemoveButton size="middle" label={t("removeVariable", { variable: row.name || String(index + 1) })} onClick={() => remove(index)} />
    </Flex>
  );
}
