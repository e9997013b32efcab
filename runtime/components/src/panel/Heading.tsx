import { theme } from "antd";
import type { ReactElement, ReactNode } from "react";

/** The title line of a component with what stands at its end; nothing when both are empty. */
export function Heading({ id, title, extra }: { id?: string | undefined; title: string; extra?: ReactNode }): ReactElement | null {
  const { token } = theme.useToken();
  if (title === "" && !extra) return null;
  return (
    <div style={{ display: "flex", alignItems: "center", gap: token.marginXS, flexWrap: "wrap", minHeight: token.controlHeight, flex: "none" }}>
      {title !== "" && (
        <h2 id={id} style={{ margin: 0, fontSize: token.fontSize, lineHeight: token.lineHeight, fontWeight: token.fontWeightStrong, color: token.colorText, minWidth: 0, overflowWrap: "anywhere" }}>
          {title}
        </h2>
      )}
      {extra && <div style={{ marginInlineStart: "auto", display: "flex", alignItems: "center", gap: token.marginXS, flexWrap: "wrap" }}>{extra}</div>}
    </div>
  );
}
