import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import "dayjs/locale/zh-cn.js";
import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { Field } from "../field/Field.tsx";
import { controlAttributes, useField } from "../field/use-field.ts";
import { toMoment } from "../format/time.ts";
import type { MessageKey } from "../messages/messages.ts";
import { toFlag, toText } from "../values/read.ts";

/** An ISO 8601 time; two of them, either of which may be open, for a range. */
type Picked = string | null | [string | null, string | null];

const presets: readonly [MessageKey, number, "minute" | "hour" | "day"][] = [
  ["date.last15m", 15, "minute"],
  ["date.last1h", 1, "hour"],
  ["date.last6h", 6, "hour"],
  ["date.last24h", 24, "hour"],
  ["date.last7d", 7, "day"],
];

export function DateInput(render: RenderProps): ReactElement {
  const { props, locale } = render;
  const range = toFlag(props["range"]);
  const withTime = toFlag(props["time"]);
  const write = (moment: Dayjs | null | undefined) => (moment ? (withTime ? moment.toISOString() : moment.format("YYYY-MM-DD")) : null);
  const read = (value: unknown) => write(toMoment(value));
  const field = useField<Picked>(render, {
    parse: (given) => {
      if (range) return Array.isArray(given) && read(given[0]) !== null && read(given[1]) !== null ? [read(given[0]), read(given[1])] : null;
      return read(Array.isArray(given) ? given[0] : given);
    },
    derive: (value) => (Array.isArray(value) ? { from: value[0], to: value[1] } : { from: null, to: null }),
  });
  const { value } = field;
  const [from, to] = Array.isArray(value) ? value : [null, null];
  const { "aria-label": name, ...attributes } = controlAttributes(field);
  const shared = {
    ...attributes,
    disabled: field.disabled,
    allowClear: toFlag(props["clearable"]),
    showTime: withTime ? { format: "HH:mm" } : false,
    format: withTime ? "YYYY-MM-DD HH:mm" : "YYYY-MM-DD",
    onBlur: field.visit,
    style: { width: "100%" },
    ...(name === undefined ? {} : { "aria-label": name }),
    ...(field.shownError === null ? {} : { status: "error" as const }),
  };
  return (
    <Field field={field}>
      {range ? (
        <DatePicker.RangePicker
          {...shared}
          id={{ start: field.id, end: `${field.id}-to` }}
          value={from === null && to === null ? null : [toMoment(from), toMoment(to)]}
          placeholder={[field.t("date.from"), field.t("date.to")]}
          presets={presets.map(([key, count, unit]) => ({ label: field.t(key), value: () => [dayjs().subtract(count, unit), dayjs()] as [Dayjs, Dayjs] }))}
          onChange={(moments) => field.change(moments === null ? null : [write(moments[0]), write(moments[1])])}
        />
      ) : (
        <DatePicker {...shared} value={toMoment(value)} placeholder={toText(props["placeholder"], locale) || field.t("date.placeholder")} onChange={(moment: Dayjs | null) => field.change(write(moment))} />
      )}
    </Field>
  );
}
