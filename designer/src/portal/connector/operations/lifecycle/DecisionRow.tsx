import { Flex, Typography } from "antd";
import type { ReactNode } from "react";
import { ErrorNote } from "../../../../feedback/index.ts";
import styles from "./Lifecycle.module.css";

interface DecisionRowProps {
  title: string;
  state: ReactNode;
  /** In the words of whoever decided. */
  note?: string | undefined;
  actions: ReactNode;
  error: unknown;
  children: ReactNode;
}

/** One thing that can be decided: how it stands, and what can be done. */
export function DecisionRow({ title, state, note, actions, error, children }: DecisionRowProps): ReactNode {
  return (
    <section className={styles.row} aria-label={title}>
      <Flex justify="space-between" align="center" gap={16}>
        <div>
          <h3 className={styles.heading}>{title}</h3>
          <div className={styles.state}>{state}</div>
          {note && <Typography.Text type="secondary">{note}</Typography.Text>}
        </div>
        <Flex gap={8}>{actions}</Flex>
      </Flex>
      {error !== undefined && error !== null && <ErrorNote error={error} />}
      {children}
    </section>
  );
}
