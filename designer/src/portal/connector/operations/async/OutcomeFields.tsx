import type { Outcome } from "@tessera/contracts";
import { Flex, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import { Field } from "../editor/Field.tsx";
import { withField } from "./async-draft.ts";
import { messages } from "./messages.ts";

interface OutcomeFieldsProps {
  /** JSON pointer of the outcome, e.g. `/async/poll/outcome`. */
  pointer: string;
  value: Outcome;
  onChange: (field: string, value: Outcome) => void;
}

const code = { fontFamily: "var(--ant-font-family-code)" };

/** How the state of work is read from an answer or a callback. */
export function OutcomeFields({ pointer, value, onChange }: OutcomeFieldsProps): ReactNode {
  const t = useText(messages);
  const idOf = (field: string) => `${pointer.slice(1).replaceAll("/", "-")}-${field}`;
  const place = (field: "state" | "reason" | "progress", help?: string) => (
    <Field label={t(field)} pointer={`${pointer}/${field}`} id={idOf(field)} help={help} style={{ flex: "1 1 200px" }}>
      <Input id={idOf(field)} style={code} spellCheck={false} autoComplete="off" placeholder={field === "state" ? "/status" : ""} value={value[field] ?? ""} onChange={({ target }) => onChange(field, field === "state" ? { ...value, state: target.value } : withField(value, field, target.value === "" ? undefined : target.value))} />
    </Field>
  );
  const states = (field: "succeeded" | "failed" | "cancelled") => (
    <Field label={t(field)} pointer={`${pointer}/${field}`} id={idOf(field)} help={field === "succeeded" ? t("statesHelp") : undefined} style={{ flex: "1 1 220px" }}>
      <Select id={idOf(field)} mode="tags" tokenSeparators={[",", " "]} suffixIcon={null} open={false} value={value[field]} onChange={(next: string[]) => onChange(field, { ...value, [field]: next })} />
    </Field>
  );
  return (
    <>
      <Flex gap={12} wrap>
        {place("state")}
        {place("progress", t("progressHelp"))}
        {place("reason")}
      </Flex>
      <Flex gap={12} wrap>
        {states("succeeded")}
        {states("failed")}
        {states("cancelled")}
      </Flex>
    </>
  );
}
