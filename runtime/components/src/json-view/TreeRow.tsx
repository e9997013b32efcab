import { type GlobalToken, theme } from "antd";
import type { CSSProperties, ReactElement } from "react";
import { Icon } from "../icons/Icon.tsx";
import type { JsonRow } from "./json-tree.ts";

/** Most characters of a text drawn in its line. */
const maxShown = 500;
/** Deeper levels are not indented further. */
const maxIndent = 24;

interface TreeRowProps {
  row: JsonRow;
  id: string;
  current: boolean;
  matched: boolean;
  style: CSSProperties;
  onPress: () => void;
}

/** One line of the tree: key, and value or size. */
export function TreeRow({ row, id, current, matched, style, onPress }: TreeRowProps): ReactElement {
  const { token } = theme.useToken();
  const branch = row.size !== null && row.size > 0;
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.level + 1}
      aria-selected={current}
      {...(branch ? { "aria-expanded": row.open } : {})}
      onClick={onPress}
      style={{
        ...style, display: "flex", alignItems: "center", gap: token.marginXXS, paddingInlineStart: token.paddingXXS + Math.min(row.level, maxIndent) * 16, boxSizing: "border-box", cursor: branch ? "pointer" : "default", whiteSpace: "pre",
        background: matched ? token.colorWarningBg : current ? token.controlItemBgActive : undefined,
      }}
    >
      <span style={{ width: 14, flex: "none", color: token.colorTextSecondary, fontSize: 10 }}>{branch && <Icon name={row.open ? "Down" : "Right"} />}</span>
      {row.level > 0 && <span style={{ color: token.colorTextSecondary, flex: "none", maxWidth: "50%", overflow: "hidden", textOverflow: "ellipsis" }}>{row.name}:</span>}
      <span style={{ color: valueColor(row.value, token), overflow: "hidden", textOverflow: "ellipsis" }}>{valueText(row)}</span>
    </div>
  );
}

function valueText({ value, size }: JsonRow): string {
  if (Array.isArray(value)) return size === 0 ? "[]" : `[…] ${size}`;
  if (size !== null) return size === 0 ? "{}" : `{…} ${size}`;
  if (typeof value !== "string") return String(value);
  const text = JSON.stringify(value.slice(0, maxShown));
  return value.length > maxShown ? `${text}…` : text;
}

function valueColor(value: unknown, token: GlobalToken): string {
  if (typeof value === "string") return token.green8;
  if (typeof value === "number") return token.blue7;
  if (typeof value === "boolean") return token.purple7;
  return token.colorTextSecondary;
}
