import { Flex, Typography } from "antd";
import type { ReactNode } from "react";
import styles from "./Page.module.css";

export interface PageHeaderProps {
  title: ReactNode;
  /** One line under the title. */
  detail?: ReactNode;
  /** Beside the title, e.g. a status tag. */
  extra?: ReactNode;
  /** Buttons at the right; the main one last. */
  actions?: ReactNode;
}

/** Title of a page with what can be done there. */
export function PageHeader({ title, detail, extra, actions }: PageHeaderProps): ReactNode {
  return (
    <Flex className={styles.header} justify="space-between" align="flex-start" gap={16} wrap>
      <div style={{ minWidth: 0, flex: "1 1 320px" }}>
        <Flex align="center" gap={12} wrap>
          <Typography.Title level={1} className={styles.title}>
            {title}
          </Typography.Title>
          {extra}
        </Flex>
        {detail && (
          <Typography.Paragraph type="secondary" style={{ margin: "4px 0 0", maxWidth: 720, textWrap: "pretty" }}>
            {detail}
          </Typography.Paragraph>
        )}
      </div>
      {actions && (
        <Flex gap={8} wrap>
          {actions}
        </Flex>
      )}
    </Flex>
  );
}
