import { Form, type FormInstance, type FormProps } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useState } from "react";
import { ErrorNote } from "../feedback/index.ts";
import { draftOf } from "./draft.ts";
import { problemFields } from "./problem-fields.ts";

export interface ProblemFormProps<Values extends object> {
  form: FormInstance<Values>;
  /** Of the form element, for a submit button that stands outside of it. */
  id?: string | undefined;
  onSubmit: (values: Values) => void;
  /** Error of the last submit: shown at its fields, the rest above the form. */
  error?: unknown;
  initialValues?: Partial<Values> | undefined;
  /** Keeps what is typed over a reload under this key. */
  draftKey?: string | undefined;
  onValuesChange?: ((changed: Partial<Values>, values: Values) => void) | undefined;
  disabled?: boolean;
  children: ReactNode;
}

/** A form as all ours are: labels above, errors at the field and summed at the top, Mod+Enter submits. */
export function ProblemForm<Values extends object>({ form, id, onSubmit, error, initialValues, draftKey, onValuesChange, disabled, children }: ProblemFormProps<Values>): ReactNode {
  // An error follows a submit, so that the fields are known by then.
  const placed = useMemo(() => (error === null || error === undefined ? undefined : problemFields(error, form.getFieldsError().map(({ name }) => name.join(".")))), [error, form]);
  const [draft] = useState(() => (draftKey === undefined ? undefined : draftOf(draftKey)));
  const [start] = useState(() => ({ ...initialValues, ...draft?.read() }));

  useEffect(() => {
    if (!placed) return;
    form.setFields(placed.fields as Parameters<typeof form.setFields>[0]);
    const first = placed.fields[0];
    if (first) form.scrollToField(first.name as Parameters<typeof form.scrollToField>[0], { block: "center", focus: true });
  }, [placed, form]);

  const submitOnModEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.submit();
  };

  const formProps: FormProps<Values> = {
    form,
    ...(id === undefined ? {} : { id }),
    layout: "vertical",
    initialValues: start,
    requiredMark: "optional",
    scrollToFirstError: { block: "center", focus: true },
    onFinish: onSubmit,
    disabled: disabled ?? false,
    onValuesChange: (changed, values) => {
      draft?.write(values as Record<string, unknown>);
      onValuesChange?.(changed as Partial<Values>, values);
    },
  };
  return (
    <div onKeyDown={submitOnModEnter}>
      {placed?.rest && (
        <div style={{ marginBottom: 16 }}>
          <ErrorNote error={error} />
        </div>
      )}
      <Form<Values> {...formProps}>{children}</Form>
    </div>
  );
}
