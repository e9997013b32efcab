import { Input } from "antd";
import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { Field } from "../field/Field.tsx";
import { checkText, wholePattern } from "../field/rules.ts";
import { controlAttributes, useField } from "../field/use-field.ts";
import { Icon } from "../icons/Icon.tsx";
import { messagesIn } from "../messages/messages.ts";
import { toFlag, toText, within } from "../values/read.ts";

export function TextInput(render: RenderProps): ReactElement {
  const { props, locale, emit } = render;
  const t = messagesIn(locale);
  const field = useField<string>(render, { parse: (given) => toText(given, locale), check: (value) => checkText(value, props, t, locale) });
  const rows = Math.round(within(props["rows"], 1, 40, 1));
  const pattern = toText(props["pattern"], locale);
  const badPattern = pattern !== "" && wholePattern(pattern) === null ? t("rule.badPattern", { pattern }) : null;
  const shared = {
    ...controlAttributes(field),
    value: field.value,
    placeholder: toText(props["placeholder"], locale),
    disabled: field.disabled,
    allowClear: toFlag(props["clearable"]),
    onBlur: field.visit,
    ...(field.shownError === null ? {} : { status: "error" as const }),
  };
  const prefix = <Icon name={toText(props["icon"], locale)} />;
  const enter = () => emit("enter", { value: field.value });
  return (
    <Field field={field} notice={badPattern}>
      {rows > 1 ? (
        <Input.TextArea {...shared} rows={rows} onChange={(event) => field.change(event.target.value)} />
      ) : toFlag(props["password"]) ? (
        <Input.Password {...shared} prefix={prefix} autoComplete="off" onChange={(event) => field.change(event.target.value)} onPressEnter={enter} />
      ) : (
        <Input {...shared} prefix={prefix} onChange={(event) => field.change(event.target.value)} onPressEnter={enter} />
      )}
    </Field>
  );
}
