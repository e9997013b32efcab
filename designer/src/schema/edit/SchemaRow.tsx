import { EditOutlined, PlusOutlined, RightOutlined, SettingOutlined } from "@ant-design/icons";
import type { ValueSchema } from "@tessera/contracts";
import { Button, Checkbox, Input } from "antd";
import { type ReactNode, useId, useState } from "react";
import { MoveButtons, RemoveButton, moved } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { SchemaTree } from "../SchemaTree.tsx";
import { schemaObject } from "../resolve-schema.ts";
import type { SchemaSources } from "./SchemaEditor.tsx";
import { messages } from "./messages.ts";
import { PropertyName } from "./PropertyName.tsx";
import { type PropertyRow, freeName, kindOf, propertyRows, withKeyword, withKind, withProperties } from "./schema-edit.ts";
import { SchemaDetails } from "./SchemaDetails.tsx";
import styles from "./SchemaEditor.module.css";
import { TypeSelect } from "./TypeSelect.tsx";

interface SchemaRowProps {
  /** Of the property; absent for the whole and for items of a list. */
  property?: { name: string; required: boolean; others: readonly PropertyRow[]; onName: (name: string) => void; onRequired: (required: boolean) => void; list: string; index: number; onMove: (to: number) => void; onRemove: () => void };
  label: string;
  schema: unknown;
  /** JSON pointer of the schema, to be found from a list of what is missing. */
  pointer: string;
  depth: number;
  sources: SchemaSources;
  onChange: (schema: ValueSchema) => void;
}

const openAtFirst = 2;

/** One value of a schema: name, type, whether it is required, what it means; what is inside it stands below. */
export function SchemaRow({ property, label, schema, pointer, depth, sources, onChange }: SchemaRowProps): ReactNode {
  const t = useText(messages);
  const [open, setOpen] = useState(depth < openAtFirst);
  const [detailed, setDetailed] = useState(false);
  const kind = kindOf(schema);
  const given = schemaObject(schema);
  const reference = kind.startsWith("ref:") ? kind.slice(4) : undefined;
  const holds = kind === "object" || kind === "array" || reference !== undefined;
  const description = typeof given["description"] === "string" ? given["description"] : "";
  const change = (next: ValueSchema) => {
    if (kindOf(next) !== kind) setOpen(true);
    onChange(next);
  };
  return (
    <li>
      <div className={styles.row} data-pointer={pointer}>
        <Button type="text" size="small" className={holds ? styles.toggle : `${styles.toggle} ${styles.none}`} icon={<RightOutlined rotate={open ? 90 : 0} />} aria-expanded={open} aria-label={t("expand", { name: label })} tabIndex={holds ? 0 : -1} onClick={() => setOpen(!open)} />
        {property ? <PropertyName name={property.name} others={property.others} onName={property.onName} /> : <span className={styles.label}>{label}</span>}
        <TypeSelect label={t("typeOf", { name: label })} kind={kind} sources={sources} onChange={(next) => change(withKind(schema, next))} />
        {property ? (
          <Checkbox checked={property.required} aria-label={t("requiredOf", { name: label })} title={t("required")} onChange={(event) => property.onRequired(event.target.checked)}>
            {t("required")}
          </Checkbox>
        ) : (
          <span />
        )}
        <Input size="small" variant="filled" placeholder={t("description")} aria-label={t("descriptionOf", { name: label })} data-pointer={`${pointer}/description`} value={description} onChange={(event) => onChange(withKeyword(schema, "description", event.target.value))} />
        <span className={styles.actions}>
          {reference !== undefined && sources.onEditShared && <Button type="text" size="small" icon={<EditOutlined />} aria-label={t("editShared", { name: reference })} title={t("editShared", { name: reference })} onClick={() => sources.onEditShared?.(reference)} />}
          {kind !== "other" && reference === undefined && <Button type="text" size="small" icon={<SettingOutlined />} aria-label={t("details", { name: label })} title={t("details", { name: label })} aria-expanded={detailed} onClick={() => setDetailed(!detailed)} />}
          {property && (
            <>
              <MoveButtons list={property.list} index={property.index} count={property.others.length + 1} labels={{ up: t("moveUp", { name: label }), down: t("moveDown", { name: label }) }} onMove={property.onMove} />
              <RemoveButton label={t("removeField", { name: label })} onClick={property.onRemove} />
            </>
          )}
        </span>
      </div>
      {detailed && <SchemaDetails schema={given} kind={kind} onChange={onChange} />}
      {open && kind === "object" && <Properties label={label} schema={schema} pointer={pointer} depth={depth} sources={sources} onChange={onChange} />}
      {open && kind === "array" && (
        <ul className={styles.inner}>
          <SchemaRow label={t("items")} schema={given["items"] ?? {}} pointer={`${pointer}/items`} depth={depth + 1} sources={sources} onChange={(items) => onChange({ ...given, items })} />
        </ul>
      )}
      {open && reference !== undefined && (
        <div className={styles.reference}>
          <SchemaTree schema={given} shared={sources.shared} />
        </div>
      )}
    </li>
  );
}

function Properties({ label, schema, pointer, depth, sources, onChange }: Omit<SchemaRowProps, "property">): ReactNode {
  const t = useText(messages);
  const list = useId();
  const rows = propertyRows(schema);
  const write = (next: readonly PropertyRow[]) => onChange(withProperties(schema, next));
  const replace = (index: number, part: Partial<PropertyRow>) => write(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <ul className={styles.inner}>
      {rows.map((row, index) => (
        <SchemaRow
          // The place, not the name: renaming must not take the focus away.
          key={index}
          property={{
            name: row.name,
            required: row.required,
            others: rows.filter((_other, at) => at !== index),
            onName: (name) => replace(index, { name }),
            onRequired: (required) => replace(index, { required }),
            list,
            index,
            onMove: (to) => write(moved(rows, index, to)),
            onRemove: () => write(rows.filter((_other, at) => at !== index)),
          }}
          label={row.name}
          schema={row.schema}
          pointer={`${pointer}/properties/${row.name.replaceAll("~", "~0").replaceAll("/", "~1")}`}
          depth={depth + 1}
          sources={sources}
          onChange={(next) => replace(index, { schema: next })}
        />
      ))}
      <li>
        <Button type="dashed" size="small" icon={<PlusOutlined />} aria-label={t("addFieldTo", { name: label })} onClick={() => write([...rows, { name: freeName(rows), schema: { type: "string" }, required: false }])}>
          {t("addField")}
        </Button>
      </li>
    </ul>
  );
}
