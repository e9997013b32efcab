import { Skeleton, theme } from "antd";
import type { CSSProperties, ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { maxPrecision, measure, units } from "../format/number.ts";
import { pressable } from "../hooks/pressable.ts";
import { Icon } from "../icons/Icon.tsx";
import { messagesIn } from "../messages/messages.ts";
import { statusColor, statuses, statusIcons } from "../notice/status-look.ts";
import { oneOf, toNumber, toText, within } from "../values/read.ts";

/** For screen readers only. */
const unseen: CSSProperties = { position: "absolute", width: 1, height: 1, overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" };
const trendIcons = { none: "", up: "ArrowUp", down: "ArrowDown", flat: "ArrowRight" };

const pressableStyle = `
.tessera-pressable:hover { filter: brightness(0.98); }
.tessera-pressable:focus-visible { outline: 2px solid currentColor; outline-offset: -2px; }
`;

export function Statistic({ node, props, status: query, locale, emit, listens }: RenderProps): ReactElement {
  const { token } = theme.useToken();
  const t = messagesIn(locale);
  const title = toText(props["title"], locale);
  const level = oneOf(props["status"], statuses, "default");
  const trend = oneOf(props["trend"], ["none", "up", "down", "flat"], "none");
  const trendText = toText(props["trendText"], locale);
  const missing = props["value"] === null || props["value"] === undefined || props["value"] === "";
  const text = missing ? "–" : valueText(props, locale);
  const suffix = toText(props["suffix"], locale);
  const clickable = listens("click");
  const small = { fontSize: token.fontSizeSM, color: token.colorTextSecondary };
  return (
    <div
      {...(clickable ? { role: "button", ...pressable(() => emit("click")) } : { role: "group", "aria-label": title || node.name })}
      className={clickable ? "tessera-pressable" : undefined}
      style={{
        height: "100%", boxSizing: "border-box", padding: `${token.paddingSM}px ${token.padding}px`, display: "flex", flexDirection: "column", gap: token.marginXXS,
        background: token.colorBgContainer, border: `${token.lineWidth}px ${token.lineType} ${token.colorBorderSecondary}`, borderRadius: token.borderRadiusLG, overflow: "hidden", color: token.colorText,
        cursor: clickable ? "pointer" : undefined,
      }}
    >
      {clickable && (
        <style href="tessera-pressable" precedence="low">
          {pressableStyle}
        </style>
      )}
      {title !== "" && <div style={{ color: token.colorTextSecondary, fontSize: token.fontSize, whiteSpace: "nowrap", overflow: "hidden", textOverflow: "ellipsis" }} title={title}>{title}</div>}
      {missing && query.loading ? (
        <Skeleton.Button active size="small" />
      ) : (
        <div style={{ display: "flex", alignItems: "baseline", gap: token.marginXXS, color: level === "default" ? token.colorText : statusColor(level, token), minWidth: 0 }}>
          {level !== "default" && (
            <>
              <Icon name={statusIcons[level]} style={{ fontSize: token.fontSizeLG, alignSelf: "center" }} />
              <span style={unseen}>{t(`status.${level}`)}</span>
            </>
          )}
          {level === "default" && <Icon name={toText(props["icon"], locale)} style={{ fontSize: token.fontSizeLG, alignSelf: "center", color: token.colorTextSecondary }} />}
          <span title={text} style={{ fontSize: token.fontSizeHeading3, lineHeight: token.lineHeightHeading3, fontWeight: token.fontWeightStrong, fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap", overflow: "hidden", textOverflow: "ellipsis" }}>
            {text}
          </span>
          {suffix !== "" && <span style={{ ...small, flex: "none" }}>{suffix}</span>}
        </div>
      )}
      {query.error !== null && (
        <div role="alert" title={query.error} style={{ fontSize: token.fontSizeSM, color: token.colorErrorText, whiteSpace: "nowrap", overflow: "hidden", textOverflow: "ellipsis" }}>
          {query.error}
        </div>
      )}
      {query.error === null && (trend !== "none" || trendText !== "") && (
        <div style={{ ...small, whiteSpace: "nowrap", overflow: "hidden", textOverflow: "ellipsis" }}>
          <Icon name={trendIcons[trend]} /> {trendText || (trend === "none" ? "" : t(`trend.${trend}`))}
        </div>
      )}
    </div>
  );
}

function valueText(props: Record<string, unknown>, locale: RenderProps["locale"]): string {
  const number = toNumber(props["value"]);
  if (number === null) return toText(props["value"], locale);
  const precision = toNumber(props["precision"]);
  return measure(number, oneOf(props["unit"], units, "none"), locale, precision === null ? undefined : Math.round(within(precision, 0, maxPrecision, 0)));
}
