import { InboxOutlined } from "@ant-design/icons";
import { theme } from "antd";
import type { ReactElement, ReactNode } from "react";

/** A quiet picture and one sentence where there is nothing to draw, with the next step under it. */
export function EmptyState({ text, action }: { text: string; action?: ReactNode }): ReactElement {
  const { token } = theme.useToken();
  return (
    <div
      style={{
        display: "flex", flexDirection: "column", alignItems: "center", justifyContent: "center", gap: token.marginXS, padding: token.padding,
        minHeight: 72, height: "100%", boxSizing: "border-box", color: token.colorTextSecondary, fontSize: token.fontSize, textAlign: "center",
      }}
    >
      <InboxOutlined aria-hidden style={{ fontSize: token.fontSizeHeading2, color: token.colorTextQuaternary }} />
      <span style={{ overflowWrap: "anywhere" }}>{text}</span>
      {action}
    </div>
  );
}
