import { Input } from "antd";
import type { TextAreaProps } from "antd/es/input";
import type { CSSProperties, ReactNode } from "react";
import styles from "./GrowingTextArea.module.css";

interface GrowingTextAreaProps extends Omit<TextAreaProps, "autoSize" | "rows"> {
  /** Least and most lines that are shown; more is scrolled. */
  lines: readonly [least: number, most: number];
}

/** A box for text of several lines, as high as its text. The browser sizes it; one that cannot keeps the least height. */
export function GrowingTextArea({ lines: [least, most], className, style, ...rest }: GrowingTextAreaProps): ReactNode {
  return <Input.TextArea {...rest} rows={least} className={`${styles.box} ${className ?? ""}`} style={{ ...style, "--least": least, "--most": most } as CSSProperties} />;
}
