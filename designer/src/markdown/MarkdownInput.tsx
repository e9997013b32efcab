import { Segmented } from "antd";
import { type ReactNode, Suspense, lazy, useState } from "react";
import { GrowingTextArea } from "../form/index.ts";
import { useText } from "../i18n/index.ts";
import styles from "./MarkdownInput.module.css";
import { messages } from "./messages.ts";

const Markdown = lazy(() => import("./Markdown.tsx"));

interface MarkdownInputProps {
  id?: string;
  value: string;
  onChange: (text: string) => void;
  /** Of the text field, for screen readers. */
  label: string;
  placeholder?: string;
}

/** Markdown as it is written and as it is read. */
export function MarkdownInput({ id, value, onChange, label, placeholder }: MarkdownInputProps): ReactNode {
  const t = useText(messages);
  const [view, setView] = useState<"write" | "preview">("write");
  return (
    <div className={styles.input}>
      <Segmented
        size="small"
        className={styles.view ?? ""}
        aria-label={t("view", { label })}
        value={view}
        onChange={setView}
        options={[
          { value: "write", label: t("write") },
          { value: "preview", label: t("preview") },
        ]}
      />
      {view === "write" ? (
        <GrowingTextArea {...(id === undefined ? {} : { id })} aria-label={label} {...(placeholder === undefined ? {} : { placeholder })} lines={[4, 16]} value={value} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <div className={styles.preview} tabIndex={0} role="region" aria-label={t("previewOf", { label })}>
          {value.trim() === "" ? <span className={styles.nothing}>{t("nothing")}</span> : <Suspense><Markdown text={value} /></Suspense>}
        </div>
      )}
    </div>
  );
}
