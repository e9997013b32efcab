import { theme } from "antd";
import { type CSSProperties, type KeyboardEvent, type ReactElement, type ReactNode, use, useId } from "react";
import { Heading } from "./Heading.tsx";
import { SurfaceContext } from "./surface-context.ts";

interface PanelProps {
  title: string;
  /** Name for screen readers while there is no title. */
  name: string;
  /** What stands at the end of the title line. */
  extra?: ReactNode;
  role?: "form";
  busy?: boolean;
  className?: string;
  style?: CSSProperties;
  /** As high as its cell, not as its content. */
  fill?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/** A named part of the page with a title line; framed, unless it stands on a frame already. */
export function Panel({ title, name, extra, role, busy = false, className, style, fill = false, onKeyDown, children }: PanelProps): ReactElement {
  const { token } = theme.useToken();
  const framed = !use(SurfaceContext);
  const titleId = useId();
  const Box = role === undefined ? "section" : "div";
  return (
    <Box
      role={role}
      className={className}
      aria-busy={busy}
      onKeyDown={onKeyDown}
      {...(title === "" ? { "aria-label": name } : { "aria-labelledby": titleId })}
      style={{
        display: "flex", flexDirection: "column", gap: token.marginXS, boxSizing: "border-box", minWidth: 0, minHeight: 0, color: token.colorText, fontSize: token.fontSize, lineHeight: token.lineHeight,
        ...(fill ? { height: "100%" } : {}),
        ...(framed ? { padding: `${token.paddingXS}px ${token.paddingSM}px ${token.paddingSM}px`, background: token.colorBgContainer, border: `${token.lineWidth}px ${token.lineType} ${token.colorBorderSecondary}`, borderRadius: token.borderRadiusLG } : {}),
        ...style,
      }}
    >
      <Heading id={titleId} title={title} extra={extra} />
      <SurfaceContext value={true}>{children}</SurfaceContext>
    </Box>
  );
}
