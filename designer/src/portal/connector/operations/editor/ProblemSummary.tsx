import { Alert } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import styles from "./Editor.module.css";
import type { FieldProblem } from "./field-problems.ts";
import { messages } from "./messages.ts";

const mostShown = 6;

/** All that is wrong, each with a way to its place. */
export function ProblemSummary({ problems, onShow }: { problems: readonly FieldProblem[]; onShow: (pointer: string) => void }): ReactNode {
  const t = useText(messages);
  if (problems.length === 0) return null;
  const errors = problems.filter(({ severity }) => severity === "error");
  const sorted = [...errors, ...problems.filter(({ severity }) => severity === "warning")];
  return (
    <Alert
      type={errors.length > 0 ? "error" : "warning"}
      showIcon
      role={errors.length > 0 ? "alert" : "status"}
      style={{ marginBottom: 12 }}
      title={t("problems", { count: problems.length })}
      description={
        <ul className={styles.problems}>
          {sorted.slice(0, mostShown).map(({ pointer, text }) => (
            <li key={pointer + text}>
              <button type="button" className={styles.gap} onClick={() => onShow(pointer)}>
                {text} <code>{pointer}</code>
              </button>
            </li>
          ))}
          {sorted.length > mostShown && <li>{t("moreGaps", { count: sorted.length - mostShown })}</li>}
        </ul>
      }
    />
  );
}
