import type { DocsScore } from "@tessera/contracts";
import { Badge, Progress } from "antd";
import type { ReactNode } from "react";
import { useLocalize, useText } from "../../../../i18n/index.ts";
import styles from "./Editor.module.css";
import type { FieldProblem } from "./field-problems.ts";
import { messages } from "./messages.ts";
import { type SectionKey, sectionOf, sections } from "./sections.ts";

interface EditorNavigationProps {
  problems: readonly FieldProblem[];
  score: DocsScore;
  /** Shows the place of a JSON pointer, or `#<section>`. */
  onShow: (pointer: string) => void;
}

const mostGaps = 8;

/** The way to each section, with what is wrong in it, and what the docs lack. */
export function EditorNavigation({ problems, score, onShow }: EditorNavigationProps): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const count = (key: SectionKey) => problems.filter(({ pointer }) => sectionOf(pointer) === key).length;
  const hasError = (key: SectionKey) => problems.some(({ pointer, severity }) => severity === "error" && sectionOf(pointer) === key);
  return (
    <nav className={styles.navigation} aria-label={t("sections")}>
      {(Object.keys(sections) as SectionKey[]).map((key) => (
        <button key={key} type="button" className={styles.link} onClick={() => onShow(`#${key}`)}>
          {t(`${key}Section`)}
          <Badge size="small" count={count(key)} color={hasError(key) ? "var(--ant-color-error)" : "var(--ant-color-warning)"} title={t("problems", { count: count(key) })} />
        </button>
      ))}
      <div className={styles.score}>
        <div className={styles.scoreHead}>
          <span>{t("docsScore")}</span>
          <Progress type="circle" size={36} percent={score.score} format={(value) => value} aria-label={t("docsScore")} />
        </div>
        {score.missing.length === 0 ? (
          <p className={styles.complete}>{t("docsComplete")}</p>
        ) : (
          <ul>
            {score.missing.slice(0, mostGaps).map(({ code, pointer, message }) => (
              <li key={`${code}${pointer}`}>
                <button type="button" className={styles.gap} onClick={() => onShow(pointer)}>
                  {localize(message)}
                </button>
              </li>
            ))}
            {score.missing.length > mostGaps && <li className={styles.more}>{t("moreGaps", { count: score.missing.length - mostGaps })}</li>}
          </ul>
        )}
      </div>
    </nav>
  );
}
