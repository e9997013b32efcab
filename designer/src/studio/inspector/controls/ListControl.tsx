import { DownOutlined, PlusOutlined, UpOutlined } from "@ant-design/icons";
import type { PropSpec } from "@tessera/contracts";
import { Button, Input, InputNumber, Select, Switch } from "antd";
import { type ReactNode, useId, useState } from "react";
import { MoveButtons, RemoveButton, moved } from "../../../form/index.ts";
import { useLocale, useText } from "../../../i18n/index.ts";
import styles from "../Inspector.module.css";
import { type ItemField, itemFields, itemTitle, newItem } from "../prop-groups.ts";
import { JsonControl } from "./JsonControl.tsx";
import { messages } from "./messages.ts";

interface ListControlProps {
  prop: PropSpec;
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

const longest = 200;

/** Edits a list of items (columns, options, tabs, series) by the schema of the property. */
export function ListControl({ prop, label, value, onChange }: ListControlProps): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const list = useId();
  const [open, setOpen] = useState<number | null>(null);
  const items: unknown[] = Array.isArray(value) ? value : [];
  const fields = itemFields(prop.schema);
  const replace = (index: number, item: unknown): void => onChange(items.with(index, item));
  const move = (index: number, to: number): void => {
    onChange(moved(items, index, to));
    if (open === index) setOpen(to);
  };
  return (
    <div className={styles.group} role="list" aria-label={label}>
      {items.slice(0, longest).map((item, index) => {
        const title = itemTitle(item, locale) || t("item", { number: index + 1 });
        return (
          <div key={index} className={styles.item} role="listitem">
            <div className={styles.itemHead}>
              <Button type="text" size="small" style={{ justifyContent: "flex-start" }} icon={open === index ? <UpOutlined /> : <DownOutlined />} aria-expanded={open === index} onClick={() => setOpen(open === index ? null : index)}>
                {title}
              </Button>
              <MoveButtons list={list} index={index} count={items.length} labels={{ up: `${t("up")}: ${title}`, down: `${t("down")}: ${title}` }} onMove={(to) => move(index, to)} />
              <RemoveButton label={`${t("remove")}: ${title}`} onClick={() => onChange(items.toSpliced(index, 1))} />
            </div>
            {open === index && (
              <div className={styles.itemFields}>
                {fields.map((field) => (
                  <ItemRow key={field.name} field={field} label={nameOf(field.name, t)} item={item} onChange={(next) => replace(index, next)} />
                ))}
              </div>
            )}
          </div>
        );
      })}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => {
          onChange([...items, newItem(fields, items)]);
          setOpen(items.length);
        }}
      >
        {t("add")}
      </Button>
    </div>
  );
}

type Text = ReturnType<typeof useText<typeof messages>>;

/** What a field of an item is called; those that we do not know go by their own name. */
function nameOf(name: string, t: Text): string {
  const names: Record<string, string> = {
    key: t("key"), title: t("title"), label: t("label"), value: t("value"), path: t("path"), format: t("format"), width: t("width"), sortable: t("sortable"), filterable: t("filterable"), colors: t("colors"), color: t("color"), icon: t("icon"),
    danger: t("danger"), name: t("name"), type: t("type"), x: t("x"), y: t("y"), unit: t("unit"), disabled: t("disabled"), "": t("value"),
  };
  return names[name] ?? name;
}

function ItemRow({ field, label, item, onChange }: { field: ItemField; label: string; item: unknown; onChange: (item: unknown) => void }): ReactNode {
  const object = typeof item === "object" && item !== null ? (item as Record<string, unknown>) : {};
  const value = field.name === "" ? item : object[field.name];
  const set = (next: unknown): void => {
    if (field.name === "") return onChange(next);
    const { [field.name]: _old, ...rest } = object;
    onChange(next === undefined ? rest : { ...object, [field.name]: next });
  };
  return (
    <>
      <span>{label}</span>
      <ItemInput field={field} label={label} value={value} onChange={set} />
    </>
  );
}

function ItemInput({ field, label, value, onChange }: { field: ItemField; label: string; value: unknown; onChange: (value: unknown) => void }): ReactNode {
  const locale = useLocale();
  switch (field.kind) {
    case "switch":
      return <Switch size="small" aria-label={label} checked={value === true} onChange={onChange} style={{ justifySelf: "start" }} />;
    case "number":
      return <InputNumber size="small" aria-label={label} style={{ width: "100%" }} value={typeof value === "number" ? value : null} onChange={(next) => onChange(next ?? undefined)} />;
    case "choice":
      return <Select size="small" aria-label={label} allowClear value={typeof value === "string" ? value : null} options={field.options.map((option) => ({ value: option, label: option }))} onChange={(next) => onChange(next ?? undefined)} />;
    case "localized": {
      // A text in both languages keeps the one that is not shown.
      const texts = typeof value === "object" && value !== null ? (value as Record<string, string>) : null;
      return <Input size="small" aria-label={label} value={texts ? (texts[locale] ?? "") : typeof value === "string" ? value : ""} placeholder={texts ? (texts["zh-CN"] ?? texts["en"] ?? "") : ""} onChange={(event) => onChange(texts ? { ...texts, [locale]: event.target.value } : event.target.value)} />;
    }
    case "text":
      return <Input size="small" aria-label={label} value={typeof value === "string" || typeof value === "number" ? String(value) : ""} onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)} />;
    default:
      return <JsonControl label={label} value={value} onChange={onChange} />;
  }
}
