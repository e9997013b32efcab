import type { ReactNode } from "react";
import styles from "./MethodTag.module.css";

const looks: Readonly<Record<string, string | undefined>> = { GET: styles.reads, HEAD: styles.reads, POST: styles.adds, PUT: styles.changes, PATCH: styles.changes, DELETE: styles.removes };

/** An HTTP method, told apart by colour and word. Lists show it thousands of times, so it is one element. */
export function MethodTag({ method }: { method: string }): ReactNode {
  return <span className={`${styles.method} ${looks[method] ?? ""}`}>{method}</span>;
}
