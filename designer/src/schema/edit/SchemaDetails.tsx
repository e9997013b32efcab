import type { ValueSchema } from "@tessera/contracts";
import { AutoComplete, Checkbox, Flex, Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { JsonInput } from "../JsonInput.tsx";
import type { SchemaObject } from "../resolve-schema.ts";
import { messages } from "./messages.ts";
import { type SchemaKind, isNullable, withKeyword, withNullable } from "./schema-edit.ts";
import styles from "./SchemaEditor.module.css";

const formats = ["date-time", "date", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uuid", "binary", "byte", "password"];

/** Limits, allowed values and example of a value. */
export function SchemaDetails({ schema, kind, onChange }: { schema: SchemaObject; kind: SchemaKind; onChange: (schema: ValueSchema) => void }): ReactNode {
  const t = useText(messages);
  const set = (keyword: string) => (value: unknown) => onChange(withKeyword(schema, keyword, value ?? undefined));
  const number = (keyword: "minimum" | "maximum" | "minLength" | "maxLength") => (
    <label key={keyword}>
      {t(keyword)}
      <InputNumber size="small" value={typeof schema[keyword] === "number" ? schema[keyword] : null} onChange={set(keyword)} />
    </label>
  );
  const values = Array.isArray(schema["enum"]) ? schema["enum"].map((value) => (typeof value === "string" ? value : JSON.stringify(value))) : [];
  const numeric = kind === "integer" || kind === "number";
  return (
    <Flex wrap gap={12} className={styles.details ?? ""}>
      {kind !== "any" && (
        <Checkbox checked={isNullable(schema)} onChange={(event) => onChange(withNullable(schema, event.target.checked))}>
          {t("nullable")}
        </Checkbox>
      )}
      {kind === "string" && (
        <label>
          {t("format")}
          <AutoComplete size="small" style={{ width: 140 }} allowClear value={typeof schema["format"] === "string" ? schema["format"] : ""} options={formats.map((value) => ({ value }))} onChange={set("format")} />
        </label>
      )}
      {(kind === "string" || numeric) && (
        <label>
          {t("enumValues")}
          <Select
            size="small"
            mode="tags"
            open={false}
            suffixIcon={null}
            style={{ minWidth: 200 }}
            placeholder={t("enumHelp")}
            value={values}
            onChange={(next: string[]) => set("enum")(next.length === 0 ? undefined : next.map((value) => (numeric && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value)))}
          />
        </label>
      )}
      {numeric && (["minimum", "maximum"] as const).map(number)}
      {kind === "string" && (["minLength", "maxLength"] as const).map(number)}
      {kind === "string" && (
        <label>
          {t("pattern")}
          <Input size="small" spellCheck={false} style={{ width: 180 }} value={typeof schema["pattern"] === "string" ? schema["pattern"] : ""} onChange={(event) => set("pattern")(event.target.value)} />
        </label>
      )}
      <label className={styles.example}>
        {t("example")}
        <JsonInput value={schema["example"]} onChange={set("example")} />
      </label>
    </Flex>
  );
}
