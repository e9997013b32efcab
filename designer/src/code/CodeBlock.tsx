import { Typography } from "antd";
import type { ReactNode } from "react";
import styles from "./CodeBlock.module.css";

/** Text to read and copy: addresses, commands, small JSON. `maxHeight` in CSS px. */
export function CodeBlock({ text, label, maxHeight }: { text: string; label: string; maxHeight?: number }): ReactNode {
  return (
    <div className={styles.block}>
      {/* Reachable by keyboard, since it may scroll. */}
      <pre className={styles.text} style={maxHeight === undefined ? undefined : { maxHeight }} tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      <Typography.Text className={styles.copy} copyable={{ text }} />
    </div>
  );
}
