import { CloseCircleFilled, ExclamationCircleFilled, InfoCircleFilled } from "@ant-design/icons";
import type { ImportProblem } from "@tessera/contracts";
import type { ReactNode } from "react";
import { useLocalize, useText } from "../../i18n/index.ts";
import styles from "./CheckStep.module.css";
import { messages } from "./messages.ts";

const severities = ["error", "warning", "info"] as const;
const mostShown = 200;

const icons = {
  error: <CloseCircleFilled style={{ color: "var(--ant-color-error)" }} />,
  warning: <ExclamationCircleFilled style={{ color: "var(--ant-color-warning)" }} />,
  info: <InfoCircleFilled style={{ color: "var(--ant-color-text-tertiary)" }} />,
};

/** Findings of the pre-check, the worst first, each with its place in the document and in its text. */
export function ProblemList({ problems }: { problems: readonly ImportProblem[] }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const sorted = severities.flatMap((severity) => problems.filter((problem) => problem.severity === severity));
  return (
    <ul className={styles.list} tabIndex={0}>
      {sorted.slice(0, mostShown).map((problem, index) => (
        <li key={`${problem.pointer}${problem.code}${index}`} className={styles.row}>
          <span title={t(problem.severity)} role="img" aria-label={t(problem.severity)}>
            {icons[problem.severity]}
          </span>
          <div style={{ minWidth: 0 }}>
            <div>{localize(problem.message)}</div>
            <code className={styles.pointer}>
              {problem.operation && `${problem.operation} · `}
              {problem.pointer || "/"}
              {problem.line !== undefined && ` · ${t("place", { line: problem.line, column: problem.column ?? 1 })}`}
            </code>
          </div>
        </li>
      ))}
      {sorted.length > mostShown && <li className={styles.reason}>{t("moreShown", { count: mostShown })}</li>}
    </ul>
  );
}
