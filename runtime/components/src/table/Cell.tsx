import { Popover, Tag, theme } from "antd";
import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { byteSize, duration, plainNumber } from "../format/number.ts";
import { exactTime, relativeTime, toMoment } from "../format/time.ts";
import { Icon } from "../icons/Icon.tsx";
import { SafeLink } from "../link/SafeLink.tsx";
import { messagesIn } from "../messages/messages.ts";
import { statuses, statusIcons } from "../notice/status-look.ts";
import { oneOf, toFlag, toJson, toNumber, toText } from "../values/read.ts";
import type { Column } from "./columns.ts";
import { labelOf } from "./rows.ts";

interface CellProps {
  value: unknown;
  column: Column;
  locale: RenderProps["locale"];
  nowMs: number;
  onLink: ((url: string) => void) | undefined;
}

const tagColors = [...statuses, "magenta", "red", "volcano", "orange", "gold", "yellow", "lime", "green", "cyan", "blue", "geekblue", "purple", "pink"] as const;
/** Most tags drawn of one list, and most characters of JSON in its popover. */
const maxTags = 8;
const maxJson = 4000;
const msPerUnit: Record<string, number> = { ms: 1, s: 1000, ns: 1e-6, us: 1e-3, min: 60_000, h: 3_600_000 };

/** One value in the way of its column; a value that does not fit the format shows as text. */
export function Cell({ value, column, locale, nowMs, onLink }: CellProps): ReactElement | null {
  if (value === null || value === undefined || value === "") return <span className="tessera-cell-none">–</span>;
  switch (column.format) {
    case "number": {
      const number = toNumber(value);
      return number === null ? <PlainText text={toText(value, locale)} /> : <PlainText text={`${plainNumber(number, locale)}${column.unit === "" ? "" : ` ${column.unit}`}`} />;
    }
    case "bytes": {
      const number = toNumber(value);
      return <PlainText text={number === null ? toText(value, locale) : byteSize(number, locale)} />;
    }
    case "duration": {
      const number = toNumber(value);
      return <PlainText text={number === null ? toText(value, locale) : duration(number * (msPerUnit[column.unit] ?? 1000), locale)} />;
    }
    case "time":
    case "relative-time":
      return <TimeText value={value} relative={column.format === "relative-time"} locale={locale} nowMs={nowMs} />;
    case "boolean":
      return <FlagText on={toFlag(value)} locale={locale} />;
    case "tag":
      return <Tags values={Array.isArray(value) ? value : [value]} column={column} locale={locale} />;
    case "link":
      return (
        <span className="tessera-cell" title={toText(value, locale)}>
          <SafeLink url={toText(value, locale)} onFollow={onLink}>
            {toText(value, locale)}
          </SafeLink>
        </span>
      );
    case "json":
      return <JsonText value={value} />;
    case "text":
      return <PlainText text={Array.isArray(value) ? value.map((item) => toText(item, locale)).join(", ") : toText(value, locale)} />;
  }
}

function PlainText({ text }: { text: string }): ReactElement {
  return (
    <span className="tessera-cell" title={text.length > 24 ? text.slice(0, maxJson) : undefined}>
      {text.slice(0, maxJson)}
    </span>
  );
}

function TimeText({ value, relative, locale, nowMs }: { value: unknown; relative: boolean; locale: RenderProps["locale"]; nowMs: number }): ReactElement {
  const moment = toMoment(value);
  if (moment === null) return typeof value === "string" && value.startsWith("0001-") ? <span className="tessera-cell-none">–</span> : <PlainText text={toText(value, locale)} />;
  const exact = exactTime(moment);
  return (
    <time className="tessera-cell" dateTime={moment.toISOString()} title={exact}>
      {relative ? relativeTime(moment, nowMs, locale) : exact}
    </time>
  );
}

function FlagText({ on, locale }: { on: boolean; locale: RenderProps["locale"] }): ReactElement {
  const t = messagesIn(locale);
  return (
    <span className="tessera-cell">
      <Icon name={on ? "Check" : "Minus"} /> {t(on ? "value.yes" : "value.no")}
    </span>
  );
}

function Tags({ values, column, locale }: { values: readonly unknown[]; column: Column; locale: RenderProps["locale"] }): ReactElement {
  const { token } = theme.useToken();
  return (
    <span className="tessera-cell">
      {values.slice(0, maxTags).map((value, index) => {
        const text = toText(value, locale);
        const color = oneOf(Object.hasOwn(column.colors, text) ? column.colors[text] : undefined, tagColors, "default");
        const status = oneOf(color, statuses, "default");
        return (
          <Tag key={index} color={color} style={{ color: token.colorText, marginInlineEnd: token.marginXXS }} {...(status === "default" ? {} : { icon: <Icon name={statusIcons[status]} /> })}>
            {labelOf(column, text, locale)}
          </Tag>
        );
      })}
      {values.length > maxTags && `+${values.length - maxTags}`}
    </span>
  );
}

function JsonText({ value }: { value: unknown }): ReactElement {
  const { token } = theme.useToken();
  const line = toJson(value);
  const code = { fontFamily: token.fontFamilyCode, fontSize: token.fontSizeSM };
  return (
    <Popover content={() => <pre style={{ ...code, margin: 0, maxWidth: 480, maxHeight: 320, overflow: "auto", whiteSpace: "pre-wrap" }}>{toJson(value, 2).slice(0, maxJson)}</pre>}>
      <span className="tessera-cell" style={code}>
        {line.slice(0, 200)}
      </span>
    </Popover>
  );
}
