import { PlusOutlined } from "@ant-design/icons";
import { Button, Flex, Input, Select } from "antd";
import { type ReactNode, useId } from "react";
import { MoveButtons, RemoveButton, moved } from "../../../../../form/index.ts";
import { useText } from "../../../../../i18n/index.ts";
import { Field } from "../Field.tsx";
import { MapValues } from "./MapValues.tsx";
import { messages } from "./messages.ts";
import { type Transform, type TransformAction, type TransformPlace, isBody, transformActions, typedValue, valueText, withAction } from "./transform-list.ts";
import styles from "./TransformRows.module.css";

interface TransformRowsProps {
  place: TransformPlace;
  rows: readonly Transform[];
  onChange: (rows: Transform[]) => void;
}

/** Changes of query, headers or body, carried out from top to bottom. */
export function TransformRows({ place, rows, onChange }: TransformRowsProps): ReactNode {
  const t = useText(messages);
  const list = useId();
  const replace = (index: number, row: Transform) => onChange(rows.map((one, at) => (at === index ? row : one)));
  const title = t(place);
  return (
    <div className={styles.group} role="group" aria-label={title} data-pointer={`/backend/${place}`}>
      <Flex justify="space-between" align="center">
        <span className={styles.title}>{title}</span>
        <Button size="small" type="text" icon={<PlusOutlined />} aria-label={t("addTo", { place: title })} disabled={rows.length >= 50} onClick={() => onChange([...rows, { action: "set", name: isBody(place) ? "/" : "", value: "" }])}>
          {t("add")}
        </Button>
      </Flex>
      {rows.map((row, index) => (
        <Field key={index} pointer={`/backend/${place}/${index}`}>
          <div className={styles.row}>
            <Select<TransformAction> size="small" aria-label={t("action", { index: index + 1 })} value={row.action} options={transformActions.map((value) => ({ value, label: t(`${value}Action`) }))} onChange={(action) => replace(index, withAction(row, action, place))} />
            <Input size="small" className={styles.code ?? ""} spellCheck={false} aria-label={t("nameOf", { index: index + 1 })} placeholder={isBody(place) ? "/user/name" : place.endsWith("headers") ? "X-Team" : "page"} value={row.name} onChange={({ target }) => replace(index, { ...row, name: target.value } as Transform)} />
            {row.action === "rename" && <Input size="small" className={styles.code ?? ""} spellCheck={false} aria-label={t("toOf", { index: index + 1 })} placeholder={t("to")} value={row.to} onChange={({ target }) => replace(index, { ...row, to: target.value })} />}
            {(row.action === "add" || row.action === "set") && (
              <Input size="small" className={styles.code ?? ""} spellCheck={false} aria-label={t("valueOf", { index: index + 1 })} placeholder={t("value")} value={isBody(place) ? valueText(row.value) : String(row.value)} onChange={({ target }) => replace(index, { ...row, value: typedValue(target.value, place) } as Transform)} />
            )}
            {(row.action === "remove" || row.action === "map") && <span />}
            <span className={styles.actions}>
              <MoveButtons list={list} index={index} count={rows.length} labels={{ up: t("up", { index: index + 1 }), down: t("down", { index: index + 1 }) }} onMove={(to) => onChange(moved(rows, index, to))} />
              <RemoveButton label={t("removeRow", { index: index + 1 })} onClick={() => onChange(rows.filter((_one, at) => at !== index))} />
            </span>
          </div>
          {row.action === "map" && <MapValues place={place} row={row} onChange={(next) => replace(index, next)} />}
        </Field>
      ))}
    </div>
  );
}
