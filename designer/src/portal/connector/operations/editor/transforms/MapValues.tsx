import { PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import { RemoveButton } from "../../../../../form/index.ts";
import { useText } from "../../../../../i18n/index.ts";
import { messages } from "./messages.ts";
import { type Transform, type TransformPlace, isBody, typedValue, valueText } from "./transform-list.ts";
import styles from "./TransformRows.module.css";

type MapRow = Extract<Transform, { action: "map" }>;

/** Which value becomes which, and what becomes of all others. */
export function MapValues({ place, row, onChange }: { place: TransformPlace; row: MapRow; onChange: (row: Transform) => void }): ReactNode {
  const t = useText(messages);
  const written = Object.entries(row.values).map(([from, to]): [string, string] => [from, isBody(place) ? valueText(to) : String(to)]);
  // A pair whose left side is empty, or there already, is no entry yet.
  const [pairs, setPairs] = useState(written);
  const write = (next: [string, string][]) => {
    setPairs(next);
    onChange({ ...row, values: Object.fromEntries(next.map(([from, to]) => [from, typedValue(to, place)])) } as Transform);
  };
  const otherwise = "otherwise" in row && row.otherwise !== undefined ? (isBody(place) ? valueText(row.otherwise) : String(row.otherwise)) : "";
  return (
    <div className={styles.map}>
      {pairs.map(([from, to], index) => (
        <div key={index} className={styles.pair}>
          <Input size="small" spellCheck={false} aria-label={t("mapFrom", { index: index + 1 })} placeholder={t("from")} value={from} onChange={({ target }) => write(pairs.map((pair, at) => (at === index ? [target.value, to] : pair)))} />
          <span aria-hidden>→</span>
          <Input size="small" spellCheck={false} aria-label={t("mapTo", { index: index + 1 })} placeholder={t("becomes")} value={to} onChange={({ target }) => write(pairs.map((pair, at) => (at === index ? [from, target.value] : pair)))} />
          <RemoveButton label={t("removePair", { index: index + 1 })} onClick={() => write(pairs.filter((_pair, at) => at !== index))} />
        </div>
      ))}
      <div className={styles.pair}>
        <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => write([...pairs, ["", ""]])}>
          {t("addPair")}
        </Button>
        <span aria-hidden>→</span>
        <Input
          size="small"
          spellCheck={false}
          aria-label={t("otherwise")}
          placeholder={t("otherwise")}
          value={otherwise}
          onChange={({ target }) => {
            const { otherwise: _before, ...rest } = row as MapRow & { otherwise?: unknown };
            onChange((target.value === "" ? rest : { ...rest, otherwise: typedValue(target.value, place) }) as Transform);
          }}
        />
      </div>
    </div>
  );
}
