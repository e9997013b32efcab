import { Typography } from "antd";
import type { ReactNode } from "react";
import { Picture, type PictureName } from "../pictures/index.ts";
import styles from "./EmptyList.module.css";

export interface EmptyListProps {
  picture: PictureName;
  /** One sentence. */
  title: string;
  detail?: ReactNode;
  /** The next step, a button. */
  action?: ReactNode;
}

/** An empty list: one sentence, one picture, the next step. */
export function EmptyList({ picture, title, detail, action }: EmptyListProps): ReactNode {
  return (
    <div className={styles.empty}>
      <Picture name={picture} />
      <Typography.Text strong style={{ fontSize: 16 }}>
        {title}
      </Typography.Text>
      {detail && (
        <Typography.Text type="secondary" className={styles.detail}>
          {detail}
        </Typography.Text>
      )}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
