import { InputNumber } from "antd";
import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { Field } from "../field/Field.tsx";
import { checkNumber } from "../field/rules.ts";
import { controlAttributes, useField } from "../field/use-field.ts";
import { maxPrecision } from "../format/number.ts";
import { messagesIn } from "../messages/messages.ts";
import { toNumber, toText, within } from "../values/read.ts";

export function NumberInput(render: RenderProps): ReactElement {
  const { props, locale } = render;
  const t = messagesIn(locale);
  const field = useField<number | null>(render, { parse: toNumber, check: (value) => checkNumber(value, props, t) });
  const precision = toNumber(props["precision"]);
  const step = toNumber(props["step"]);
  const unit = toText(props["unit"], locale);
  return (
    <Field field={field}>
      <InputNumber<number>
        {...controlAttributes(field)}
        value={field.value}
        placeholder={toText(props["placeholder"], locale)}
        disabled={field.disabled}
        step={step !== null && step > 0 ? step : 1}
        style={{ width: "100%" }}
        onChange={field.change}
        onBlur={field.visit}
        {...(precision === null ? {} : { precision: Math.round(within(precision, 0, maxPrecision, 0)) })}
        {...(unit === "" ? {} : { suffix: unit })}
        {...(field.shownError === null ? {} : { status: "error" as const })}
      />
    </Field>
  );
}
