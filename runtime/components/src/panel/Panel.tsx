import { theme } from "antd";
import { type CSSProperties, type KeyboardEvent, type ReactElement, type ReactNode, use, useId } from "react";
import { Heading } from "./Heading.tsx";
import { naturalHeight } from "./natural-height.ts";
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
  /** Space between its parts, CSS px. */
  gap?: number;
  /** As high as its cell, not as its content; else the cell follows the content. */
  fill?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/** A named part of the page with a title line; framed, unless it stands on a frame already. */
export function Panel({ title, name, extra, role, busy = false, className, style, gap, fill = false, onKeyDown, children }: PanelProps): ReactElement {
  const { token } = theme.useToken();
  const framed = !use(SurfaceContext);
  const titleId = useId();
  const Box = role === undefined ? "section" : "div";
  const column: CSSProperties = { display: "flex", flexDirection: "column", gap: gap ?? token.marginXS, minHeight: 0 };
  const padding = framed ? { padding: `${token.paddingXS}px ${token.paddingSM}px ${token.paddingSM}px` } : {};
  const content = (
    <>
      <Heading id={titleId} title={title} extra={extra} />
      <SurfaceContext value={true}>{children}</SurfaceContext>
    </>
  );
  return (
    <Box
      role={role}
      className={className}
      aria-busy={busy}
      onKeyDown={onKeyDown}
      {...(title === "" ? { "aria-label": name } : { "aria-labelledby": titleId })}
      style={{
        ...(fill ? { ...column, height: "100%" } : { minHeight: "100%" }),
        ...(framed ? { background: token.colorBgContainer, border: `${token.lineWidth}px ${token.lineType} ${token.colorBorderSecondary}`, borderRadius: token.borderRadiusLG } : {}),
        ...(fill ? padding : {}),
        boxSizing: "border-box", minWidth: 0, color: token.colorText, fontSize: token.fontSize, lineHeight: token.lineHeight,
        ...style,
      }}
    >
      {fill ? content : <div {...naturalHeight} style={{ ...column, ...padding }}>{content}</div>}
    </Box>
  );
}
