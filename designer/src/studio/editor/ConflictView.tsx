import { Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import type { EditorStore } from "../editor-store/index.ts";
import { recordDifferences, unsentDiff } from "../editor-store/index.ts";
import { messages } from "./messages.ts";
import styles from "./Editor.module.css";

/** Both sides of a conflict, field by field, for the fields that differ. */
export function ConflictView({ keys, sync }: { keys: readonly string[]; sync: EditorStore["autosave"]["sync"] }): ReactNode {
  const t = useText(messages);
  const mine = unsentDiff(sync);
  return (
    <>
      <Typography.Paragraph>{t("conflictDetail")}</Typography.Paragraph>
      <div className={styles.conflicts}>
        <strong />
        <strong>{t("mine")}</strong>
        <strong>{t("theirs")}</strong>
        {keys.flatMap((key) => {
          const theirs = sync.confirmed[key];
          const own = mine.updated[key]?.[1] ?? mine.added[key] ?? (mine.removed[key] ? undefined : theirs);
          return recordDifferences(own, theirs).map((row) => (
            <div key={`${key}/${row.path}`} className={styles.conflictRow}>
              <span>{[String(own?.["name"] ?? theirs?.["name"] ?? key), row.path].filter(Boolean).join(" · ")}</span>
              <code>{own === undefined ? t("deleted") : written(row.mine)}</code>
              <code>{theirs === undefined ? t("deleted") : written(row.theirs)}</code>
            </div>
          ));
        })}
      </div>
    </>
  );
}

function written(value: unknown): string {
  const text = value === undefined ? "–" : typeof value === "string" ? value : JSON.stringify(value, null, 1);
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
