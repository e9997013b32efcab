import type { ValueSchema } from "@tessera/contracts";
import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { CodeEditor } from "../../code/index.ts";
import { useText } from "../../i18n/index.ts";
import type { SharedSchemas } from "../resolve-schema.ts";
import { messages } from "./messages.ts";
import styles from "./SchemaEditor.module.css";
import { SchemaRow } from "./SchemaRow.tsx";

/** The shared schemas that a schema may refer to. */
export interface SchemaSources {
  shared: SharedSchemas;
  /** Of all shared schemas; `shared` may hold only those that are used. */
  names: readonly string[];
  onEditShared?: ((name: string) => void) | undefined;
}

interface SchemaEditorProps {
  /** What the schema is of, for screen readers. */
  label: string;
  pointer: string;
  schema: ValueSchema | undefined;
  sources: SchemaSources;
  onChange: (schema: ValueSchema) => void;
}

/** A JSON Schema as a tree of fields and as JSON, two views of one value. */
export function SchemaEditor({ label, pointer, schema, sources, onChange }: SchemaEditorProps): ReactNode {
  const t = useText(messages);
  const [view, setView] = useState<"tree" | "json">("tree");
  return (
    <div className={styles.editor} data-pointer={pointer}>
      <Segmented
        size="small"
        aria-label={t("view")}
        value={view}
        onChange={setView}
        options={[
          { value: "tree", label: t("tree") },
          { value: "json", label: t("json") },
        ]}
      />
      {view === "tree" ? (
        <ul className={styles.tree}>
          <SchemaRow label={t("root")} schema={schema ?? true} pointer={pointer} depth={0} sources={sources} onChange={onChange} />
        </ul>
      ) : (
        <JsonText label={label} schema={schema ?? true} onChange={onChange} />
      )}
    </div>
  );
}

/** What is typed stays as text while it is no JSON, or no schema. */
function JsonText({ label, schema, onChange }: { label: string; schema: ValueSchema; onChange: (schema: ValueSchema) => void }): ReactNode {
  const t = useText(messages);
  const [edit, setEdit] = useState<{ text: string; of: string; reason: string | undefined }>();
  const written = JSON.stringify(schema, null, 2);
  // Another view, or undo, changed the schema since: its text counts.
  const text = edit !== undefined && edit.of === written ? edit.text : written;
  const type = (next: string) => {
    try {
      const value: unknown = JSON.parse(next);
      if (typeof value !== "boolean" && (typeof value !== "object" || value === null || Array.isArray(value))) throw new SyntaxError("{ }");
      setEdit({ text: next, of: JSON.stringify(value, null, 2), reason: undefined });
      onChange(value as ValueSchema);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      setEdit({ text: next, of: written, reason: error.message });
    }
  };
  return (
    <>
      <CodeEditor label={label} height={300} language="json" value={text} onChange={(next) => next !== text && type(next ?? "")} />
      {edit?.reason !== undefined && edit.of === written && (
        <p role="alert" className={styles.alert}>
          {t("badJson", { reason: edit.reason })}
        </p>
      )}
    </>
  );
}
