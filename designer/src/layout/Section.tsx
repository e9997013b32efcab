import { Flex, Typography } from "antd";
import type { ReactNode } from "react";
import styles from "./Section.module.css";

/** A part of a page on a sheet of its own. `flush`: the content brings its own margins (tables). */
export function Section({ title, detail, actions, flush, children }: { title?: ReactNode; detail?: ReactNode; actions?: ReactNode; flush?: boolean; children: ReactNode }): ReactNode {
  return (
    <section className={styles.section}>
      {(title !== undefined || actions !== undefined) && (
        <Flex className={styles.head} justify="space-between" align="center" gap={16}>
          <div>
            <Typography.Title level={2} className={styles.title}>
              {title}
            </Typography.Title>
            {detail && <Typography.Text type="secondary">{detail}</Typography.Text>}
          </div>
          {actions}
        </Flex>
      )}
      <div className={flush ? undefined : styles.body}>{children}</div>
    </section>
  );
}
