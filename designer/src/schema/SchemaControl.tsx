import { Input, InputNumber, Select, Switch } from "antd";
import type { ReactNode } from "react";
import { GrowingTextArea } from "../form/index.ts";
import { JsonInput } from "./JsonInput.tsx";
import { MapInput } from "./MapInput.tsx";
import type { SchemaField } from "./schema-fields.ts";

interface SchemaControlProps {
  field: SchemaField;
  id?: string;
  value?: unknown;
  checked?: boolean;
  onChange?: (value: never) => void;
}

/** The control for one value; `value` and `onChange` come from the form item around it. */
export function SchemaControl({ field, ...bound }: SchemaControlProps): ReactNode {
  const hint = field.example === undefined ? undefined : typeof field.example === "string" ? field.example : JSON.stringify(field.example);
  const given = { ...bound, ...(hint === undefined ? {} : { placeholder: hint }) } as object;
  switch (field.kind) {
    case "switch":
      return <Switch {...(bound as object)} />;
    case "number":
      return <InputNumber {...given} style={{ width: "100%", maxWidth: 240 }} {...(field.integer ? { precision: 0 } : {})} {...(field.minimum === undefined ? {} : { min: field.minimum })} {...(field.maximum === undefined ? {} : { max: field.maximum })} />;
    case "choice":
      return <Select {...given} allowClear={!field.required} options={field.options.map((value) => ({ value, label: String(value) }))} />;
    case "choices":
      return <Select {...given} mode="multiple" options={field.options.map((value) => ({ value, label: String(value) }))} />;
    case "tags":
    case "numbers":
      return <Select {...given} mode="tags" open={false} suffixIcon={null} tokenSeparators={[",", "\n"]} />;
    case "secret":
      return <Input.Password {...given} autoComplete="off" />;
    case "multiline":
      return <GrowingTextArea {...given} lines={[2, 10]} />;
    case "map":
      return <MapInput {...(bound as object)} />;
    case "text":
      return <Input {...given} spellCheck={false} {...(field.maxLength === undefined ? {} : { maxLength: field.maxLength })} />;
    default:
      return <JsonInput {...(bound as object)} />;
  }
}
