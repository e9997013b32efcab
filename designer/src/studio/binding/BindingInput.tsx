import { showNames, storeIds } from "@tessera/page";
import { Typography } from "antd";
import { type ReactNode, Suspense, lazy, useMemo, useRef, useState } from "react";
import { useLocale, useText } from "../../i18n/index.ts";
import { useEditor, useEditorStore } from "../editor-store/index.ts";
import styles from "./BindingInput.module.css";
import { describeValue } from "./completions.ts";
import { messages } from "./messages.ts";
import { namedScope } from "./named-scope.ts";
import { previewOf } from "./preview.ts";
import { tidyTemplate } from "./tagged.ts";

const BindingEditor = lazy(() => import("./BindingEditor.tsx"));

interface BindingInputProps {
  /** As stored: records named by id. */
  template: string;
  onChange: (template: string) => void;
  label: string;
  placeholder?: string;
  /** Further names that the expression may read, e.g. `row`. */
  locals?: readonly string[];
  /** What the frame says is wrong with it. */
  error?: string | undefined;
}

/** A template with `{{ }}`: text until it gets the focus, then an editor with completion; its value now below. */
export function BindingInput({ template, onChange, label, placeholder, locals = [], error }: BindingInputProps): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const store = useEditorStore();
  const [editing, setEditing] = useState(false);
  const page = useEditor((editor) => editor.page);
  const records = useEditor((editor) => editor.records);
  const scope = useEditor((editor) => editor.scope);
  const shown = useMemo(() => showNames(template, { records, page }), [template, records, page]);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? shown;
  const named = useMemo(() => namedScope(scope, records, page), [scope, records, page]);
  const preview = useMemo(() => (text.trim() === "" || locals.length > 0 ? null : previewOf(tidyTemplate(text), named)), [text, named, locals.length]);
  const box = useRef<HTMLDivElement>(null);

  const type = (next: string): void => {
    setTyped(next);
    const { records: now, page: at } = store.getState();
    onChange(storeIds(tidyTemplate(next), { records: now, page: at }));
  };
  const problem = preview?.kind === "error" ? preview.message[locale] : error;
  return (
    <div>
      {editing ? (
        <Suspense fallback={<div className={styles.box}>{text}</div>}>
          <div className={`${styles.box} ${styles.editing}`} data-invalid={problem ? true : undefined}>
            <BindingEditor
              text={text}
              label={label}
              scope={{ ...named, ...Object.fromEntries(locals.map((name) => [name, undefined])) }}
              locals={locals}
              onChange={type}
              onDone={(refocus) => {
                setTyped(null);
                setEditing(false);
                if (refocus) requestAnimationFrame(() => box.current?.focus());
              }}
            />
          </div>
        </Suspense>
      ) : (
        <div
          ref={box}
          className={styles.box}
          role="textbox"
          aria-label={label}
          aria-invalid={problem !== undefined}
          data-invalid={problem ? true : undefined}
          tabIndex={0}
          onClick={() => setEditing(true)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" && event.key !== "F2" && (event.key.length !== 1 || event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            event.stopPropagation();
            setEditing(true);
          }}
        >
          {text === "" ? <span className={styles.placeholder}>{placeholder ?? "{{ queries.… }}"}</span> : <Highlighted text={text} />}
        </div>
      )}
      {problem !== undefined && text !== "" ? (
        <Typography.Text type="danger" className={styles.note} role="status">
          {problem}
        </Typography.Text>
      ) : (
        preview?.kind === "value" && (
          <Typography.Text type="secondary" className={styles.note}>
            {preview.value === undefined ? t("noValue") : `= ${describeValue(preview.value)}`}
          </Typography.Text>
        )
      )}
    </div>
  );
}

/** The template with its expressions set apart. */
function Highlighted({ text }: { text: string }): ReactNode {
  let at = 0;
  return text.split(/(\{\{.*?\}\})/s).filter((part) => part !== "").map((part) => {
    const key = at;
    at += part.length;
    return part.startsWith("{{") ? (
      <span key={key} className={styles.expression}>
        {part}
      </span>
    ) : (
      <span key={key}>{part}</span>
    );
  });
}
