import type { ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import styles from "./DifferenceTable.module.css";
import { messages } from "./messages.ts";

/** A field that differs; `undefined` stands for one that is not there. */
export interface Difference {
  id: string;
  field: string;
  before: unknown;
  after: unknown;
}

/** Longest text of a value that is shown, characters. */
const longest = 400;

function written(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 1);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Before and after, field by field; `dense` inside of lists. */
export function DifferenceTable({ rows, dense = false }: { rows: readonly Difference[]; dense?: boolean }): ReactNode {
  const t = useText(messages);
  return (
    <table className={dense ? `${styles.table} ${styles.dense}` : styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("field")}</th>
          <th scope="col">{t("before")}</th>
          <th scope="col">{t("after")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, field, before, after }) => (
          <tr key={id}>
            <th scope="row">
              <code>{field}</code>
            </th>
            <td>{before === undefined ? "–" : <del className={styles.before}>{written(before)}</del>}</td>
            <td>{after === undefined ? "–" : <ins className={styles.after}>{written(after)}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
