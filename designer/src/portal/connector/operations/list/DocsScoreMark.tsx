import { Progress } from "antd";
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
      <Progress percent={score} showInfo={false} size={[36, 4]} strokeColor={color} aria-label={t("docsOf", { score })} />
      {score}
    </span>
  );
}
