import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";
import styles from "./OperationList.module.css";

const [poor, good] = [60, 85];

/** The docs score as a bar and a number. */
export function DocsScoreMark({ score }: { score: number }): ReactNode {
  const t = useText(messages);
  const color = score < poor ? "var(--ant-color-warning)" : score < good ? "var(--ant-color-primary)" : "var(--ant-color-success)";
  return (
    <span className={styles.score}>
      <span role="meter" aria-label={t("docsOf", { score })} aria-valuenow={score} aria-valuemin={0} aria-valuemax={100} className={styles.bar}>
        <span style={{ inlineSize: `${score}%`, background: color }} />
      </span>
      {score}
    </span>
  );
}
