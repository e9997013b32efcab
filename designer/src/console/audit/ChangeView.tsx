import type { AuditRecord } from "@tessera/contracts";
import { Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import styles from "./ChangeView.module.css";
import { diffValues } from "./diff-values.ts";
import { messages } from "./messages.ts";

function written(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Before and after of a change, field by field. */
export function ChangeView({ record }: { record: AuditRecord }): ReactNode {
  const t = useText(messages);
  const differences = diffValues(record.before, record.after);
  if (differences.length === 0) return <Typography.Text type="secondary">{t("nothing")}</Typography.Text>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("field")}</th>
          <th scope="col">{t("before")}</th>
          <th scope="col">{t("after")}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">
              <code>{path}</code>
            </th>
            <td>{before === undefined ? "—" : <del className={styles.before}>{written(before)}</del>}</td>
            <td>{after === undefined ? "—" : <ins className={styles.after}>{written(after)}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
