import { Skeleton } from "antd";
import { lazy, type ReactNode, Suspense } from "react";
import styles from "./CodeEditor.module.css";
import type { MonacoEditorProps } from "./MonacoEditor.tsx";

const MonacoEditor = lazy(() => import("./MonacoEditor.tsx"));

export interface CodeEditorProps extends MonacoEditorProps {
  /** What is edited, for screen readers. */
  label: string;
  /** CSS px or any CSS height. */
  height: number | string;
  readOnly?: boolean;
}

/** A code editor in a frame; Monaco is loaded when the first one is shown. */
export function CodeEditor({ label, height, readOnly, options, ...props }: CodeEditorProps): ReactNode {
  return (
    <div className={styles.frame} style={{ height }}>
      <Suspense fallback={<Skeleton active className={styles.loading ?? ""} title={false} />}>
        <MonacoEditor height="100%" {...props} options={{ ariaLabel: label, readOnly: readOnly ?? false, domReadOnly: readOnly ?? false, ...options }} />
      </Suspense>
    </div>
  );
}
