import { Select } from "antd";
import { type ReactElement, useMemo } from "react";
import type { RenderProps } from "../definition.ts";
import { Field } from "../field/Field.tsx";
import { controlAttributes, useField } from "../field/use-field.ts";
import { messagesIn } from "../messages/messages.ts";
import { notList } from "../notice/not-list.ts";
import { toFlag, toText } from "../values/read.ts";
import { isScalar, optionsOf, type Scalar } from "./options.ts";

type Picked = Scalar | Scalar[] | null;

export function SelectInput(render: RenderProps): ReactElement {
  const { props, locale, status } = render;
  const t = messagesIn(locale);
  const multiple = toFlag(props["multiple"]);
  const valuePath = toText(props["valuePath"], locale);
  const labelPath = toText(props["labelPath"], locale);
  const given = props["options"];
  const options = useMemo(() => optionsOf(Array.isArray(given) ? given : [], { value: valuePath, label: labelPath }, locale), [given, valuePath, labelPath, locale]);
  const field = useField<Picked>(render, {
    parse: (given) => parsePicked(given, multiple),
    derive: (value) => ({ label: listed(value).map((item) => options.find((option) => option.value === item)?.label ?? String(item)).join(", ") }),
  });
  const problem = notList(given, "property.options", t);
  return (
    <Field field={field} notice={problem?.title ?? status.error}>
      <Select<Picked>
        {...controlAttributes(field)}
        value={field.value}
        options={options.map((option) => ({ ...option, value: option.value as string | number }))}
        placeholder={toText(props["placeholder"], locale) || t("select.placeholder")}
        notFoundContent={t("select.noOptions")}
        disabled={field.disabled}
        loading={status.loading}
        allowClear={toFlag(props["clearable"])}
        showSearch={toFlag(props["searchable"]) ? { optionFilterProp: "label" } : false}
        style={{ width: "100%" }}
        onChange={(value) => field.change(value ?? (multiple ? [] : null))}
        onBlur={field.visit}
        {...(multiple ? { mode: "multiple" as const } : {})}
        {...(field.shownError === null ? {} : { status: "error" as const })}
      />
    </Field>
  );
}

function parsePicked(given: unknown, multiple: boolean): Picked {
  if (multiple) return Array.isArray(given) ? given.filter(isScalar) : isScalar(given) && given !== "" ? [given] : [];
  const single: unknown = Array.isArray(given) ? given[0] : given;
  return isScalar(single) && single !== "" ? single : null;
}

function listed(picked: Picked): Scalar[] {
  if (Array.isArray(picked)) return picked;
  return picked === null ? [] : [picked];
}
